/**
 * Forgets old receipts on SQLite. They lie in the order in which they were finished, so that the old ones are found at
 * the front, by their numbers, however many there are behind.
 */
import type { DatabaseSync } from 'node:sqlite';

import type { DeliveryRecord } from './delivery-record.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';

/** The last of the first so many. */
export const STRETCH = `
  SELECT id, finished_at FROM (SELECT id, finished_at FROM receipt WHERE id >= ? ORDER BY id LIMIT ?)
  ORDER BY id DESC LIMIT 1`;

export const REMOVAL = `
  DELETE FROM receipt WHERE id BETWEEN ? AND ?
    AND finished_at < iif(dead, ?, ?)`;

/** Their receipts are all gone; but the last says where sorting goes on. */
const EMPTY_RUNS = `
  DELETE FROM receipt_run
  WHERE until < (SELECT coalesce(min(id), 9e18) FROM receipt) AND until < (SELECT max(until) FROM receipt_run)`;

export function receiptPruning(database: DatabaseSync): DeliveryRecord['prune'] {
  const stretch = database.prepare(STRETCH);
  const remove = database.prepare(REMOVAL);
  const removeRuns = database.prepare(EMPTY_RUNS);
  return ({ from, limit, ...before }) => {
    const [deliveredBefore, deadBefore] = [Date.parse(before.deliveredBefore), Date.parse(before.deadBefore)];
    return speaking(() => {
      const last = stretch.get(from, limit);
      if (last === undefined) return { removed: 0 };
      const end = Number(last['id']);
      const removed = inTransaction(database, () => {
        const { changes } = remove.run(from, end, deadBefore, deliveredBefore);
        removeRuns.run();
        return Number(changes);
      });
      return Number(last['finished_at']) < deliveredBefore ? { removed, next: end + 1 } : { removed };
    });
  };
}
