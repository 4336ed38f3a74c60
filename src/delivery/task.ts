/** What a subscriber is sent next, and when. Pure: a look at what is known, no effect. */
import { widestWindow } from '../wire/former-settings.ts';
import { healthWait } from './health.ts';
import { firstInLane, laneWait } from './lane.ts';
import { rateWait, withoutToken } from './rate.ts';
import { holdsKill, type HeldLane, type Subscription } from './subscription.ts';
import { mayRead } from './fill.ts';
import { startable, type Entry } from './window.ts';

/** Kills are sent beside all else. */
export type TaskKind = 'kill' | 'ordinary';

/** One event to one subscriber. */
export type Task = {
  readonly seq: number;
  readonly guid: string;
  readonly version: number;
  readonly isKill: boolean;
  /** Of the endpoint's health, when it began. */
  readonly round: number;
  /** Where it comes from. */
  readonly source: { readonly entry: Entry } | { readonly held: HeldLane };
};

/** Kills go by themselves, whatever the endpoint's back-off says. */
export function nextTask(subscription: Subscription, kind: TaskKind, now: number): Task | undefined {
  if (subscription.isOver) return undefined;
  if (kind === 'kill') return laneTask(subscription, now, true);
  const { health, lanes, undecided, window, subscriber } = subscription;
  if (ordinaryWait(subscription, now) > 0) return undefined;
  if (inFlight(subscription) >= Math.min(health.allowed, subscriber.window)) return undefined;
  // Under a wider window more may have been sent beyond what waits than the narrower one allows.
  if (repeatable(subscription) >= widestWindow(subscriber)) return undefined;
  const inLane = laneTask(subscription, now, false);
  if (inLane !== undefined) return inLane;
  const entry = startable(window, subscriber.window, (guid) => lanes.has(guid) || undecided.has(guid));
  if (entry === undefined) return undefined;
  const { seq, guid, version } = entry;
  return { seq, guid, version, isKill: false, round: health.round, source: { entry } };
}

/** Milliseconds until anything but a kill may be sent: by the endpoint's health, and by its rate. */
function ordinaryWait({ health, subscriber: { rate }, bucket }: Subscription, now: number): number {
  return Math.max(healthWait(health, now), rateWait(rate, bucket, now));
}

function inFlight({ window, lanes }: Subscription): number {
  let count = 0;
  for (const { state } of window.entries) if (state === 'in-flight') count += 1;
  for (const held of lanes.values()) if (held.isInFlight && !holdsKill(held)) count += 1;
  return count;
}

/** In flight, or not known to be on disk: what a crash would repeat. Kills are beyond that count. */
function repeatable({ window, lanes }: Subscription): number {
  let count = 0;
  for (const { state } of window.entries) if (state === 'in-flight' || state === 'sent') count += 1;
  for (const held of lanes.values()) if ((held.isInFlight || held.unwritten > 0) && !holdsKill(held)) count += 1;
  return count;
}

function laneTask({ lanes, health, undecided, window }: Subscription, now: number, isKill: boolean): Task | undefined {
  for (const [guid, held] of lanes) {
    const { lane } = held;
    if (lane === undefined || held.isInFlight || holdsKill(held) !== isKill) continue;
    if (undecided.has(guid) || laneWait(lane, now) > 0) continue;
    // What is sent again may be under way from the window.
    if (window.entries.some((entry) => entry.guid === guid && entry.state === 'in-flight')) continue;
    const first = firstInLane(lane);
    if (first === undefined || (!isKill && !isOnDisk(held, first.seq, window.written))) continue;
    return { ...first, guid, isKill, round: health.round, source: { held } };
  }
  return undefined;
}

/**
 * Until the cursor on disk has passed it, and what went before it is off the disk, a crash would bring back the versions
 * that it has replaced. A kill has replaced them for good, and waits for no disk.
 */
function isOnDisk({ unwritten }: HeldLane, seq: number, written: number): boolean {
  return unwritten === 0 && seq <= written;
}

/** Milliseconds until the first of its waits is over; `undefined` where it waits for nothing but others. */
export function nextWait(subscription: Subscription, now: number): number | undefined {
  const ofEndpoint = ordinaryWait(subscription, now);
  let shortest = ofEndpoint > 0 ? ofEndpoint : Infinity;
  for (const held of subscription.lanes.values()) {
    if (held.lane === undefined || held.isInFlight) continue;
    const wait = Math.max(laneWait(held.lane, now), holdsKill(held) ? 0 : ofEndpoint);
    if (wait > 0) shortest = Math.min(shortest, wait);
  }
  return shortest === Infinity ? undefined : shortest;
}

/** Whether an ordinary turn would do anything now. */
export function isReady(subscription: Subscription, head: number, now: number): boolean {
  if (subscription.isReading || ordinaryWait(subscription, now) > 0) return false;
  return mayRead(subscription, head) || nextTask(subscription, 'ordinary', now) !== undefined;
}

export function begin({ source, isKill }: Task, subscription: Subscription, now: number): void {
  const { rate } = subscription.subscriber;
  // A kill waits for no rate, and takes nothing from the others.
  if (rate !== undefined && !isKill) subscription.bucket = withoutToken(rate, subscription.bucket, now);
  if ('entry' in source) {
    source.entry.state = 'in-flight';
    source.entry.attempts += 1;
    return;
  }
  source.held.isInFlight = true;
  source.held.successesSeen = subscription.successes;
}

/** Nothing was sent, or nothing is known of it: as before. */
export function takeBack({ source }: Task): void {
  if ('entry' in source) source.entry.state = 'waiting';
  else source.held.isInFlight = false;
}
