/** One subscriber's endpoint as it really is: what arrived there, and the promises that it holds deliveries to. */
import type { Outcome } from '../../src/delivery/outcome.ts';
import { matches, type Filter } from '../../src/story/filter.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { publicSeq, type WireEvent } from '../../src/wire/event.ts';
import type { Dice } from './random.ts';

export type Committed = { readonly event: WireEvent; readonly version: StoryVersion };

/** A promise of DESIGN.md §3 was broken. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export type Mood = 'up' | 'refusing' | 'failing' | 'losing' | 'busy';
export const MOODS: readonly Mood[] = ['up', 'up', 'up', 'refusing', 'failing', 'losing', 'busy'];

export type Attempted = {
  readonly committed: Committed;
  readonly life: number;
  hasArrived: boolean;
  /** How it ended for the sender; `lost` with the process that made it. */
  end: 'open' | 'delivered' | 'certainly-not' | 'unknown' | 'refused' | 'lost';
};

/** What the operator has said, for events after `from`. */
export type Said = { readonly from: number; readonly filter: Filter; readonly window: number };

export type Receiver = {
  readonly name: string;
  readonly isTrusted: boolean;
  /** Oldest first; never empty. */
  readonly said: [Said, ...Said[]];
  mood: Mood;
  readonly attempts: Attempted[];
  readonly arrivals: { readonly committed: Committed; readonly at: number }[];
  /** Stories among the first events after a stored cursor when a process began: it may have had them before. */
  readonly suspected: Set<string>;
  /** By life: what had been sent in an earlier one and was sent again. */
  readonly repeats: Map<number, Set<number>>;
  hasCaughtUpByLatest: boolean;
};

export function receiver(name: string, filter: Filter, window: number, isTrusted = false): Receiver {
  return {
    name,
    isTrusted,
    said: [{ from: 0, filter, window }],
    mood: 'up',
    attempts: [],
    arrivals: [],
    suspected: new Set(),
    repeats: new Map(),
    hasCaughtUpByLatest: false,
  };
}

/** Or a hold, which takes a story back in the same way. */
export function isKill({ event }: Committed): boolean {
  return event.type === 'story.killed' || event.type === 'story.held';
}

export function isOwed({ said, isTrusted }: Receiver, committed: Committed): boolean {
  const { event, version } = committed;
  const { filter } = said.findLast(({ from }) => from < event.seq) ?? said[0];
  const isSecret = version.audience === 'trusted';
  const isForIt = isSecret ? isTrusted && !isKill(committed) : version.pubStatus === 'usable';
  return isForIt && matches(filter, version);
}

/** So many of the events from `seq` on may be under way together: by what was said when they came, or later. */
export function windowSince({ said }: Receiver, seq: number): number {
  const first = Math.max(
    0,
    said.findLastIndex(({ from }) => from < seq),
  );
  return Math.max(...said.slice(first).map(({ window }) => window));
}

type Sent = { readonly committed: Committed; readonly id: string; readonly body: string; readonly life: number };

/** An attempt begins: everything that must hold at that instant. */
export function attemptBegins(to: Receiver, sent: Sent, killedVersion: number): Attempted {
  const { committed, id, body, life } = sent;
  const { event, version } = committed;
  const told = `${to.name} event ${event.seq} ${version.slug} v${event.version}`;
  const broken = (promise: string): never => {
    throw new BrokenPromise(`${promise}: ${told}`);
  };
  if (id !== `evt_${publicSeq(event)}_${event.hash.slice(0, 16)}`) broken('another webhook-id');
  if (body !== `${version.slug} ${version.version}`) broken('the body of another version');
  if (event.version < killedVersion) broken('an attempt of a killed version begins');
  if (!isKill(committed) && !isOwed(to, committed)) broken('nobody asked for this');
  const open = to.attempts.filter((one) => one.life === life && one.end === 'open');
  if (open.some((one) => one.committed.event.guid === event.guid)) broken('two of one story in flight');
  const oldest = Math.min(event.seq, ...open.map((one) => one.committed.event.seq));
  if (!isKill(committed) && open.filter((one) => !isKill(one.committed)).length >= windowSince(to, oldest))
    broken('above the window');
  if (event.version < highestArrived(to, event.guid)) broken('an earlier version after a later one');
  if (isKill(committed) && !mayHaveEarlier(to, event)) broken('a kill of what was never sent');
  noteRepeat(to, sent, broken);
  const attempted: Attempted = { committed, life, hasArrived: false, end: 'open' };
  to.attempts.push(attempted);
  return attempted;
}

