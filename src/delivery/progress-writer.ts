/**
 * Writes progress, receipts, lanes and the ledger in batches, one transaction each. Whoever waits for `write` before the next attempt has
 * never more unwritten than one window, so that a crash repeats no more than that.
 */
import type { SubscriberList } from '../wire/store.ts';
import type { Progress, SentMark } from '../wire/subscriber.ts';
import { logStoreAnswer, logStoreRefusal, type DeliveryLog } from './delivery-log.ts';
import { alarm, type Later } from './later.ts';
import type { Limits } from './limits.ts';
import { addTo, merged, nothing, type Change } from './pending-batch.ts';
import { storeRetryDelay } from './store-trouble.ts';

/** Long enough for the outcomes of a busy moment to share a transaction; the promise is 50 ms. */
const FLUSH_DELAY_MS = 25;

export type ProgressWriter = {
  /** Resolves once it is on disk, however long the store refuses: false where the progress was dropped. */
  readonly write: (subscriberId: number, progress: Progress, change?: Change) => Promise<boolean>;
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

type WriterDeps = {
  readonly store: { readonly subscribers: Pick<SubscriberList, 'record'> };
  readonly limits: Pick<Limits, 'checkpointEvents'>;
  readonly checkpoint: () => number;
  readonly later: Later;
  readonly log: DeliveryLog;
};

export function progressWriter({ store, limits, checkpoint, later, log }: WriterDeps): ProgressWriter {
  let pending = nothing();
  let inWriting = nothing();
  let writing: Promise<void> = Promise.resolve();
  let troubles = 0;
  let checkpointWritten = 0;
  let isOrderly = false;

  // Its failure has been logged, and the next try is on the clock.
  const next = alarm(later, () => void flush().catch(() => undefined));

  function flush(): Promise<void> {
    // One transaction after the other, also where this one follows a failure.
    writing = writing.catch(() => undefined).then(writeOut);
    return writing;
  }

  async function writeOut(): Promise<void> {
    const reached = checkpoint();
    if (!isWorthWriting(reached)) return;
    const batch = pending;
    pending = nothing();
    inWriting = batch;
    try {
      const dropped = await store.subscribers.record({ ...batch, checkpoint: reached, isOrderly });
      checkpointWritten = reached;
      for (const written of batch.waiting) written(dropped);
    } catch (error) {
      troubles += 1;
      pending = merged(batch, pending);
      logStoreRefusal(log, { work: 'record', error, troubles });
      next.set(storeRetryDelay(troubles));
      throw error;
    } finally {
      inWriting = nothing();
    }
    if (troubles > 0) logStoreAnswer(log, 'record', troubles);
    troubles = 0;
  }

  function isWorthWriting(reached: number): boolean {
    return pending.waiting.length > 0 || reached > checkpointWritten || isOrderly;
  }

  return {
    unrecorded: (guid) => [...inWriting.sent, ...pending.sent].filter((mark) => mark.guid === guid),
    write: (subscriberId, progress, change) =>
      new Promise((resolve) => {
        addTo(pending, subscriberId, progress, change);
        pending.waiting.push((dropped) => resolve(!dropped.includes(subscriberId)));
        if (!next.isSet()) next.set(FLUSH_DELAY_MS);
      }),
    hurry() {
      if (pending.waiting.length > 0 && troubles === 0) next.set(0);
    },
    writeCheckpoint() {
      if (checkpoint() - checkpointWritten >= limits.checkpointEvents && !next.isSet()) next.set(FLUSH_DELAY_MS);
    },
    flush,
    finish(isEndOrderly) {
      isOrderly = isEndOrderly;
      return flush();
    },
    isStuck: () => troubles > 0,
    stop: next.stop,
  };
}
