/**
 * Writes progress, receipts, lanes and the ledger in batches, one transaction each. Whoever waits for `write` before the next attempt has
 * never more unwritten than one window, so that a crash repeats no more than that.
 */
import type { DeliveryBatch, LaneChange, SubscriberList } from '../wire/store.ts';
import type { Progress, Receipt, SentMark } from '../wire/subscriber.ts';
import { logStoreAnswer, logStoreRefusal, type DeliveryLog } from './delivery-log.ts';
import type { Later } from './later.ts';
import { storeRetryDelay } from './store-trouble.ts';

/** Long enough for the outcomes of a busy moment to share a transaction; the promise is 50 ms. */
const FLUSH_DELAY_MS = 10;

/** What there is to write of one subscriber besides its progress. */
export type Change = {
  readonly receipts?: readonly Receipt[];
  readonly sent?: readonly SentMark[];
  readonly lanes?: readonly LaneChange[];
};

export type ProgressWriter = {
  /** Resolves once it is on disk, however long the store refuses. */
  readonly write: (subscriberId: number, progress: Progress, change?: Change) => Promise<void>;
  /** Who has been sent a version of that story, as far as that is not known to be on disk. */
  readonly unrecorded: (guid: string) => readonly SentMark[];
  /** Nothing more is coming just now: write soon. */
  readonly hurry: () => void;
  /** Writes what waits. Rejects where the store refuses; what waits is kept for the next time. */
  readonly flush: () => Promise<void>;
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
  readonly waiting: (() => void)[];
};

type WriterDeps = {
  readonly record: SubscriberList['record'];
  readonly later: Later;
  readonly log: DeliveryLog;
};

export function progressWriter({ record, later, log }: WriterDeps): ProgressWriter {
  let pending = nothing();
  let inWriting = nothing();
  let writing: Promise<void> = Promise.resolve();
  let troubles = 0;
  let calledOff: (() => void) | undefined;

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
    if (pending.waiting.length === 0) return;
    const batch = pending;
    pending = nothing();
    inWriting = batch;
    try {
      await record(batch satisfies DeliveryBatch);
    } catch (error) {
      troubles += 1;
      pending = merged(batch, pending);
      logStoreRefusal(log, { work: 'record', error, troubles });
      schedule(storeRetryDelay(troubles));
      throw error;
    } finally {
      inWriting = nothing();
    }
    if (troubles > 0) logStoreAnswer(log, 'record', troubles);
    troubles = 0;
    for (const written of batch.waiting) written();
  }

  return {
    unrecorded: (guid) => [...inWriting.sent, ...pending.sent].filter((mark) => mark.guid === guid),
    write: (subscriberId, progress, { receipts = [], sent = [], lanes = [] } = {}) =>
      new Promise((resolve) => {
        pending.progress.set(subscriberId, progress);
        pending.receipts.push(...receipts);
        pending.sent.push(...sent);
        pending.lanes.push(...lanes);
        pending.waiting.push(resolve);
        if (calledOff === undefined) schedule(FLUSH_DELAY_MS);
      }),
    hurry() {
      if (pending.waiting.length > 0 && troubles === 0) schedule(0);
    },
    flush,
    isStuck: () => troubles > 0,
    stop: () => calledOff?.(),
  };
}

function nothing(): Pending {
  return { progress: new Map(), receipts: [], sent: [], lanes: [], waiting: [] };
}

function merged(earlier: Pending, later: Pending): Pending {
  return {
    progress: new Map([...earlier.progress, ...later.progress]),
    receipts: [...earlier.receipts, ...later.receipts],
    sent: [...earlier.sent, ...later.sent],
    lanes: [...earlier.lanes, ...later.lanes],
    waiting: [...earlier.waiting, ...later.waiting],
  };
}
