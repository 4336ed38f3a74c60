/** One subscriber's endpoint as it really is: what arrived there, and the promises that it holds deliveries to. */
import { matches, type Filter } from '../../../src/story/filter.ts';
import type { StoryVersion } from '../../../src/story/story.ts';
import { publicSeq, type WireEvent } from '../../../src/wire/event.ts';
import type { Receipt } from '../../../src/wire/subscriber.ts';
import { BrokenPromise } from '../broken-promise.ts';

export type Committed = { readonly event: WireEvent; readonly version: StoryVersion };

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

export type Arrival = {
  readonly committed: Committed;
  readonly at: number;
  /** Its number among the attempts. */
  readonly attempt: number;
};

export type Receiver = {
  readonly name: string;
  readonly isTrusted: boolean;
  /** Oldest first; never empty. */
  said: readonly [Said, ...Said[]];
  mood: Mood;
  readonly attempts: Attempted[];
  readonly arrivals: Arrival[];
  /** Stories among the first events after a stored cursor when a process began: it may have had them before. */
  readonly suspected: Set<string>;
  /** By life: what had been sent in an earlier one and was sent again. */
  readonly repeats: Map<number, Set<number>>;
  /** Of which the last process that died has left a receipt on disk. */
  readonly receipted: Set<number>;
  /** Events up to this one may have been passed over, as a later version of their story was there. */
  latestUpTo: number;
  /** Events after this one are owed. */
  owedAfter: number;
  /** The operator has removed it. */
  isRemoved: boolean;
  /** The last of its replays: what came before counts for no order any more, and is owed again. */
  replay: Replay;
  /** Every one of them, each with the life in which it was made. */
  readonly replays: { readonly life: number; readonly after: number; readonly saidBefore: Receiver['said'] }[];
  /** In which whoever delivers knows it. */
  generation: number;
  /** What was asked for by name. */
  readonly asked: Asked[];
};

export type Replay = {
  /** Events after this one are sent again. */
  readonly after: number;
  /** So many attempts there had been when whoever delivers last heard of a replay. */
  attempts: number;
  /** Who delivers may not have heard of it yet. */
  isNews: boolean;
  readonly generation: number;
  readonly saidBefore: Receiver['said'];
};

/** A story's newest version is to be sent once more. */
export type Asked = {
  readonly guid: string;
  readonly version: number;
  /** So many attempts and replays there had been. */
  readonly attempts: number;
  readonly replays: number;
};

export type Wish = {
  readonly filter: Filter;
  readonly window: number;
  readonly owedAfter?: number;
  readonly isTrusted?: boolean;
};

export function receiver(name: string, { filter, window, owedAfter = 0, isTrusted = false }: Wish): Receiver {
  const said: Receiver['said'] = [{ from: 0, filter, window }];
  return {
    name,
    isTrusted,
    said,
    mood: 'up',
    attempts: [],
    arrivals: [],
    suspected: new Set(),
    repeats: new Map(),
    receipted: new Set(),
    latestUpTo: 0,
    owedAfter,
    isRemoved: false,
    replay: { after: Number.POSITIVE_INFINITY, attempts: 0, isNews: false, generation: 0, saidBefore: said },
    replays: [],
    generation: 0,
    asked: [],
  };
}

type SetBack = { readonly after: number; readonly generation: number; readonly life: number };

/** The operator has set it back: whatever comes after `after` is owed once more, by what is said now. */
export function isReplayed(to: Receiver, { after, generation, life }: SetBack): void {
  const { said } = to;
  const { filter, window } = lastSaid(said, Number.POSITIVE_INFINITY);
  const now: Said = { from: after, filter, window };
  to.replay = { after, attempts: to.replay.attempts, isNews: true, generation, saidBefore: said };
  to.replays.push({ life, after, saidBefore: said });
  const [first, ...more] = said.filter(({ from }) => from < after);
  to.said = first === undefined ? [now] : [first, ...more, now];
  to.owedAfter = Math.min(to.owedAfter, after);
  to.latestUpTo = Math.min(to.latestUpTo, after);
}

/** Whoever delivers has read it as it is in that generation: from now on what is sent is sent again. */
export function isReadIn(to: Receiver, generation: number): void {
  if (generation <= to.generation) return;
  to.generation = generation;
  const { replay } = to;
  replay.isNews = generation < replay.generation;
  replay.attempts = to.attempts.length;
  to.repeats.clear();
}

/** Of the story that is published when all has come to rest. */
export const PROBE = 'probe';

function isProbe({ version }: Committed): boolean {
  return version.slug === PROBE;
}

/** Or a hold, which takes a story back in the same way. */
export function isKill({ event }: Committed): boolean {
  return event.type === 'story.killed' || event.type === 'story.held';
}

/** An event of its own for this subscriber, whatever its filter: what is under embargo is for the trusted alone. */
export function isForIt({ isTrusted }: Receiver, committed: Committed): boolean {
  const { pubStatus, audience } = committed.version;
  return audience === 'trusted' ? isTrusted && !isKill(committed) : pubStatus === 'usable';
}

