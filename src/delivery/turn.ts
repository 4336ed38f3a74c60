/** One turn of a subscription: its next event is found, rendered, checked against the fence, attempted, and judged. */
import type { PushDocument } from '../formats/format.ts';
import { publicSeq } from '../wire/event.ts';
import { StoreError, type Store } from '../wire/store.ts';
import type { Attempt } from './attempt.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { logAttempt, logSuspension, type DeliveryLog } from './delivery-log.ts';
import type { PushBody, PushDocuments } from './documents.ts';
import type { Fence } from './fence.ts';
import { fill, mayRead } from './fill.ts';
import { afterFailure, healthWait, isGivenUp } from './health.ts';
import type { Outcome } from './outcome.ts';
import { PATIENCE, type Patience } from './patience.ts';
import type { LoadedEvent, RecentEvents } from './recent-events.ts';
import { previousTo } from './place.ts';
import { settleTask, type Settled } from './settle-task.ts';
import { keysOf, type Subscription } from './subscription.ts';
import { begin, nextTask, takeBack, type Task, type TaskKind } from './task.ts';
import type { Verdict } from './verdict.ts';

export type Room = Pick<Bookkeeping, 'record' | 'tidy'> & {
  readonly store: Pick<Store, 'stories' | 'subscribers'>;
  readonly recent: RecentEvents;
  readonly fence: Fence;
  readonly documentOf: PushDocuments;
  readonly formats: ReadonlyMap<string, PushDocument>;
  readonly attempt: Attempt;
  readonly now: () => number;
  readonly random: () => number;
  /** The last event that has been handed out. */
  readonly head: () => number;
  readonly log: DeliveryLog;
  /** Gives it the place in the queue that it has now. */
  readonly place: (subscription: Subscription, isNext?: boolean) => void;
  /** Aborts attempts under way. */
  readonly signal: AbortSignal;
  readonly patience?: Patience;
};

export type Turn = {
  readonly subscription: Subscription;
  readonly kind: TaskKind;
};

/** Rejects with a `StoreError` only: all else is this subscription's own trouble, and the others go on. */
export async function takeTurn(room: Room, { subscription, kind }: Turn): Promise<Verdict | undefined> {
  if (kind === 'ordinary' && mayRead(subscription, room.head()) && !(await readOn(room, subscription)))
    return undefined;
  room.tidy(subscription);
  const task = nextTask(subscription, kind, room.now());
  if (task === undefined) return undefined;
  begin(task, subscription, room.now());
  const carriedOut = carryOut(room, subscription, task);
  // There may be more for it to do: its window goes out together, so that one write of its cursor does for all of it.
  room.place(subscription, true);
  return carriedOut;
}

/** False where it could not be read for. */
async function readOn(room: Room, subscription: Subscription): Promise<boolean> {
  subscription.isReading = true;
  try {
    await fill({ recent: room.recent, stories: room.store.stories, head: room.head }, subscription);
    return true;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    subscription.health = afterFailure(subscription.health, ownTrouble(room, subscription, error), moment(room));
    room.record(subscription);
    await suspendIfHopeless(room, subscription);
    return false;
  } finally {
    subscription.isReading = false;
  }
}

/** Returns nothing where no attempt was made, or where nothing is known of it. */
async function carryOut(room: Room, subscription: Subscription, task: Task): Promise<Verdict | undefined> {
  const attempted = await attemptOrTakeBack(room, subscription, task);
  if (attempted === undefined) return undefined;
  const settled = settleTask({ subscription, task, outcome: attempted.outcome, ...moment(room) });
  report(room, subscription, { task, ...attempted, settled });
  room.record(subscription, settled.change);
  await suspendIfHopeless(room, subscription);
  return settled.verdict;
}

type LoadedOutcome = { readonly loaded: LoadedEvent; readonly outcome: Outcome };

async function attemptOrTakeBack(
  room: Room,
  subscription: Subscription,
  task: Task,
): Promise<LoadedOutcome | undefined> {
  try {
    const loaded = room.recent.known(task.seq) ?? (await room.recent.at(task.seq));
    const outcome = await attemptIt(room, subscription, task, loaded);
    if (outcome?.kind === 'gone') await setState(room, subscription, 'ended');
    if (outcome !== undefined) return { loaded, outcome };
  } catch (error) {
    takeBack(task);
    throw error;
  }
  takeBack(task);
  return undefined;
}

