/** One attempt at one subscription: the feed as it lies there now, and what becomes of the subscription (WebSub §7). */
import { retryDelay } from '../delivery/back-off.ts';
import { isoAt } from '../delivery/due.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { WebSubResult, WebSubSubscription } from '../wire/websub-shelf.ts';
import { comparableUrl } from './callback.ts';
import { logDistribution, type HubLog } from './hub-log.ts';
import type { Send } from './messages.ts';
import type { Notes } from './notes.ts';
import { toldAgainAt } from './told-again.ts';
import type { Topics } from './topics.ts';
import { withdrawalDelay } from './withdrawal-delay.ts';

export type DistributionDeps = {
  readonly topics: Pick<Topics, 'content'>;
  readonly notes: Notes;
  readonly send: Send;
  /** Waits by the number of failures in a row; the last one repeats. */
  readonly delaysMs: readonly number[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: HubLog;
};

/** Never rejects. `undefined`: it was cut off by the signal, and is owed as before. */
export async function distribute(
  subscription: WebSubSubscription,
  deps: DistributionDeps,
  signal: AbortSignal,
): Promise<WebSubResult | undefined> {
  const { document } = subscription;
  try {
    const content = await deps.topics.content(document);
    if (content === undefined) return absent(subscription, deps.now());
    // A pass is at work. Whoever had it before it is owed would be sent it once more.
    if (content.hash !== subscription.owed) await deps.notes.note(document);
    // Also where that is what it has acknowledged last: an attempt since, of which nothing was heard, may have brought another.
    const outcome = await deps.send(subscription, content, signal);
    if (signal.aborted && outcome.kind !== 'delivered') return undefined;
    return resultOf(subscription, outcome, content.hash, deps);
  } catch (error) {
    deps.log.error({ err: error, feed: document }, 'a feed cannot be read to be sent: will be tried again');
    return resultOf(subscription, UNREADABLE, '', deps);
  }
}

/** A feed that has ended may go on: a look now and then costs nothing. */
const ABSENT_RETRY_MS = 5 * 60_000;

function absent(subscription: WebSubSubscription, now: number): WebSubResult {
  return { kind: 'absent', ...ofSubscription(subscription, now), retryAt: isoAt(now + ABSENT_RETRY_MS) };
}

function ofSubscription({ id, verifiedAt, document, callback }: WebSubSubscription, now: number) {
  return { id, verifiedAt, document, callbackKey: comparableUrl(callback), at: isoAt(now) };
}

const UNREADABLE: Outcome = { kind: 'endpoint-failed', durationMs: 0, reason: 'the feed could not be read to be sent' };

function resultOf(
  subscription: WebSubSubscription,
  outcome: Outcome,
  content: string,
  { now, random, delaysMs, log }: DistributionDeps,
): WebSubResult {
  const { kind } = subscription;
  const common = ofSubscription(subscription, now());
  // All but 2xx and 410 is failure, and no number of failures ends a lease (§7). A hub elsewhere has no lease to end.
  if (outcome.kind === 'delivered' || (outcome.kind === 'gone' && kind === 'subscriber')) {
    logDistribution(log, subscription, outcome);
    if (outcome.kind === 'gone') return { kind: 'gone', ...common };
    return { kind: 'delivered', ...common, content, ...toldAgainAt(subscription, content, now()) };
  }
  const { retryAfterMs, reason } = outcome;
  const setback = { failures: subscription.failures + 1, random: random(), delaysMs };
  const delay = retryDelay({ ...setback, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  const failedAt = now();
  const { withdrawalSince } = subscription;
  const owedForMs = failedAt - Date.parse(withdrawalSince ?? '');
  const hurried = { owedForMs, random: setback.random };
  const retryAt = isoAt(failedAt + (withdrawalSince === undefined ? delay : withdrawalDelay(delay, hurried)));
  logDistribution(log, subscription, outcome, retryAt);
  const seen = withdrawalSince === undefined ? {} : { withdrawalSince };
  return { kind: 'failed', ...common, ...seen, retryAt, error: reason };
}
