/**
 * Which receipts are a subscriber's, on SQLite. An index by subscriber is written to in as many places as there are
 * subscribers: a page of 4 kB for nearly every delivery. Here receipts are sorted by subscriber some thousands at a time,
 * into a run that is written once from its beginning to its end; the newest, which are in no run yet, are gone through.
 */
import type { DatabaseSync } from 'node:sqlite';

/** Few enough to be gone through in a millisecond; enough that a year of them makes no more runs than can be asked. */
export const RECEIPT_RUN = 16_384;

const LAST_SORTED = 'coalesce((SELECT max(until) FROM receipt_run), 0)';

/** Makes a run of what is in none, up to that receipt, where there are so many. Within a transaction. */
export function sortingIntoRuns(database: DatabaseSync): (last: number, size: number) => void {
  const selectSorted = database.prepare(`SELECT ${LAST_SORTED} AS until`);
  const sort = database.prepare(`
    INSERT INTO receipt_in_run SELECT :until, subscriber_id, id FROM receipt
    WHERE id > :after AND id <= :until ORDER BY subscriber_id, id`);
  const insertRun = database.prepare('INSERT INTO receipt_run (until) VALUES (?)');
  return (until, size) => {
    const after = Number(selectSorted.get()?.['until']);
    if (until - after < size) return;
    sort.run({ until, after });
    insertRun.run(until);
  };
}

/** The newest, of those that are in no run. `:dead`: 0 for those alone that were acknowledged. */
export const UNSORTED: string = `
  SELECT id FROM receipt
  WHERE id > ${LAST_SORTED} AND id >= :from AND subscriber_id = :subscriberId AND dead <= :dead
  ORDER BY id DESC LIMIT :limit`;

/** The newest in runs. The later run has the later receipts, so that nothing is sorted and reading ends at the limit. */
export const SORTED: string = `
  SELECT receipt_id AS id FROM receipt_run
  CROSS JOIN receipt_in_run AS sorted ON run = until AND sorted.subscriber_id = :subscriberId
  CROSS JOIN receipt ON receipt.id = receipt_id
  WHERE until >= :from AND receipt_id >= :from AND dead <= :dead
  ORDER BY until DESC, receipt_id DESC LIMIT :limit`;

const COUNT_UNSORTED = `
  SELECT count(*) AS count FROM receipt WHERE id > ${LAST_SORTED} AND id >= :from AND subscriber_id = :subscriberId`;

const COUNT_SORTED = `
  SELECT count(*) AS count FROM receipt_run
  CROSS JOIN receipt_in_run ON run = until AND subscriber_id = :subscriberId
  WHERE until >= :from AND receipt_id >= :from`;

export type Newest = {
  /** The first to be looked at. */
  readonly from: number;
  readonly limit: number;
  /** No dead letters. */
  readonly isDeliveredOnly?: boolean;
};

export type OwnReceipts = {
  /** The numbers of its newest ones, newest first. */
  readonly newest: (subscriberId: number, those: Newest) => readonly number[];
  /** How many it has from that one on. */
  readonly count: (subscriberId: number, from: number) => number;
};

export function ownReceipts(database: DatabaseSync): OwnReceipts {
  const [selectUnsorted, selectSorted] = [database.prepare(UNSORTED), database.prepare(SORTED)];
  const [countUnsorted, countSorted] = [database.prepare(COUNT_UNSORTED), database.prepare(COUNT_SORTED)];
  return {
    newest(subscriberId, { from, limit, isDeliveredOnly = false }) {
      const those = { subscriberId, from, dead: isDeliveredOnly ? 0 : 1 };
      const unsorted = selectUnsorted.all({ ...those, limit });
      const left = limit - unsorted.length;
      const sorted = left === 0 ? [] : selectSorted.all({ ...those, limit: left });
      return [...unsorted, ...sorted].map(({ id }) => Number(id));
    },
    count: (subscriberId, from) =>
      [countUnsorted, countSorted].reduce((sum, one) => sum + Number(one.get({ subscriberId, from })?.['count']), 0),
  };
}
