/** How fast each host may be asked: a bucket of tokens for each, in memory. */
import { rateWait, withoutToken, type Bucket } from '../delivery/rate.ts';
import type { Rate } from '../wire/subscriber.ts';

export type HostPace = {
  /** Milliseconds until that host may be asked. */
  readonly waitOf: (host: string) => number;
  readonly noteAsked: (host: string) => void;
};

/** A bucket that nobody has touched for so long is full again. */
const KEPT_MS = 60_000;

export function hostPace(rate: Rate, now: () => number): HostPace {
  const buckets = new Map<string, Bucket>();
  return {
    waitOf: (host) => rateWait(rate, buckets.get(host), now()),
    noteAsked(host) {
      const instant = now();
      for (const [other, { at }] of buckets) if (Math.abs(instant - at) > KEPT_MS) buckets.delete(other);
      buckets.set(host, withoutToken(rate, buckets.get(host), instant));
    },
  };
}
