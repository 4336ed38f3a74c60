/** One attempt at one subscription: the feed as it lies there now, and what becomes of the subscription (WebSub §7). */
import { retryDelay } from '../delivery/back-off.ts';
import { isoAt } from '../delivery/due.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { WebSubResult, WebSubSubscription } from '../wire/websub-shelf.ts';
import { logDistribution, type HubLog } from './hub-log.ts';
import type { Send } from './messages.ts';
import type { Topics } from './topics.ts';

export type DistributionDeps = {
  readonly topics: Pick<Topics, 'content'>;
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
  const { id, delivered, document } = subscription;
  try {
    const content = await deps.topics.content(document);
    if (content === undefined) return resultOf(subscription, ABSENT, '', deps);
    // It has changed back meanwhile.
    if (content.hash === delivered) return { kind: 'delivered', id, at: isoAt(deps.now()), content: delivered };
    const outcome = await deps.send(subscription, content, signal);
    if (signal.aborted && outcome.kind !== 'delivered') return undefined;
    return resultOf(subscription, outcome, content.hash, deps);
  } catch (error) {
    deps.log.error({ err: error, feed: document }, 'a feed cannot be read to be sent: will be tried again');
    return resultOf(subscription, ABSENT, '', deps);
  }
}

const ABSENT: Outcome = { kind: 'endpoint-failed', durationMs: 0, reason: 'the feed is not there to be sent' };

function resultOf(
  subscription: WebSubSubscription,
  outcome: Outcome,
  content: string,
  { now, random, delaysMs, log }: DistributionDeps,
): WebSubResult {
  const { id, kind } = subscription;
  const at = isoAt(now());
  // All but 2xx and 410 is failure, and no number of failures ends a lease (§7). A hub elsewhere has no lease to end.
  if (outcome.kind === 'delivered' || (outcome.kind === 'gone' && kind === 'subscriber')) {
    logDistribution(log, subscription, outcome);
    return outcome.kind === 'gone' ? { kind: 'gone', id, at } : { kind: 'delivered', id, at, content };
  }
  const { retryAfterMs, reason } = outcome;
  const setback = { failures: subscription.failures + 1, random: random(), delaysMs };
  const delay = retryDelay({ ...setback, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  const retryAt = isoAt(now() + delay);
  logDistribution(log, subscription, outcome, retryAt);
  return { kind: 'failed', id, at, retryAt, error: reason };
}
