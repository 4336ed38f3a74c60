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
    AND finished_at < CASE outcome WHEN 'dead' THEN ? ELSE ? END`;

export function receiptPruning(database: DatabaseSync): DeliveryRecord['prune'] {
  const stretch = database.prepare(STRETCH);
  const remove = database.prepare(REMOVAL);
  return ({ from, limit, deliveredBefore, deadBefore }) =>
    speaking(() => {
      const last = stretch.get(from, limit);
      if (last === undefined) return { removed: 0 };
      const end = Number(last['id']);
      const removed = inTransaction(database, () => Number(remove.run(from, end, deadBefore, deliveredBefore).changes));
      return String(last['finished_at']) < deliveredBefore ? { removed, next: end + 1 } : { removed };
    });
}