async function attemptIt(room: Room, subscription: Subscription, task: Task, loaded: LoadedEvent) {
  const prepared = prepare(room, subscription, { loaded, isKill: task.isKill });
  if ('kind' in prepared) return prepared;
  const previous = previousOf(subscription, task);
  const before = previous === undefined ? undefined : (room.recent.known(previous) ?? (await room.recent.at(previous)));
  // From this look to the attempt nothing may come between: no kill, no pause.
  await room.fence.look();
  if (!isStillDue(room, subscription, task)) return undefined;
  const { url } = subscription.subscriber;
  const previousSeq = previousOf(subscription, task) === previous ? numberForOthers(before) : undefined;
  const delivery = { url, event: loaded.event, ...prepared, ...(previousSeq !== undefined && { previousSeq }) };
  const outcome = await room.attempt(delivery, room.signal);
  // An attempt that we aborted says nothing of the endpoint, and its event is still owed.
  return room.signal.aborted && outcome.kind !== 'delivered' ? undefined : outcome;
}

/** What comes by a lane comes out of turn, and says nothing of gaps. */
function previousOf({ window, place }: Subscription, { source, seq }: Task): number | undefined {
  return 'entry' in source ? previousTo(window, place, seq) : undefined;
}

/** None for what only the trusted may know of. */
function numberForOthers(loaded: LoadedEvent | undefined): number | undefined {
  if (loaded === undefined || loaded.event.audience !== undefined) return undefined;
  return publicSeq(loaded.event);
}

function isStillDue({ fence, now, signal }: Room, { isOver, health }: Subscription, task: Task): boolean {
  if (isOver || signal.aborted || fence.isKilled(task)) return false;
  return task.isKill || healthWait(health, now()) === 0;
}

type Prepared = Pick<Parameters<Attempt>[0], 'keys' | 'requestHeaders' | 'document'>;

/** Or what came of it at once: a subscriber that cannot be served, a story that cannot be written. */
function prepare(
  room: Room,
  subscription: Subscription,
  { loaded, isKill }: { readonly loaded: LoadedEvent; readonly isKill: boolean },
): Prepared | Outcome {
  const { format: name, requestHeaders } = subscription.subscriber;
  let keys: Prepared['keys'];
  let format: PushDocument;
  try {
    keys = keysOf(subscription);
    format = formatNamed(room, name);
  } catch (error) {
    return ownTrouble(room, subscription, error);
  }
  // It may have lost the desk's trust since its window was filled.
  if (loaded.version.audience === 'trusted' && subscription.subscriber.isTrusted !== true && !isKill) {
    return { kind: 'event-refused', durationMs: 0, reason: 'not trusted with embargoed copy any more', isFinal: true };
  }
  try {
    const document: PushBody = room.documentOf(loaded, format);
    return { keys, document, ...(requestHeaders !== undefined && { requestHeaders }) };
  } catch (error) {
    const { guid, version } = loaded.event;
    room.log.error({ err: error, guid, version, format: name }, 'a story cannot be written in this format');
    return { kind: 'event-refused', durationMs: 0, reason: `cannot be written as ${name}`, isFinal: true };
  }
}

function formatNamed({ formats }: Room, name: string): PushDocument {
  const format = formats.get(name);
  if (format === undefined) throw new Error(`this release has no format "${name}"`);
  return format;
}

function ownTrouble({ log }: Room, { subscriber }: Subscription, error: unknown): Outcome {
  log.error({ err: error, subscriber: subscriber.name }, 'a subscriber cannot be served: will be tried again');
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: 'endpoint-failed', durationMs: 0, reason };
}

type Report = {
  readonly task: Task;
  readonly loaded: LoadedEvent;
  readonly outcome: Outcome;
  readonly settled: Settled;
};

function report(
  { log }: Room,
  { subscriber, health, lanes }: Subscription,
  { task, loaded, outcome, settled }: Report,
) {
  const { verdict, attempts } = settled;
  const retryAt = verdict === 'again' ? health.retryAt : lanes.get(task.guid)?.lane?.retryAt;
  logAttempt(log, { subscriber, event: loaded.event, attempts, outcome, verdict, retryAt });
}

async function suspendIfHopeless(room: Room, subscription: Subscription): Promise<void> {
  const { patience = PATIENCE, now, log } = room;
  const { health, isOver, subscriber } = subscription;
  if (isOver || !isGivenUp(health, now(), patience)) return;
  await setState(room, subscription, 'suspended');
  logSuspension(log, { ...health, subscriber: subscriber.name });
}

async function setState({ store }: Room, subscription: Subscription, state: 'ended' | 'suspended'): Promise<void> {
  await store.subscribers.setState(subscription.subscriber.id, state);
  subscription.isOver = true;
}

function moment({ now, random, patience = PATIENCE }: Room) {
  return { now: now(), random: random(), patience };
}