export function isOwed(to: Receiver, committed: Committed): boolean {
  const { event, version } = committed;
  if (!isForIt(to, committed) || event.seq <= to.owedAfter) return false;
  return matches(lastSaid(to.said, event.seq).filter, version);
}

function lastSaid(said: Receiver['said'], seq: number): Said {
  return said.findLast(({ from }) => from < seq) ?? said[0];
}

/**
 * Or was, before the operator set it back: who delivers may not have heard of that yet, and what waits in a lane waits on.
 * Or somebody asked for it by name.
 */
function isAskedFor(to: Receiver, committed: Committed): boolean {
  if (!isForIt(to, committed)) return false;
  if (isOwed(to, committed)) return true;
  const { event, version } = committed;
  if (to.asked.some(({ guid, version: asked }) => guid === event.guid && asked <= event.version)) return true;
  if (!to.replay.isNews && !hadLane(to, event.guid)) return false;
  return to.replays.some(({ saidBefore }) => matches(lastSaid(saidBefore, event.seq).filter, version));
}

/** The arrivals that count: of an event that is sent again those of attempts since. */
export function arrivalsOf({ arrivals, replay }: Receiver, { event }: Committed): Receiver['arrivals'] {
  return event.seq > replay.after ? arrivals.filter(({ attempt }) => attempt >= replay.attempts) : arrivals;
}

/** So many of the events from `seq` on may be under way together: by what was said when they came, or later. */
export function windowSince({ said, replay }: Receiver, seq: number): number {
  const now = widestSince(said, seq);
  return replay.isNews ? Math.max(now, widestSince(replay.saidBefore, seq)) : now;
}

function widestSince(said: Receiver['said'], seq: number): number {
  const first = Math.max(
    0,
    said.findLastIndex(({ from }) => from < seq),
  );
  return Math.max(...said.slice(first).map(({ window }) => window));
}

export function isReceipted({ receipted }: Receiver, receipts: readonly Pick<Receipt, 'seq'>[]): void {
  for (const { seq } of receipts) receipted.add(seq);
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
  if (!isKill(committed) && !isAskedFor(to, committed)) broken('nobody asked for this');
  if (isProbe(committed) && to.isRemoved) broken('a removed subscriber is sent what came long after');
  const open = to.attempts.filter((one) => one.life === life && one.end === 'open');
  if (open.some((one) => one.committed.event.guid === event.guid)) broken('two of one story in flight');
  const oldest = Math.min(event.seq, ...open.map((one) => one.committed.event.seq));
  if (!isKill(committed) && open.filter((one) => !isKill(one.committed)).length >= windowSince(to, oldest))
    broken('above the window');
  if (event.version < highestSinceReplay(to, event.guid)) broken('an earlier version after a later one');
  // Of who is removed just now the suspicion is not known here.
  if (isKill(committed) && !to.isRemoved && !mayHaveEarlier(to, event)) broken('a kill of what was never sent');
  noteRepeat(to, sent, broken);
  const attempted: Attempted = { committed, life, hasArrived: false, end: 'open' };
  to.attempts.push(attempted);
  return attempted;
}

function noteRepeat(to: Receiver, { committed, life }: Sent, broken: (promise: string) => never): void {
  const { guid, seq, version } = committed.event;
  const { replay, replays, asked } = to;
  const ofEvent = to.attempts.filter((one) => one.committed.event.seq === seq);
  const times = ofEvent.filter((one) => one.life === life && one.end === 'delivered').length;
  const again = replays.filter((one) => one.life === life && one.after < seq).length;
  const byName = asked.filter((one) => one.guid === guid && one.version <= version).length;
  if (times > again + byName) broken('sent again without a crash');
  if (byName > 0 || isKill(committed) || replay.isNews) return;
  if (replays.length === 0 && to.receipted.has(seq)) broken('sent again, though its receipt is on disk');
  const before = ofEvent.filter((one) => to.attempts.indexOf(one) >= replay.attempts);
  if (!before.some(({ end }) => end === 'delivered' || end === 'lost')) return;
  const repeats = to.repeats.get(life) ?? new Set();
  to.repeats.set(life, repeats.add(seq));
  if (repeats.size > windowSince(to, Math.min(...repeats)))
    broken(`more than a window is sent again after a crash (${[...repeats].join(', ')})`);
}

/** What went out before anybody heard that it was set back has no order with what comes after. */
function highestSinceReplay({ arrivals, replay }: Receiver, guid: string): number {
  return highestOf(
    arrivals.filter(({ attempt }) => attempt >= replay.attempts),
    guid,
  );
}

/** A version of that story was refused, or met failures that may have been taken for a refusal; or was asked for; or a kill waited. */
export function hadLane({ attempts, asked }: Receiver, guid: string): boolean {
  if (asked.some((one) => one.guid === guid)) return true;
  const ofStory = attempts.filter(({ committed }) => committed.event.guid === guid);
  if (ofStory.some(({ end, committed }) => end === 'refused' || isKill(committed))) return true;
  return ofStory.filter(({ end }) => end === 'unknown' || end === 'certainly-not').length >= 5;
}

export function highestArrived({ arrivals }: Receiver, guid: string): number {
  return highestOf(arrivals, guid);
}

function highestOf(arrivals: Receiver['arrivals'], guid: string): number {
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
