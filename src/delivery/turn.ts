/** One turn of a subscription: its next event is found, attempted and judged, and what came of it goes to the store. */
import type { PushDocument } from '../formats/format.ts';
import { StoreError, type Store } from '../wire/store.ts';
import type { Receipt } from '../wire/subscriber.ts';
import type { Attempt } from './attempt.ts';
import { logAttempt, type DeliveryLog } from './delivery-log.ts';
import type { PushBody, PushDocuments } from './documents.ts';
import { EXAMINED_EVENTS_MAX, nextOwed } from './next-owed.ts';
import type { Outcome } from './outcome.ts';
import type { ProgressWriter } from './progress-writer.ts';
import { stepAfter, type Circumstances, type Step } from './progress.ts';
import type { LoadedEvent, RecentEvents } from './recent-events.ts';
import { keysOf, type Subscription } from './subscription.ts';

export type Workroom = {
  readonly store: Pick<Store, 'subscribers'>;
  readonly recent: RecentEvents;
  readonly documentOf: PushDocuments;
  readonly formats: ReadonlyMap<string, PushDocument>;
  readonly attempt: Attempt;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: DeliveryLog;
  readonly writer: ProgressWriter;
  /** Aborts attempts under way. */
  readonly signal: AbortSignal;
};

export type Turn = {
  /** What was judged; nothing where no event was owed, or the attempt was aborted. */
  readonly step?: Step;
  /** Until then the subscription has no other turn: a crash repeats what is not on disk. */
  readonly written: Promise<void>;
};

/** Rejects with a `StoreError` only: all else is this subscription's own trouble, and the others go on. */
export async function takeTurn(room: Workroom, subscription: Subscription, head: number): Promise<Turn> {
  const { id } = subscription.subscriber;
  subscription.state = 'busy';
  if (subscription.isOver) return { written: Promise.resolve() };
  const step = await judgeNext(room, subscription, head);
  if (step === undefined) return { written: writePlace(room, subscription) };
  if (step.ended === true) {
    await room.store.subscribers.setState(id, 'ended');
    subscription.isOver = true;
  }
  subscription.progress = step.progress;
  const receipt = step.receipt === undefined ? undefined : { subscriberId: id, ...step.receipt };
  return { step, written: write(room, subscription, receipt) };
}

/** Events of no concern cost no write each: the place is noted now and then, so that a restart need not start far back. */
async function writePlace(room: Workroom, subscription: Subscription): Promise<void> {
  const { progress, writtenCursor } = subscription;
  if (progress.cursor - writtenCursor >= EXAMINED_EVENTS_MAX) await write(room, subscription);
}

async function write({ writer }: Workroom, subscription: Subscription, receipt?: Receipt): Promise<void> {
  const { subscriber, progress } = subscription;
  await writer.write(subscriber.id, progress, receipt);
  subscription.writtenCursor = progress.cursor;
}

async function judgeNext(room: Workroom, subscription: Subscription, head: number): Promise<Step | undefined> {
  try {
    const owed = await findOwed(room, subscription, head);
    return owed === undefined ? undefined : await judge(room, subscription, owed);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const { subscriber, progress } = subscription;
    room.log.error({ err: error, subscriber: subscriber.name }, 'a subscriber cannot be served: will be tried again');
    const reason = error instanceof Error ? error.message : String(error);
    return stepAfter(withoutAnswer('endpoint-failed', reason), circumstances(room, subscription, progress.cursor));
  }
}

async function findOwed({ recent }: Workroom, subscription: Subscription, head: number) {
  const { progress, subscriber } = subscription;
  const found = await nextOwed({ cursor: progress.cursor, head, filter: subscriber.filter }, recent);
  // Failures are those at the cursor's next event: past it, they are over.
  if (found.cursor !== progress.cursor) subscription.progress = { cursor: found.cursor, failures: 0 };
  return found.owed;
}

async function judge(room: Workroom, subscription: Subscription, owed: LoadedEvent): Promise<Step | undefined> {
  const { subscriber, progress } = subscription;
  const outcome = await attemptOwed(room, subscription, owed);
  // An attempt that we aborted says nothing of the endpoint, and its event is still owed.
  if (room.signal.aborted && outcome.kind !== 'delivered') return undefined;
  const step = stepAfter(outcome, circumstances(room, subscription, owed.event.seq));
  const attempts = progress.failures + 1;
  logAttempt(room.log, { subscriber: subscriber.name, event: owed.event, attempts, outcome, step });
  return step;
}

async function attemptOwed(room: Workroom, subscription: Subscription, owed: LoadedEvent): Promise<Outcome> {
  const { url, format: name } = subscription.subscriber;
  const keys = keysOf(subscription);
  const format = room.formats.get(name);
  if (format === undefined) throw new Error(`this release has no format "${name}"`);
  let document: PushBody;
  try {
    document = room.documentOf(owed, format);
  } catch (error) {
    const { guid, version } = owed.event;
    room.log.error({ err: error, guid, version, format: name }, 'a story cannot be written in this format');
    return { ...withoutAnswer('event-refused', `cannot be written as ${name}`), isFinal: true };
  }
  return room.attempt({ url, keys, event: owed.event, document }, room.signal);
}

function circumstances({ now, random }: Workroom, { progress }: Subscription, seq: number): Circumstances {
  return { progress, seq, now: now(), random: random() };
}

function withoutAnswer(kind: Outcome['kind'], reason: string): Outcome {
  return { kind, durationMs: 0, reason };
}
