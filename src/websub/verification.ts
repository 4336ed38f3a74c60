/** Whether somebody wants what was asked of the hub in their name: one question to the callback (WebSub §5.2, §5.3). */
import { isoAt } from '../delivery/due.ts';
import type { KeptAnswer } from '../delivery/exchange.ts';
import type { Later } from '../delivery/later.ts';
import { outcomeOf } from '../delivery/outcome.ts';
import type { NewWebSubSubscription, NoWebSubRoom, WebSubRoom, WebSubShelf } from '../wire/websub-shelf.ts';
import { websubName, type HubLog } from './hub-log.ts';
import type { HubRequest } from './hub-request.ts';
import { insist } from './insist.ts';
import type { Ask } from './messages.ts';
import type { Notes } from './notes.ts';
import { leaseOf, type HubPolicy } from './policy.ts';
import type { Topics } from './topics.ts';

export type VerificationDeps = {
  readonly store: Pick<WebSubShelf, 'subscribe' | 'unsubscribe' | 'has' | 'count'>;
  readonly topics: Pick<Topics, 'documentAt' | 'hash'>;
  readonly notes: Notes;
  /** All feeds are looked at again, as soon as the store can be written. Never waits. */
  readonly lookAgain: () => void;
  readonly ask: Ask;
  readonly policy: HubPolicy;
  /** A random text that cannot be guessed; another one each time (§8.2). */
  readonly challenge: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly later: Later;
  readonly log: HubLog;
};

export type AcceptedRequest = HubRequest & {
  /** The document of the topic; absent where there can be none. */
  readonly document?: string;
  /** What was in it when it was asked for: whoever subscribes has seen it by then. */
  readonly seen: Promise<string | undefined>;
};

/** Its turn has come. */
export type RequestInTurn = AcceptedRequest & {
  /** Whether its callback may have been sent the document since it was asked for: then nobody knows what its owner has. */
  readonly mayHaveBeenSent: () => boolean;
};

/** Resolves when all is done that the request brings about. Rejects where the store refuses to be read. */
export async function verify(request: RequestInTurn, deps: VerificationDeps, signal: AbortSignal): Promise<void> {
  if (request.mode === 'unsubscribe') return unsubscribe(request, deps, signal);
  const subject = await validated(request, deps);
  if ('denial' in subject) return void (await deny(request, subject.denial, deps, signal));
  const askedAt = deps.now();
  const leaseMs = leaseOf(request.leaseSeconds, deps.policy);
  const added = { 'hub.lease_seconds': String(Math.floor(leaseMs / 1_000)) };
  if (!(await isConfirmed(request, added, deps, signal))) return;
  const denial = await subscribe(request, { ...subject, askedAt, leaseMs }, deps).catch((error: unknown) => {
    deps.log.error({ err: error, feed: subject.document }, 'a WebSub subscription cannot be kept');
    return 'The hub cannot keep subscriptions at the moment: ask again later.';
  });
  if (denial !== undefined) await deny(request, denial, deps, signal);
}

/** Tells a subscriber that it gets nothing, or nothing any more; what it answers changes nothing (§5.2). */
export async function deny(
  { callback, topic }: Pick<HubRequest, 'callback' | 'topic'>,
  reason: string,
  { ask, now, log }: Pick<VerificationDeps, 'ask' | 'now' | 'log'>,
  signal: AbortSignal,
): Promise<{ readonly isTold: boolean; readonly answer: string }> {
  const startedAt = now();
  const added = { 'hub.mode': 'denied', 'hub.topic': topic, 'hub.reason': reason };
  const outcome = outcomeOf(await ask({ callback, added, keep: 0 }, signal), { startedAt, now: now() });
  for (const { asked } of log.observers ?? []) asked?.('denied');
  log.info({ topic, reason, answer: outcome.reason }, 'a WebSub subscription is denied');
  return { isTold: outcome.kind === 'delivered', answer: outcome.reason };
}

type Subject = { readonly document: string };

