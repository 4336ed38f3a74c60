/** Receipts on SQLite: one row for a finished delivery, in the order in which they were finished. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';

import { ownReceipts, RECEIPT_RUN, sortingIntoRuns } from './sqlite-receipt-runs.ts';
import { rowsWriting } from './sqlite-rows.ts';
import { speaking } from './sqlite-transaction.ts';
import type { SubscriberList } from './store.ts';
import type { Receipt } from './subscriber.ts';

/** Within a transaction. */
export function receiptsWriting(database: DatabaseSync): (receipts: readonly Receipt[]) => void {
  // Numbers are never given again, though all of those before may be forgotten: a run may know them.
  const selectLast = database.prepare(`
    SELECT max(coalesce((SELECT max(id) FROM receipt), 0), coalesce((SELECT max(until) FROM receipt_run), 0)) AS id`);
  const insert = rowsWriting(database, {
    insert: 'INSERT INTO receipt (id, subscriber_id, seq, dead, finished_at, status, attempts, duration_ms, reason)',
    columns: 9,
  });
  const insertRefusal = database.prepare('INSERT INTO refusal (receipt_id, answer) VALUES (?, ?)');
  const sortIntoRun = sortingIntoRuns(database);
  return (receipts) => {
    if (receipts.length === 0) return;
    const last = Number(selectLast.get()?.['id']);
    const values: SQLInputValue[] = [];
    for (const [index, receipt] of receipts.entries()) {
      const { subscriberId, seq, outcome, finishedAt, status, attempts, durationMs, reason } = receipt;
      values.push(last + index + 1, subscriberId, seq, outcome === 'dead' ? 1 : 0, Date.parse(finishedAt));
      values.push(status ?? null, attempts, Math.round(durationMs), reason ?? null);
    }
    insert(values);
    for (const [index, { answer }] of receipts.entries()) {
      if (answer !== undefined) insertRefusal.run(last + index + 1, answer);
    }
    sortIntoRun(last + receipts.length, RECEIPT_RUN);
  };
}

export function selectReceipts(database: DatabaseSync): SubscriberList['receipts'] {
  const own = ownReceipts(database);
  const select = database.prepare(
    'SELECT * FROM receipt WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC',
  );
  return (id, limit) => speaking(() => select.all(JSON.stringify(own.newest(id, { from: 0, limit }))).map(receiptFrom));
}

export function receiptFrom(row: Record<string, SQLOutputValue>): Receipt {
  return {
    subscriberId: Number(row['subscriber_id']),
    seq: Number(row['seq']),
    outcome: row['dead'] === 1 ? 'dead' : 'delivered',
    finishedAt: new Date(Number(row['finished_at'])).toISOString(),
    ...(row['status'] !== null && { status: Number(row['status']) }),
    attempts: Number(row['attempts']),
    durationMs: Number(row['duration_ms']),
    ...(row['reason'] !== null && { reason: String(row['reason']) }),
  };
}
