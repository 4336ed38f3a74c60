/** Gives each subscription the place that its progress calls for: a turn now, or a timer until there is one. */
import type { Later } from './later.ts';
import type { RoundRobin, RoundRobinOptions, Slots } from './round-robin.ts';
import type { Subscription } from './subscription.ts';
import { isReady, nextTask, nextWait, type TaskKind } from './task.ts';
import { LONG_TURN_MS } from './turns-under-way.ts';

/** First who goes first: kills to endpoints that work, kills to others, what is soon done, all else. */
export type Rank = 'kill' | 'late-kill' | 'ordinary' | 'slow';

export type Queue = RoundRobin<Subscription, Rank>;

export function kindOf(rank: Rank): TaskKind {
  return rank === 'ordinary' || rank === 'slow' ? 'ordinary' : 'kill';
}

/** More at a time is slower, not faster: 64 to 256 requests in flight beat 512. */
export const IN_FLIGHT_MAX = 64;

/** Who is slow waits, and does not work: so many times more of them cost little. */
const SLOW_TIMES = 8;

/**
 * Kills have slots that nothing else takes, and so have endpoints that answer soon: however many others hang or fail,
 * these go out.
 */
function slotsOf(inFlightMax: number): ReadonlyMap<Rank, Slots<Rank>> {
  return new Map<Rank, Slots<Rank>>([
    ['kill', { max: inFlightMax, long: 'late-kill' }],
    ['late-kill', { max: inFlightMax }],
    ['ordinary', { max: inFlightMax, long: 'slow' }],
    ['slow', { max: inFlightMax * SLOW_TIMES }],
  ]);
}

/** What the queue has room for. */
export function placesFor(inFlightMax: number): Pick<RoundRobinOptions<Subscription, Rank>, 'slots' | 'groups'> {
  return { slots: slotsOf(inFlightMax), groups: hostSlots(inFlightMax) };
}

/** One host, with however many subscribers on it, has half of the slots and no more. */
function hostSlots(inFlightMax: number): RoundRobinOptions<Subscription, Rank>['groups'] {
  return {
    of: ({ host }) => host,
    max: Math.max(1, Math.floor(inFlightMax / 2)),
    ranks: new Set<Rank>(['ordinary', 'slow']),
  };
}

export type Placing = {
  readonly queue: Queue;
  /** Takes out what needs no attempt. */
  readonly tidy: (subscription: Subscription) => void;
  /** The last event that has been handed out. */
  readonly head: () => number;
  readonly now: () => number;
  readonly later: Later;
};

/** `again` is called when its wait is over; `isNext`: before all others of its rank. */
export function placeOne(
  subscription: Subscription,
  { queue, tidy, head, now, later }: Placing,
  { again, isNext }: { readonly again: () => void; readonly isNext: boolean },
): void {
  tidy(subscription);
  const instant = now();
  if (nextTask(subscription, 'kill', instant) !== undefined) {
    queue.add(subscription, subscription.health.failures > 0 ? 'late-kill' : 'kill');
  }
  const rank = isSlow(subscription) ? 'slow' : 'ordinary';
  queue.remove(subscription, rank === 'slow' ? 'ordinary' : 'slow');
  if (isReady(subscription, head(), instant)) queue.add(subscription, rank, isNext ? 'head' : undefined);
  else queue.remove(subscription, rank);
  const wait = nextWait(subscription, instant);
  if (wait === undefined) return;
  // A turn that has begun meanwhile has placed it too.
  subscription.callOff?.();
  subscription.callOff = later(wait, again);
}

/** Its last attempt took long, or failed. */
function isSlow({ health, lastMs }: Subscription): boolean {
  return health.failures > 0 || lastMs > LONG_TURN_MS;
}
