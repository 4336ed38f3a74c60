/** What came for a subscription, held against what it was owed (DESIGN.md §3) and what the operator has asked for. */
import { Webhook } from 'standardwebhooks';

import type { WireEvent } from '../../src/wire/event.ts';
import { WINDOW_DEFAULT } from '../../src/wire/subscriber.ts';
import type { Arrival, Span, Subscription } from './subscription.ts';

/** A request that was on its way when the kill was committed. */
const ON_ITS_WAY_MS = 500;

/** Until a running desk has seen what another process has written, on a machine that has much else to do. */
const SEEN_WITHIN_MS = 2_500;

type Say = (arrival: Arrival, what: string) => void;

/** `deaths`: when the desk was killed. */
export function faultsOf(
  subscription: Subscription,
  events: readonly WireEvent[],
  deaths: readonly number[],
): string[] {
  const { name, arrivals } = subscription;
  const faults: string[] = [];
  const say: Say = (arrival, what) => {
    const course = arrivals.filter(({ slug }) => slug === arrival.slug).map(tell);
    faults.push(`${name}: ${arrival.slug} version ${arrival.version} ${what}:\n  ${course.join('\n  ')}`);
  };
  checkIds(arrivals, say);
  for (const course of coursesOf(subscription)) {
    checkOrder(course, say);
    checkRepeats(course, deaths, say);
  }
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

/** What has come since the last replay, as one course after the other; what was under way at a replay belongs to none. */
function coursesOf({ arrivals, replays }: Subscription): readonly (readonly Arrival[])[] {
  const courses = Map.groupBy(arrivals, ({ at }) => {
    const begun = replays.filter(({ from }) => from <= at);
    return begun.some(({ to }) => at <= to + SEEN_WITHIN_MS) ? UNDER_WAY : begun.length;
  });
  courses.delete(UNDER_WAY);
  return [...courses.values()];
}

const UNDER_WAY = -1;

/** A story's versions come in order. */
function checkOrder(course: readonly Arrival[], say: Say): void {
  const highest = new Map<string, number>();
  for (const arrival of course) {
    const { slug, version } = arrival;
    const before = highest.get(slug) ?? 0;
    if (version < before) say(arrival, `came after version ${before}`);
    highest.set(slug, Math.max(version, before));
  }
}

/** What was acknowledged comes again only after the desk has died, and then no more than a window of it. */
function checkRepeats(course: readonly Arrival[], deaths: readonly number[], say: Say): void {
  const lifeOf = ({ at }: Arrival): number => deaths.filter((death) => death <= at).length;
  const acknowledged = new Map<string, number>();
  const repeats = new Map<number, Set<string>>();
  for (const arrival of course) {
    const { id, ill, event } = arrival;
    const life = lifeOf(arrival);
    const before = acknowledged.get(id);
    if (before === life) say(arrival, 'came again, though it was acknowledged and the desk did not die');
    if (before !== undefined && event !== 'story.killed') {
      const again = repeats.get(life) ?? new Set();
      repeats.set(life, again.add(id));
      if (again.size > WINDOW_DEFAULT) say(arrival, `came again with ${again.size - 1} others after the desk died`);
    }
    if (ill === 'well') acknowledged.set(id, life);
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
