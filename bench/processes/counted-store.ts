/** A store that counts what deliveries write to it. */
import type { DeliveryBatch, Store } from '../../src/wire/store.ts';

export type RowsWritten = {
  /** Transactions. */
  readonly batches: number;
  /** Subscribers' cursors with their back-off. */
  readonly progress: number;
  readonly lanes: number;
  /** Who has which version of which story. */
  readonly ledger: number;
  readonly receipts: number;
};

const NOTHING: RowsWritten = { batches: 0, progress: 0, lanes: 0, ledger: 0, receipts: 0 };

export type CountedStore = { readonly store: Store; readonly written: () => RowsWritten };

/** `keep`: what of a batch is written at all; it is counted all the same. */
export function countedStore(
  store: Store,
  keep: (batch: DeliveryBatch) => DeliveryBatch = (batch) => batch,
): CountedStore {
  let rows = NOTHING;
  async function record(batch: DeliveryBatch): Promise<readonly number[]> {
    const dropped = await store.subscribers.record(keep(batch));
    rows = {
      batches: rows.batches + 1,
      progress: rows.progress + batch.progress.size,
      lanes: rows.lanes + (batch.lanes?.length ?? 0),
      ledger: rows.ledger + (batch.sent?.length ?? 0),
      receipts: rows.receipts + batch.receipts.length,
    };
    return dropped;
  }
  return { store: { ...store, subscribers: { ...store.subscribers, record } }, written: () => rows };
}

/** Neither receipts nor the ledger: what it takes to lose nothing, and no record of what happened. */
export function withoutRecords(batch: DeliveryBatch): DeliveryBatch {
  return { ...batch, receipts: [], sent: [] };
}
