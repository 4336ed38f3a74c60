/** A subscriber at work: what the dispatcher knows of it between two writes. */
import type { WireEvent } from '../wire/event.ts';
import type { Lane, Progress, Subscriber } from '../wire/subscriber.ts';
import { healthOf, progressAt, type Health } from './health.ts';
import { signingKeys, type SigningKey } from './keys.ts';
import { firstInLane } from './lane.ts';
import type { Bucket } from './rate.ts';
import type { Suspects } from './suspects.ts';
import { cursorOf, type DeliveryWindow } from './window.ts';

export type Subscription = {
  /** As last read from the store; its progress there may be behind. */
  subscriber: Subscriber;
  health: Health;
  readonly window: DeliveryWindow;
  /** By story. */
  readonly lanes: Map<string, HeldLane>;
  /** By story: whether this subscriber gets that kill is not known yet. The cursor does not pass one of them. */
  readonly undecided: Map<string, WireEvent>;
  /** What an earlier process may have sent without a record. */
  readonly suspects: Suspects;
  /** Deliveries that went through. */
  successes: number;
  /** The window is being filled. */
  isReading: boolean;
  /** Paused, removed, suspended or ended: no further turn. */
  isOver: boolean;
  isRemoved: boolean;
  /** Changes that are on their way to the disk. */
  unwritten: number;
  /** The cursor that was last given to be written. */
  noted: number;
  keys?: readonly SigningKey[];
  /** Of its rate; none yet: a full one. */
  bucket?: Bucket;
  callOff?: () => void;
};

/** A lane at work. */
export type HeldLane = {
  /** `undefined`: nothing waits in it any more; it goes when that is on disk. */
  lane: Lane | undefined;
  isInFlight: boolean;
  /** Changes of it that are on their way to the disk. */
  unwritten: number;
  /** `Subscription.successes` at its last try. */
  successesSeen: number;
  isSuspect: boolean;
};

export type Joining = {
  readonly stored: Subscriber;
  readonly lanes: readonly Lane[];
  readonly suspects: Suspects;
  /** Kills after its cursor. */
  readonly kills: readonly WireEvent[];
};

export function subscriptionOf({ stored, lanes, suspects, kills }: Joining): Subscription {
  const { progress, window } = stored;
  const { cursor } = progress;
  return {
    subscriber: stored,
    health: healthOf(progress, window),
    window: { entries: [], scanned: cursor, written: cursor },
    lanes: new Map(lanes.map((lane) => [lane.guid, hold(lane, true)])),
    undecided: new Map(kills.map((kill) => [kill.guid, kill])),
    suspects,
    successes: 0,
    isReading: false,
    isOver: false,
    isRemoved: false,
    unwritten: 0,
    noted: cursor,
  };
}

/** `isSuspect`: an earlier process may have sent what waits in it. */
export function hold(lane: Lane, isSuspect: boolean, successesSeen: number = 0): HeldLane {
  return { lane, isInFlight: false, unwritten: 0, successesSeen, isSuspect };
}

/** Takes over what has changed in the store, but not the progress. An endpoint that is another one now has a new start. */
export function refresh(subscription: Subscription, stored: Subscriber): void {
  const { url, secret, format } = subscription.subscriber;
  if (stored.secret !== secret) delete subscription.keys;
  subscription.subscriber = stored;
  if (subscription.isOver) subscription.health = healthOf(stored.progress, stored.window);
  subscription.isOver = false;
  if (stored.url === url && stored.secret === secret && stored.format === format) return;
  subscription.health = healthOf({ cursor: 0, failures: 0 }, stored.window);
  for (const held of subscription.lanes.values()) {
    if (held.lane !== undefined) held.lane = withoutWait(held.lane);
  }
}

function withoutWait({ retryAt: _retryAt, ...lane }: Lane): Lane {
  return lane;
}

/** Derived once. Throws where a secret is none. */
export function keysOf(subscription: Subscription): readonly SigningKey[] {
  subscription.keys ??= signingKeys(subscription.subscriber);
  return subscription.keys;
}

/** The cursor passes no kill of which it is not known whether it is owed. */
export function progressOf({ window, undecided, health }: Subscription): Progress {
  const firstKill = Math.min(...[...undecided.values()].map(({ seq }) => seq));
  return progressAt(Math.max(cursorOf(window, firstKill), window.written), health);
}

/** Whether an event of that story is under way to this subscriber. */
export function isInFlight({ window, lanes }: Subscription, guid: string): boolean {
  if (lanes.get(guid)?.isInFlight === true) return true;
  return window.entries.some((entry) => entry.guid === guid && entry.state === 'in-flight');
}

/** Nothing is under way to it, and all that is known of it is on disk, or of no use as it has been removed. */
export function isAtRest({ window, lanes, isReading, isRemoved, unwritten }: Subscription): boolean {
  if (isReading || unwritten > 0) return false;
  // What was sent beyond the cursor is known in memory alone.
  if (window.entries.some(({ state }) => state === 'in-flight' || (state === 'sent' && !isRemoved))) return false;
  return [...lanes.values()].every((held) => !held.isInFlight && held.unwritten === 0);
}

/** A kill waits in it. */
export function holdsKill({ lane }: HeldLane): boolean {
  return lane?.kill !== undefined && firstInLane(lane) === lane.kill;
}