function noteRepeat(to: Receiver, { committed, life }: Sent, broken: (promise: string) => never): void {
  const { seq } = committed.event;
  const before = to.attempts.filter((one) => one.committed.event.seq === seq);
  if (before.some((one) => one.life === life && one.end === 'delivered')) broken('sent again without a crash');
  if (isKill(committed) || !before.some(({ end }) => end === 'delivered' || end === 'lost')) return;
  const repeats = to.repeats.get(life) ?? new Set();
  to.repeats.set(life, repeats.add(seq));
  if (repeats.size > windowSince(to, Math.min(...repeats)))
    broken(`more than a window is sent again after a crash (${[...repeats].join(', ')})`);
}

export function highestArrived({ arrivals }: Receiver, guid: string): number {
  const versions = arrivals.filter(({ committed }) => committed.event.guid === guid);
  return Math.max(0, ...versions.map(({ committed }) => committed.event.version));
}

function mayHaveEarlier({ attempts, suspected }: Receiver, { guid, version }: WireEvent): boolean {
  if (suspected.has(guid)) return true;
  return attempts.some(({ committed: { event }, end }) => {
    if (event.guid !== guid || event.version >= version) return false;
    return end === 'delivered' || end === 'unknown' || end === 'lost';
  });
}

export function arrives(to: Receiver, attempted: Attempted, at: number): void {
  if (attempted.hasArrived) return;
  attempted.hasArrived = true;
  to.arrivals.push({ committed: attempted.committed, at });
}

const DELIVERED: Outcome = { kind: 'delivered', status: 204, durationMs: 3, reason: 'HTTP 204' };
const NO_CONNECTION: Outcome = { kind: 'endpoint-failed', durationMs: 1, reason: 'connection refused' };
const NO_ANSWER: Outcome = {
  kind: 'endpoint-failed',
  durationMs: 15_000,
  isUnknown: true,
  reason: 'no answer in time',
};
const FAILING: Outcome = { kind: 'endpoint-failed', status: 503, durationMs: 3, isUnknown: true, reason: 'HTTP 503' };
const REFUSED: Outcome = { kind: 'event-refused', status: 422, durationMs: 3, reason: 'HTTP 422' };
const GONE: Outcome = { kind: 'gone', status: 410, durationMs: 3, reason: 'HTTP 410' };

/** Some versions are refused by some subscribers, whenever they come; others make their servers fail. */
function poison({ name }: Receiver, { event }: Committed): 'refused' | 'failing' | undefined {
  const number = (event.seq * 7 + name.length * 13) % 23;
  if (isKill({ event } as Committed)) return undefined;
  if (number < 3) return 'refused';
  return number === 5 ? 'failing' : undefined;
}

/** What the attempt comes to; whether it arrives is settled with it. */
export function answer(to: Receiver, attempted: Attempted, { dice, at }: { dice: Dice; at: number }): Outcome {
  const finish = (end: Attempted['end'], outcome: Outcome): Outcome => {
    attempted.end = end;
    return outcome;
  };
  if (attempted.hasArrived) {
    return dice.chance(0.6) ? finish('delivered', DELIVERED) : finish('unknown', NO_ANSWER);
  }
  const { mood } = to;
  if (mood === 'refusing') return finish('certainly-not', NO_CONNECTION);
  if (mood === 'busy') return finish('certainly-not', { ...NO_CONNECTION, status: 429, retryAfterMs: 600_000 });
  if (mood === 'losing') {
    if (dice.chance(0.5)) arrives(to, attempted, at);
    return finish('unknown', NO_ANSWER);
  }
  const bad = poison(to, attempted.committed);
  if (mood === 'failing' || bad === 'failing') return finish('unknown', FAILING);
  if (bad === 'refused') return finish('refused', REFUSED);
  if (isKill(attempted.committed) && dice.chance(0.1)) return finish('refused', REFUSED);
  if (dice.chance(0.003)) return finish('certainly-not', GONE);
  arrives(to, attempted, at);
  return finish('delivered', DELIVERED);
}

/** In the end all servers are mended, but some versions are refused for ever. */
export function mendedAnswer(to: Receiver, attempted: Attempted, at: number): Outcome {
  if (!attempted.hasArrived && poison(to, attempted.committed) === 'refused') {
    attempted.end = 'refused';
    return REFUSED;
  }
  arrives(to, attempted, at);
  attempted.end = 'delivered';
  return DELIVERED;
}
