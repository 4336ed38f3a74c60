/** A subscriber at work: what the dispatcher knows of it between two writes. */
import { isDeepStrictEqual } from 'node:util';

import { compileFilter, type CompiledFilter } from '../story/filter.ts';
import type { WireEvent } from '../wire/event.ts';
import { filterAt, stillInForce } from '../wire/former-settings.ts';
import type { Lane, Progress, Subscriber } from '../wire/subscriber.ts';
import { healthOf, progressAt, type Health } from './health.ts';
import { signingKeys, type SigningKey } from './keys.ts';
import { firstInLane } from './lane.ts';
import type { Limits } from './limits.ts';
import { isAtHead, placeAt, previousTo, readByItself, type Place } from './place.ts';
import type { Bucket } from './rate.ts';
import { isSuspectLane, type Suspects } from './suspects.ts';
import { cursorOf, sentAfter, type DeliveryWindow } from './window.ts';

export type Subscription = {
  /** As last read from the store; its progress there may be behind. */
  subscriber: Subscriber;
  health: Health;
  readonly window: DeliveryWindow;
  readonly place: Place;
  /** Events that had gone out beyond the cursor when it was read from the store. */
  readonly sentAhead: ReadonlySet<number>;
  /** By story. */
  readonly lanes: Map<string, HeldLane>;
  /** By story: whether this subscriber gets that kill is not known yet. The cursor does not pass one of them. */
  readonly undecided: Map<string, WireEvent>;
  /** Stories that were asked for again while a kill of them was undecided. */
  readonly askedMeanwhile: Set<string>;
  /** What an earlier process may have sent without a record. */
  readonly suspects: Suspects;
  /** Of its URL: who shares it shares its slots. */
  host: string;
  /** How long its last attempt took, in milliseconds. */
  lastMs: number;
  /** Deliveries that went through. */
  successes: number;
  /** The window is being filled. */
  isReading: boolean;
  /** Paused, removed, suspended, ended, or set back: no further turn. */
  isOver: boolean;
  /** Removed, or set back: what is known of its progress is of no use any more. */
  isVoid: boolean;
  /** Changes that are on their way to the disk. */
  unwritten: number;
  /** The cursor that was last given to be written. */
  noted: number;
  wants?: CompiledFilter;
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
  /** The last event that has been handed out. */
  readonly head: number;
  readonly limits: Pick<Limits, 'examinedMax'>;
};

export function subscriptionOf({ stored, lanes, suspects, kills, head, limits }: Joining): Subscription {
  const { progress, window } = stored;
  const { cursor } = progress;
  const place = placeAt(stored);
  return {
    subscriber: stored,
    health: healthOf(progress, window),
    // Who keeps up has read to where the others are.
    window: {
      entries: [],
      scanned: place.isFollowing ? Math.max(cursor, head) : cursor,
      entriesMax: limits.examinedMax,
      written: cursor,
    },
    place,
    sentAhead: new Set(progress.sentAhead),
    lanes: new Map(lanes.map((lane) => [lane.guid, hold(lane, isSuspectLane(lane, suspects))])),
    undecided: new Map(kills.map((kill) => [kill.guid, kill])),
    askedMeanwhile: new Set(),
    suspects,
    host: hostOf(stored),
    lastMs: 0,
    successes: 0,
    isReading: false,
    isOver: false,
    isVoid: false,
    unwritten: 0,
    noted: cursor,
  };
}

function hostOf({ url }: Subscriber): string {
  return URL.parse(url)?.host ?? url;
}

/** `isSuspect`: an earlier process may have sent what waits in it. */
export function hold(lane: Lane, isSuspect: boolean, successesSeen: number = 0): HeldLane {
  return { lane, isInFlight: false, unwritten: 0, successesSeen, isSuspect };
}

