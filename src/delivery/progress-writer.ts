/**
 * Writes progress and receipts in batches, one transaction each. Whoever waits for `write` before the next attempt has
 * never more unwritten than one window, so that a crash repeats no more than that.
 */
import type { DeliveryLog } from './delivery-log.ts';

import type { DeliveryBatch, SubscriberList } from '../wire/store.ts';
import type { Progress, Receipt } from '../wire/subscriber.ts';
import type { Later } from './later.ts';
import { storeRetryDelay } from './store-trouble.ts';

/** Long enough for the outcomes of a busy moment to share a transaction; the promise is 50 ms. */
const FLUSH_DELAY_MS = 10;

export type ProgressWriter = {
  /** Resolves once it is on disk, however long the store refuses. */
  readonly write: (subscriberId: number, progress: Progress, receipt?: Receipt) => Promise<void>;
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
  readonly waiting: (() => void)[];
};

type WriterDeps = {
  readonly record: SubscriberList['record'];
  readonly later: Later;
  readonly log: DeliveryLog;
};

export function progressWriter({ record, later, log }: WriterDeps): ProgressWriter {
  let pending = nothing();
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
    try {
      await record(batch satisfies DeliveryBatch);
    } catch (error) {
      troubles += 1;
      pending = merged(batch, pending);
      log.error({ err: error, troubles }, 'deliveries cannot be recorded: they wait, and the store is tried again');
      schedule(storeRetryDelay(troubles));
      throw error;
    }
    if (troubles > 0) log.info({ troubles }, 'deliveries are recorded again');
    troubles = 0;
    for (const written of batch.waiting) written();
  }

  return {
    write: (subscriberId, progress, receipt) =>
      new Promise((resolve) => {
        pending.progress.set(subscriberId, progress);
        if (receipt !== undefined) pending.receipts.push(receipt);
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
  return { progress: new Map(), receipts: [], waiting: [] };
}

function merged(earlier: Pending, later: Pending): Pending {
  return {
    progress: new Map([...earlier.progress, ...later.progress]),
    receipts: [...earlier.receipts, ...later.receipts],
    waiting: [...earlier.waiting, ...later.waiting],
  };
}