/** Whether this desk has that feed, and room for one more (§5.2). */
async function validated(
  request: AcceptedRequest,
  { store, topics, policy }: VerificationDeps,
): Promise<Subject | { readonly denial: string }> {
  const { document, callbackKey, host } = request;
  if (document === undefined || (await topics.hash(document)) === undefined) {
    return { denial: 'There is no feed at this address: subscribe to the rel="self" address of one.' };
  }
  if (await store.has({ document, callbackKey })) return { document };
  const { all, ofHost } = await store.count(host);
  const room = roomIn(policy);
  if (all >= room.all) return { denial: reasonOf('no room', host) };
  return ofHost >= room.ofHost ? { denial: reasonOf('no room for the host', host) } : { document };
}

function roomIn({ subscriptionsMax, perHostMax }: HubPolicy): WebSubRoom {
  return { all: subscriptionsMax, ofHost: perHostMax };
}

function reasonOf(refusal: NoWebSubRoom, host: string): string {
  return refusal === 'no room'
    ? 'This hub has as many subscriptions as it can keep.'
    : `${host} has as many subscriptions as this hub keeps for one host.`;
}

type Lease = { readonly askedAt: number; readonly leaseMs: number };

/** Resolves with why it is denied, where others have taken the last places while the callback was asked. */
async function subscribe(
  request: RequestInTurn,
  { document, askedAt, leaseMs }: Subject & Lease,
  { store, notes, lookAgain, policy, now, log }: VerificationDeps,
): Promise<string | undefined> {
  const { topic, callback, callbackKey, host, secret, seen, mayHaveBeenSent } = request;
  const hasSeen = (await seen) ?? '';
  const wanted: NewWebSubSubscription = {
    document,
    callbackKey,
    topic,
    callback,
    host,
    ...(secret !== undefined && { secret }),
    now: isoAt(now()),
    // Measured from the question (§5.3).
    expiresAt: isoAt(askedAt + leaseMs),
    // Where that cannot be told, they are sent it.
    delivered: mayHaveBeenSent() ? '' : hasSeen,
  };
  const subscription = await store.subscribe(wanted, roomIn(policy));
  if (typeof subscription === 'string') return reasonOf(subscription, host);
  for (const { asked } of log.observers ?? []) asked?.('verified');
  log.info(
    { subscriber: websubName(subscription), feed: document, until: subscription.expiresAt },
    'subscribed by WebSub',
  );
  // It may have changed while the callback was asked.
  await notes.note(document).catch(lookAgain);
  return undefined;
}

async function unsubscribe(request: AcceptedRequest, deps: VerificationDeps, signal: AbortSignal): Promise<void> {
  const { document, callbackKey, topic } = request;
  if (!(await isConfirmed(request, {}, deps, signal)) || document === undefined) return;
  for (const { asked } of deps.log.observers ?? []) asked?.('verified');
  const wasThere = await insist(() => deps.store.unsubscribe({ document, callbackKey }), deps, signal);
  deps.log.info({ topic, wasThere }, 'unsubscribed by WebSub');
}

async function isConfirmed(
  { mode, topic, callback }: AcceptedRequest,
  more: Readonly<Record<string, string>>,
  { ask, challenge, log }: VerificationDeps,
  signal: AbortSignal,
): Promise<boolean> {
  const expected = challenge();
  const added = { 'hub.mode': mode, 'hub.topic': topic, 'hub.challenge': expected, ...more };
  // One byte more, so that an answer that goes on is another one.
  const answer = await ask({ callback, added, keep: Buffer.byteLength(expected) + 1 }, signal);
  const trouble = troubleIn(answer, expected);
  if (trouble === undefined) return true;
  for (const { asked } of log.observers ?? []) asked?.('failed');
  log.info({ topic, mode, reason: trouble }, 'a WebSub request is not confirmed by its callback: nothing changes');
  return false;
}

/** 2xx with the challenge, and nothing else, is a yes (§5.3.1). */
function troubleIn(answer: KeptAnswer, expected: string): string | undefined {
  const outcome = outcomeOf(answer, { startedAt: 0, now: 0 });
  if (outcome.kind !== 'delivered') return outcome.reason;
  const isEcho = Buffer.from(answer.kept ?? []).equals(Buffer.from(expected));
  return isEcho ? undefined : `${outcome.reason}, but not the challenge`;
}
