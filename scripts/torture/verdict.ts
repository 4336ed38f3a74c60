/** What came for a subscription, held against what it was owed (DESIGN.md §3) and what the operator has asked for. */
import { Webhook } from 'standardwebhooks';

import type { WireEvent } from '../../src/wire/event.ts';
import type { Arrival, Span, Subscription } from './subscription.ts';

/** A request that was on its way when the kill was committed. */
const ON_ITS_WAY_MS = 500;

/** Until a running desk has seen what another process has written, on a machine that has much else to do. */
const SEEN_WITHIN_MS = 2_500;

type Say = (arrival: Arrival, what: string) => void;

export function faultsOf(subscription: Subscription, events: readonly WireEvent[]): string[] {
  const { name, arrivals } = subscription;
  const faults: string[] = [];
  const say: Say = (arrival, what) => {
    const course = arrivals.filter(({ slug }) => slug === arrival.slug).map(tell);
    faults.push(`${name}: ${arrival.slug} version ${arrival.version} ${what}:\n  ${course.join('\n  ')}`);
  };
  checkIds(arrivals, say);
  checkOrder(subscription, say);
  checkFence(arrivals, events, say);
  for (const arrival of arrivals) checkWishes(subscription, arrival, say);
  return [...faults, ...missing(subscription, events)];
}

/** Every attempt of one event has the same `webhook-id`. */
function checkIds(arrivals: readonly Arrival[], say: Say): void {
  const idOf = new Map<string, string>();
  for (const arrival of arrivals) {
    const event = `${arrival.slug} ${arrival.version}`;
    const known = idOf.get(event) ?? arrival.id;
    if (known !== arrival.id) say(arrival, `came as ${known} and as ${arrival.id}`);
    idOf.set(event, known);
  }
}

/** A story's versions come in order. A replay begins them anew, once nothing of before is under way any more. */
function checkOrder({ arrivals, replays }: Subscription, say: Say): void {
  const highest = new Map<string, number>();
  let replayed = 0;
  for (const arrival of arrivals) {
    const begun = replays.filter(({ from }) => from <= arrival.at);
    if (begun.length > replayed) highest.clear();
    replayed = begun.length;
    if (begun.some(({ to }) => arrival.at <= to + SEEN_WITHIN_MS)) continue;
    const { slug, version } = arrival;
    const before = highest.get(slug) ?? 0;
    if (version < before) say(arrival, `came after version ${before}`);
    highest.set(slug, Math.max(version, before));
  }
}

/** From the moment of a kill no earlier version is sent to anybody. */
function checkFence(arrivals: readonly Arrival[], events: readonly WireEvent[], say: Say): void {
  const kills = new Map(events.filter(({ type }) => type === 'story.killed').map((kill) => [slugOf(kill), kill]));
  for (const arrival of arrivals) {
    const kill = kills.get(arrival.slug);
    if (kill === undefined || arrival.version >= kill.version) continue;
    const late = arrival.at - Date.parse(kill.committedAt);
    if (late > ON_ITS_WAY_MS) say(arrival, `came ${Math.round(late)} ms after its kill was committed`);
  }
}

/** What the operator has asked for: by whom it is signed, nothing while it is paused, nothing once it is removed. */
function checkWishes({ secrets, pauses, removedAt }: Subscription, arrival: Arrival, say: Say): void {
  const { at } = arrival;
  const valid = secrets.filter(({ until }) => until === undefined || at <= until + SEEN_WITHIN_MS);
  if (!valid.some(({ text }) => isSignedWith(text, arrival))) say(arrival, 'has a wrong signature');
  const isPaused = pauses.some(({ from, to }) => isWithin(at, { from: from + SEEN_WITHIN_MS, to }));
  if (isPaused) say(arrival, 'came while its subscriber was paused');
  if (removedAt !== undefined && at > removedAt + SEEN_WITHIN_MS) say(arrival, 'came after its subscriber was removed');
}

function isSignedWith(secret: string, { id, timestamp, body, signature }: Arrival): boolean {
  const expected = new Webhook(secret).sign(id, new Date(Number(timestamp) * 1000), body);
  return signature.split(' ').includes(expected);
}

function tell({ at, event, version, isTaken, ill }: Arrival): string {
  return `${new Date(at).toISOString().slice(14, 23)} ${event} version ${version}: ${isTaken ? 'taken' : 'not taken'} (${ill})`;
}

/** Of each story the newest version must have been taken, since its last replay too; a kill only by whoever may have had the story. */
function missing(
  { name, arrivals, replays, owedAfter, removedAt }: Subscription,
  events: readonly WireEvent[],
): string[] {
  if (removedAt !== undefined) return [];
  const newest = new Map(events.map((event) => [event.guid, event]));
  return [...newest.values()].flatMap((event) => {
    const { seq, version, type } = event;
    const slug = slugOf(event);
    const isKill = type === 'story.killed';
    const ofStory = arrivals.filter((arrival) => arrival.slug === slug);
    if (isKill ? !ofStory.some((arrival) => arrival.version < version) : seq <= owedAfter) return [];
    const since = isKill ? 0 : Math.max(0, ...replays.filter(({ after }) => seq > after).map(({ from }) => from));
    const has = ofStory.some((arrival) => arrival.version === version && arrival.isTaken && arrival.at >= since);
    const what = `${slug} version ${version} (event ${seq}, ${type})`;
    return has ? [] : [`${name}: ${what} never arrived${since > 0 ? ' after a replay' : ''}`];
  });
}

function isWithin(at: number, { from, to }: Span): boolean {
  return at >= from && at <= to;
}

function slugOf({ guid }: WireEvent): string {
  return guid.slice(guid.lastIndexOf(':') + 1);
}
