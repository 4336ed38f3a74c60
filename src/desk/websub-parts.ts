/** What the WebSub of a desk is made of. The HTTP client is loaded only here. */
import { randomBytes } from 'node:crypto';

import type { Agent } from 'undici';

import { later } from '../delivery/later.ts';
import type { TargetPolicy } from '../delivery/target.ts';
import { feedFormatsOf } from '../formats/feed-links.ts';
import { formats } from '../formats/index.ts';
import { writtenUpTo } from '../publish/written-up-to.ts';
import { attemptsByKey, type Attempts } from '../websub/attempts.ts';
import { comparableUrl, hostOf } from '../websub/callback.ts';
import type { Distributor } from '../websub/distributor.ts';
import type { HubObserver } from '../websub/hub-log.ts';
import type { Hub } from '../websub/hub.ts';
import type { Ask, HubTransport } from '../websub/messages.ts';
import { notesOf, type Notes } from '../websub/notes.ts';
import type { HubPolicy } from '../websub/policy.ts';
import { topicsIn, type Topics } from '../websub/topics.ts';
import type { Withdrawal } from '../wire/websub-shelf.ts';
import { deliverySettings } from './delivery-settings.ts';
import type { AnnouncedHub } from './hub-of.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

/** A question is answered at once or not at all. */
const QUESTION_MS = 5_000;

const CHALLENGE_BYTES = 32;

export type WebSubDesk = {
  readonly desk: OpenDesk;
  readonly announced: AnnouncedHub;
  readonly topics: Topics;
  readonly notes: Notes;
  readonly attempts: Attempts;
  readonly transport: HubTransport & { readonly agent: Agent };
  readonly log: Log & { readonly observers: readonly HubObserver[] };
};

/** `agent.destroy` ends it. */
export async function openWebSub(
  desk: OpenDesk,
  announced: AnnouncedHub,
  log: Log,
  observers: readonly HubObserver[],
): Promise<WebSubDesk> {
  const [info, warn, error] = [log.info.bind(log), log.warn.bind(log), log.error.bind(log)];
  const documents = feedFormatsOf(formats).map(({ feed }) => feed);
  const topics = topicsIn({ feedsFolder: desk.folders.feeds, baseUrl: desk.desk.baseUrl, documents });
  return {
    desk,
    announced,
    topics,
    notes: notesOf({ store: desk.store.websub, topics, now: Date.now }),
    attempts: attemptsByKey(),
    transport: await openTransport(desk, policyOf(desk, announced)),
    log: { info, warn, error, observers },
  };
}

export async function openDistributor(parts: WebSubDesk): Promise<Distributor> {
  const { desk, announced, topics, notes, attempts, transport, log } = parts;
  const [distributing, { sending }] = await Promise.all([
    import('../websub/distributor.ts'),
    import('../websub/messages.ts'),
  ]);
  return new distributing.Distributor({
    store: desk.store.websub,
    topics,
    notes,
    attempts,
    send: sending({ ...transport, hub: announced.url, topics }),
    follow: followingHub(parts),
    withdrawal: () => lastWithdrawal(desk),
    delaysMs: deliverySettings(desk.settings.webhooks).patience.retryDelaysMs,
    now: Date.now,
    random: Math.random,
    later,
    log,
  });
}

async function lastWithdrawal({ store }: OpenDesk): Promise<Withdrawal | undefined> {
  const event = await store.log.publicWithdrawal();
  return event && { seq: event.seq, isOutOfFeeds: (await writtenUpTo(store)) >= event.seq };
}

export type OpenHub = { readonly hub: Hub; readonly stop: (graceMs: number) => Promise<void> };

/** It tells the distributor when somebody may have subscribed. */
export async function openHub(
  { desk, topics, notes, attempts, transport, log }: WebSubDesk,
  distributor: Pick<Distributor, 'tend' | 'wake'>,
): Promise<OpenHub> {
  const [{ hubOver }, { startVerifier }] = await Promise.all([
    import('../websub/hub.ts'),
    import('../websub/verifier.ts'),
  ]);
  const policy = hubPolicy(desk);
  const ask = await openAsk(transport);
  const verifier = startVerifier({
    store: desk.store.websub,
    topics,
    notes,
    attempts,
    policy,
    ask,
    log,
    now: Date.now,
    later,
    challenge: randomChallenge,
    onVerified: () => distributor.tend(),
    lookAgain: () => distributor.wake(),
  });
  return { hub: hubOver({ topics, policy, verifier }), stop: verifier.stop };
}

function randomChallenge(): string {
  return randomBytes(CHALLENGE_BYTES).toString('base64url');
}

export async function openAsk(transport: HubTransport): Promise<Ask> {
  const { asking } = await import('../websub/messages.ts');
  return asking({ ...transport, limits: { ...transport.limits, totalMs: QUESTION_MS, headersMs: QUESTION_MS } });
}

function hubPolicy(desk: OpenDesk): HubPolicy {
  const { lease, leaseMax, subscriptions, perHost } = desk.settings.websub;
  return {
    callbacks: callbackPolicy(desk),
    leaseMs: lease,
    leaseMaxMs: leaseMax,
    subscriptionsMax: subscriptions,
    perHostMax: perHost,
  };
}

/** Strangers name the callbacks, and feeds are public: so neither the exceptions of webhooks count here nor their rules. */
function callbackPolicy({ settings }: OpenDesk): TargetPolicy {
  const { allow, ports } = settings.websub;
  return { allow, ports, allowHttp: true };
}

/** A hub elsewhere is the operator's own choice, wherever it lies. */
function policyOf(desk: OpenDesk, { kind, url }: AnnouncedHub): TargetPolicy {
  const policy = callbackPolicy(desk);
  if (kind === 'own') return policy;
  const { hostname, port, protocol } = new URL(url);
  const own = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  return { ...policy, allow: [...policy.allow, hostname.replaceAll(/[[\]]/g, '')], ports: [...policy.ports, own] };
}

async function openTransport({ settings, desk }: OpenDesk, policy: TargetPolicy): Promise<WebSubDesk['transport']> {
  const { deliveryAgent } = await import('../delivery/agent.ts');
  const { attempt: limits, connection } = deliverySettings(settings.webhooks);
  const { name, version } = desk.generator;
  const agent = deliveryAgent({ policy, limits: connection });
  return { agent, userAgent: `${name}/${version}`, now: Date.now, limits };
}

/** A hub elsewhere is told of every feed there is (WebSub §6); of this desk's own there is nothing to tell. */
function followingHub({ desk, announced: { kind, url }, topics }: WebSubDesk): () => Promise<void> {
  let followed: string | undefined;
  return async () => {
    const feeds = kind === 'own' ? [] : await desk.store.feeds.all();
    const documents = feeds.flatMap(({ path }) => feedFormatsOf(formats).map(({ feed }) => path + feed.fileName));
    const asText = JSON.stringify(documents);
    if (asText === followed) return;
    const hub = { callback: url, callbackKey: comparableUrl(url), host: hostOf(url), now: new Date().toISOString() };
    await desk.store.websub.follow(documents.map((document) => ({ ...hub, document, topic: topics.urlOf(document) })));
    followed = asText;
  };
}
