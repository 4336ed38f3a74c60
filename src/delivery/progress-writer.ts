/**
 * Writes progress, receipts, lanes and the ledger in batches, one transaction each. Whoever waits for `write` before the next attempt has
 * never more unwritten than one window, so that a crash repeats no more than that.
 */
import type { DeliveryBatch, LaneChange, Resend, SubscriberList } from '../wire/store.ts';
import type { Progress, Receipt, SentMark } from '../wire/subscriber.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { Later } from './later.ts';
import { storeRetryDelay } from './store-trouble.ts';

/** Long enough for the outcomes of a busy moment to share a transaction; the promise is 50 ms. */
const FLUSH_DELAY_MS = 10;

/** So many events that nobody wants are worth a write of their own: a start reads them again. */
const CHECKPOINT_EVENTS = 1_000;

/** What there is to write of one subscriber besides its progress. */
export type Change = {
  readonly receipts?: readonly Receipt[];
  readonly sent?: readonly SentMark[];
  readonly lanes?: readonly LaneChange[];
  readonly resent?: DeliveryBatch['resent'];
};

export type ProgressWriter = {
  /** Resolves once it is on disk, however long the store refuses. */
  readonly write: (subscriberId: number, progress: Progress, change?: Change) => Promise<void>;
  /** Who has been sent a version of that story, as far as that is not known to be on disk. */
  readonly unrecorded: (guid: string) => readonly SentMark[];
  /** Nothing more is coming just now: write soon. */
  readonly hurry: () => void;
  /** The checkpoint alone is worth a write. */
  readonly writeCheckpoint: () => void;
  /** Writes what waits. Rejects where the store refuses; what waits is kept for the next time. */
  readonly flush: () => Promise<void>;
  /** The last: all that was sent is written down with it. */
  readonly finish: (isOrderly: boolean) => Promise<void>;
  /** Whether the store has refused the last batch. */
  readonly isStuck: () => boolean;
  /** No further try of its own accord. */
  readonly stop: () => void;
};

type Pending = {
  readonly progress: Map<number, Progress>;
  readonly receipts: Receipt[];
  readonly sent: SentMark[];
  readonly lanes: LaneChange[];
  readonly resent: Pick<Resend, 'subscriberId' | 'guid'>[];
  readonly waiting: (() => void)[];
};

type WriterDeps = {
  readonly store: { readonly subscribers: Pick<SubscriberList, 'record'> };
  readonly checkpoint: () => number;
  readonly later: Later;
  readonly log: DeliveryLog;
};

export function progressWriter({ store, checkpoint, later, log }: WriterDeps): ProgressWriter {
  let pending = nothing();
  let inWriting = nothing();
  let writing: Promise<void> = Promise.resolve();
  let troubles = 0;
  let calledOff: (() => void) | undefined;
  let checkpointWritten = 0;
  let isOrderly = false;

  function schedule(delayMs: number): void {
    calledOff?.();
    calledOff = later(delayMs, () => {
      calledOff = undefined;
      // Its failure has been logged, and the next try is on the clock.
      flush().catch(() => undefined);
    });
  }

  function flush(): Promise<void> {
    // One transaction after the other, also where this one follows a failure.
    writing = writing.catch(() => undefined).then(writeOut);
    return writing;
  }

  async function writeOut(): Promise<void> {
    const reached = checkpoint();
    if (pending.waiting.length === 0 && reached <= checkpointWritten && !isOrderly) return;
    const batch = pending;
    pending = nothing();
    inWriting = batch;
    try {
      await store.subscribers.record({ ...batch, checkpoint: reached, isOrderly } satisfies DeliveryBatch);
      checkpointWritten = reached;
    } catch (error) {
      troubles += 1;
      pending = merged(batch, pending);
      log.error({ err: error, troubles }, 'deliveries cannot be recorded: they wait, and the store is tried again');
      schedule(storeRetryDelay(troubles));
      throw error;
    } finally {
      inWriting = nothing();
    }
    if (troubles > 0) log.info({ troubles }, 'deliveries are recorded again');
    troubles = 0;
    for (const written of batch.waiting) written();
  }

  return {
    unrecorded: (guid) => [...inWriting.sent, ...pending.sent].filter((mark) => mark.guid === guid),
    write: (subscriberId, progress, change) =>
      new Promise((resolve) => {
        add(pending, subscriberId, progress, change);
        pending.waiting.push(resolve);
        if (calledOff === undefined) schedule(FLUSH_DELAY_MS);
      }),
    hurry() {
      if (pending.waiting.length > 0 && troubles === 0) schedule(0);
    },
    writeCheckpoint() {
      if (checkpoint() - checkpointWritten >= CHECKPOINT_EVENTS && calledOff === undefined) schedule(FLUSH_DELAY_MS);
    },
    flush,
    finish(isEndOrderly) {
      isOrderly = isEndOrderly;
      return flush();
    },
    isStuck: () => troubles > 0,
    stop: () => calledOff?.(),
  };
}

function nothing(): Pending {
  return { progress: new Map(), receipts: [], sent: [], lanes: [], resent: [], waiting: [] };
}

function add(pending: Pending, subscriberId: number, progress: Progress, change: Change = {}): void {
  const { receipts = [], sent = [], lanes = [], resent = [] } = change;
  pending.progress.set(subscriberId, progress);
  pending.receipts.push(...receipts);
  pending.sent.push(...sent);
  pending.lanes.push(...lanes);
  pending.resent.push(...resent);
}

function merged(earlier: Pending, later: Pending): Pending {
  return {
    progress: new Map([...earlier.progress, ...later.progress]),
    receipts: [...earlier.receipts, ...later.receipts],
    sent: [...earlier.sent, ...later.sent],
    lanes: [...earlier.lanes, ...later.lanes],
    resent: [...earlier.resent, ...later.resent],
    waiting: [...earlier.waiting, ...later.waiting],
  };
}
