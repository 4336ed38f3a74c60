/** Gives each subscription the place that its progress calls for: a turn now, or a timer until there is one. */
import type { Later } from './later.ts';
import type { RoundRobin } from './round-robin.ts';
import type { Subscription } from './subscription.ts';
import { isReady, nextTask, nextWait, type TaskKind } from './task.ts';

/** First who goes first: kills to endpoints that work, kills to others, all else. */
export type Rank = 'kill' | 'late-kill' | 'ordinary';

export type Queue = RoundRobin<Subscription, Rank>;

export function kindOf(rank: Rank): TaskKind {
  return rank === 'ordinary' ? 'ordinary' : 'kill';
}

/** More at a time is slower, not faster: 64 to 256 requests in flight beat 512. */
export const IN_FLIGHT_MAX = 64;

/** For kills alone: so many that no endpoint in trouble takes, and so many for those in trouble. */
const KILL_SLOTS = 8;

/** Kills have slots that nothing else takes: however many black holes there are, they go out. */
export function slotsOf(inFlightMax: number): ReadonlyMap<Rank, number> {
  return new Map([
    ['kill', inFlightMax + 2 * KILL_SLOTS],
    ['late-kill', inFlightMax + KILL_SLOTS],
    ['ordinary', inFlightMax],
  ]);
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

/** `again` is called when its wait is over. */
export function placeOne(
  subscription: Subscription,
  { queue, tidy, head, now, later }: Placing,
  again: () => void,
): void {
  tidy(subscription);
  const instant = now();
  if (nextTask(subscription, 'kill', instant) !== undefined) {
    queue.add(subscription, subscription.health.failures > 0 ? 'late-kill' : 'kill');
  }
  if (isReady(subscription, head(), instant)) queue.add(subscription, 'ordinary');
  else queue.remove(subscription, 'ordinary');
  const wait = nextWait(subscription, instant);
  if (wait !== undefined) subscription.callOff = later(wait, again);
}
