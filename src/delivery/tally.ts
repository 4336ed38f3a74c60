/** What deliveries have come to since the start: for the summary of a publishing run. */
import type { Subscription } from './subscription.ts';
import { nextWait } from './task.ts';
import type { Verdict } from './verdict.ts';

export type DeliveryTally = {
  readonly delivered: number;
  /** Attempts that failed and will be made again. */
  readonly failed: number;
  readonly dead: number;
  /** Subscriptions that their endpoints ended. */
  readonly ended: number;
  /** Subscribers that back off now, as a whole or with a story. */
  readonly waiting: number;
};

export type Tally = {
  readonly add: (verdict: Verdict | undefined) => void;
  readonly soFar: (subscriptions: Iterable<Subscription>, now: number) => DeliveryTally;
};

export function tally(): Tally {
  const counts = { delivered: 0, failed: 0, dead: 0, ended: 0 };
  return {
    add(verdict) {
      if (verdict === undefined) return;
      if (verdict === 'again' || verdict === 'lane' || verdict === 'kill-again') counts.failed += 1;
      else counts[verdict] += 1;
    },
    soFar: (subscriptions, now) => ({
      ...counts,
      waiting: [...subscriptions].filter((one) => !one.isOver && nextWait(one, now) !== undefined).length,
    }),
  };
}
