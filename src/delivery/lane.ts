/** What waits beside a cursor, one story each: a kill, or the newest version that was refused. The whole policy, pure. */
import type { Lane, LaneEvent } from '../wire/subscriber.ts';
import { isoAt, waitUntil } from './due.ts';
import type { Moment } from './health.ts';
import type { Outcome } from './outcome.ts';

/** The longest wait for a lane's next try. Where a clock was wrong, nothing waits for longer. */
const LANE_DELAY_MAX_MS = 10 * 60_000;

/** After fewer tries than this nothing is given up, whatever a clock says. */
const LANE_TRIES_MIN = 3;

/** After the first failure, the second ...; the last one repeats. At least half of it, by chance. */
const LANE_DELAYS_MS: readonly number[] = [2_000, 10_000, 30_000, 120_000, 300_000, 300_000, 300_000];

/** A kill is tried again this soon, whatever the endpoint's back-off says; the last one repeats. */
const KILL_DELAYS_MS: readonly number[] = [2_000, 5_000, 15_000, 60_000];
const KILL_DELAY_MAX_MS = 60_000;

/** So that a thousand endpoints which are down are not tried at the same instant every minute. */
const KILL_JITTER = 0.2;

/** What goes first in it. */
export function firstInLane({ kill, event }: Pick<Lane, 'kill' | 'event'>): LaneEvent | undefined {
  return kill ?? event;
}

export type Refusal = Moment & { readonly outcome: Outcome };

/** A version was refused for its own sake: the cursor passes it, and it waits here. */
export function openLane(story: Pick<Lane, 'subscriberId' | 'guid'>, event: LaneEvent, refusal: Refusal): Lane {
  const { subscriberId, guid } = story;
  const opened: Lane = { subscriberId, guid, event, openedAt: isoAt(refusal.now), failures: 0 };
  return setBack(opened, refusal);
}

/** A newer version takes the place of the one that waits, and has its own chance at once; behind a kill, it waits. */
export function joinLane({ subscriberId, guid, ...lane }: Lane, event: LaneEvent, now: number): Lane {
  if (lane.kill !== undefined) return { subscriberId, guid, ...lane, event };
  return { subscriberId, guid, event, openedAt: isoAt(now), failures: 0 };
}

/** A kill replaces everything that came before it. */
export function killLane(story: Pick<Lane, 'subscriberId' | 'guid'>, kill: LaneEvent, now: number): Lane {
  const { subscriberId, guid } = story;
  return { subscriberId, guid, kill, openedAt: isoAt(now), failures: 0 };
}

/** What goes first has arrived, or is given up: the next one has its turn, if there is one. */
export function withoutFirst({ subscriberId, guid, kill, event }: Lane, now: number): Lane | undefined {
  if (kill === undefined || event === undefined) return undefined;
  return { subscriberId, guid, event, openedAt: isoAt(now), failures: 0 };
}

export type LaneMoment = Omit<Moment, 'random'> & {
  /** Other events of that subscriber went through since the lane's last try. */
  readonly othersArrive: boolean;
};

/**
 * Whether a version that was refused once more becomes a dead letter. An endpoint's failure counts only
 * where other events went through in the meantime: else it says nothing of this one.
 */
export function isDeadLetter(lane: Lane, outcome: Outcome, { now, patience, othersArrive }: LaneMoment): boolean {
  if (outcome.isFinal === true) return true;
  const age = now - Date.parse(lane.openedAt);
  const isOld = age >= patience.deadLetterAfterMs && lane.failures + 1 >= LANE_TRIES_MIN;
  return isOld && (outcome.kind === 'event-refused' || othersArrive);
}

export function setBack(lane: Lane, { outcome, ...moment }: Refusal): Lane {
  const { now, random } = moment;
  const failures = lane.failures + 1;
  const delay = lane.kill === undefined ? laneDelay(lane, failures, moment) : killDelay(failures, random);
  return { ...lane, failures, retryAt: isoAt(now + delay), lastError: outcome.reason };
}

function laneDelay({ openedAt }: Lane, failures: number, { now, random, patience }: Moment): number {
  const delay = (LANE_DELAYS_MS[failures - 1] ?? LANE_DELAY_MAX_MS) * (0.5 + random / 2);
  const left = Date.parse(openedAt) + patience.deadLetterAfterMs - now;
  // The last try is made when its time is over, not long after.
  return left > 0 ? Math.min(delay, left) : delay;
}

function killDelay(failures: number, random: number): number {
  const delay = KILL_DELAYS_MS[failures - 1] ?? KILL_DELAY_MAX_MS;
  return delay * (1 - KILL_JITTER + KILL_JITTER * random);
}

/** Milliseconds until its next try. */
export function laneWait({ retryAt }: Lane, now: number): number {
  return waitUntil(retryAt, now, LANE_DELAY_MAX_MS);
}
