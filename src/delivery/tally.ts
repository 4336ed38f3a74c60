/** What deliveries have come to since the start: for the summary of a publishing run. */
import type { Step } from './progress.ts';
import type { Subscription } from './subscription.ts';

export type DeliveryTally = {
  readonly delivered: number;
  /** Attempts that failed and will be made again. */
  readonly failed: number;
  readonly dead: number;
  /** Subscriptions that their endpoints ended. */
  readonly ended: number;
  /** Subscribers that back off now. */
  readonly waiting: number;
};

export type Tally = {
  readonly add: (step: Step | undefined) => void;
  readonly soFar: (subscriptions: Iterable<Subscription>) => DeliveryTally;
};

export function tally(): Tally {
  const counts = { delivered: 0, failed: 0, dead: 0, ended: 0 };
  return {
    add(step) {
      if (step !== undefined) counts[step.receipt?.outcome ?? (step.ended === true ? 'ended' : 'failed')] += 1;
    },
    soFar: (subscriptions) => ({
      ...counts,
      waiting: [...subscriptions].filter(({ state }) => state === 'waiting').length,
    }),
  };
}