/** Takes over what has changed in the store, but not the progress. An endpoint that is another one now has a new start. */
export function refresh(subscription: Subscription, stored: Subscriber): void {
  const { url, secret, format, filter } = subscription.subscriber;
  delete subscription.keys;
  delete subscription.wants;
  if (subscription.isOver) {
    subscription.health = healthOf(stored.progress, stored.window);
    // What it wrote last may be on its way still, whatever the store says now.
    readByItself(subscription.place);
    subscription.place.isNotedBehind = false;
  }
  // Changed, and perhaps changed back: what was handed out may have gone by the wrong one.
  const isOther = !isDeepStrictEqual(stored.filter, filter);
  if (isOther || !goesByOneFilter(stored, subscription.window.scanned)) readByItself(subscription.place);
  subscription.subscriber = stored;
  subscription.host = hostOf(stored);
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

/** What it wants of that event. Throws where a filter is none. */
export function wantsAt(subscription: Subscription, seq: number): CompiledFilter {
  const { subscriber } = subscription;
  if (subscriber.formerSettings !== undefined) return compileFilter(filterAt(subscriber, seq));
  subscription.wants ??= compileFilter(subscriber.filter);
  return subscription.wants;
}

/** All that is still to come goes by the filter that it is known by. */
export function mayFollow({ window, subscriber, isOver }: Subscription): boolean {
  return !isOver && goesByOneFilter(subscriber, window.scanned);
}

function goesByOneFilter({ formerSettings = [] }: Subscriber, after: number): boolean {
  return stillInForce(formerSettings, after).length === 0;
}

/** Everything up to here is done with, or on its way beside the cursor. `head`: the last event that was handed out. */
export function reachedBy({ window, place }: Subscription, head: number): number {
  if (isAtHead(place)) window.scanned = Math.max(window.scanned, head);
  return cursorOf(window);
}

/** The cursor passes no kill of which it is not known whether it is owed. `head`: the last event that was handed out. */
export function cursorToWrite(subscription: Subscription, head: number): number {
  const { window, undecided } = subscription;
  reachedBy(subscription, head);
  const firstKill = undecided.size === 0 ? Infinity : Math.min(...[...undecided.values()].map(({ seq }) => seq));
  return Math.max(cursorOf(window, firstKill), window.written);
}

export function progressOf(subscription: Subscription, head: number): Progress {
  const { window, health, place, subscriber } = subscription;
  const cursor = cursorToWrite(subscription, head);
  const { generation } = subscriber;
  const previousSeq = previousTo(window, place, cursor + 1);
  const ahead = sentBeyond(subscription, cursor);
  return {
    ...progressAt(cursor, health),
    generation,
    ...(ahead.length > 0 && { sentAhead: ahead }),
    ...(previousSeq !== undefined && { previousSeq }),
    ...(keepsUp(subscription) && { keepsUp: true }),
  };
}

/** In the window, or not read into it yet. */
function sentBeyond({ window, sentAhead }: Subscription, cursor: number): readonly number[] {
  const inWindow = sentAfter(window, cursor);
  if (sentAhead.size === 0) return inWindow;
  return [...inWindow, ...[...sentAhead].filter((seq) => seq > Math.max(cursor, window.scanned))];
}

/** Nothing that matches waits for it but in lanes. */
export function keepsUp({ window, undecided, place, isOver }: Subscription): boolean {
  return !isOver && isAtHead(place) && undecided.size === 0 && cursorOf(window) === window.scanned;
}

/** Nothing is to be done for it, and all that is known of it is on disk: it can be read again when it is wanted. */
export function isIdle(subscription: Subscription): boolean {
  const { window, lanes, health, place, unwritten, isReading, subscriber } = subscription;
  if (isReading || unwritten > 0 || place.isNotedBehind || place.isHeld || lanes.size > 0) return false;
  const isWell = health.failures === 0 && health.allowed >= subscriber.window;
  return isWell && window.entries.length === 0 && keepsUp(subscription);
}

/** Whether an event of that story is under way to this subscriber. */
export function isInFlight({ window, lanes }: Subscription, guid: string): boolean {
  if (lanes.get(guid)?.isInFlight === true) return true;
  return window.entries.some((entry) => entry.guid === guid && entry.state === 'in-flight');
}

/** Nothing is under way to it, and all that is known of it is on disk, or of no use. */
export function isAtRest({ window, lanes, isReading, unwritten }: Subscription): boolean {
  if (isReading || unwritten > 0 || window.entries.some(({ state }) => state === 'in-flight')) return false;
  return [...lanes.values()].every((held) => !held.isInFlight && held.unwritten === 0);
}

/** A kill waits in it. */
export function holdsKill({ lane }: HeldLane): boolean {
  return lane?.kill !== undefined && firstInLane(lane) === lane.kill;
}
