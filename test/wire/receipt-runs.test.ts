/** Receipts by subscriber: sorted into runs many thousands at a time, the newest beside them. */
import type { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { ownReceipts, RECEIPT_RUN, SORTED, sortingIntoRuns, UNSORTED } from '../../src/wire/sqlite-receipt-runs.ts';
import type { Store } from '../../src/wire/store.ts';
import type { Receipt } from '../../src/wire/subscriber.ts';
import { commitOf } from './samples.ts';
import { newWire } from './wire-file.ts';

const START = Date.UTC(2026, 0, 1);
const SUBSCRIBERS = 7;

async function wire(): Promise<{ readonly store: Store; readonly database: DatabaseSync }> {
  const { store, database } = await newWire();
  await store.log.append([commitOf('a')]);
  return { store, database };
}

/** The one with that number, one a second: every fifth is dead. */
function receipt(number: number): Receipt {
  const dead = { outcome: 'dead', reason: 'HTTP 422', answer: `answer ${number}` } as const;
  return {
    subscriberId: (number % SUBSCRIBERS) + 1,
    seq: 1,
    outcome: 'delivered',
    finishedAt: at(number),
    attempts: 1,
    durationMs: number,
    ...(number % 5 === 0 && dead),
  };
}

function at(second: number): string {
  return new Date(START + second * 1_000).toISOString();
}

async function record({ subscribers }: Store, from: number, count: number): Promise<void> {
  const receipts = Array.from({ length: count }, (_, index) => receipt(from + index));
  await subscribers.record({ progress: new Map(), receipts });
}

function runsIn(database: DatabaseSync): readonly number[] {
  const rows = database.prepare('SELECT until FROM receipt_run ORDER BY until').all();
  return rows.map(({ until }) => Number(until));
}

/** Which of them are that subscriber's, newest first, by looking at each. */
function expected(count: number, subscriberId: number): readonly Receipt[] {
  const all = Array.from({ length: count }, (_, index) => receipt(index + 1));
  return all.filter((one) => one.subscriberId === subscriberId).toReversed();
}

it('a subscriber’s are found in runs and beside them, newest first', async () => {
  const { store, database } = await wire();
  await record(store, 1, RECEIPT_RUN);
  await record(store, RECEIPT_RUN + 1, RECEIPT_RUN);
  await record(store, 2 * RECEIPT_RUN + 1, 1_000);
  const count = 2 * RECEIPT_RUN + 1_000;
  expect(runsIn(database)).toEqual([RECEIPT_RUN, 2 * RECEIPT_RUN]);
  const own = expected(count, 3);
  const found = await store.deliveries.find({ subscriberId: 3, limit: count });
  expect(found.map(({ durationMs }) => durationMs)).toEqual(own.map(({ durationMs }) => durationMs));
  for (const limit of [1, 100, 142, 143, 2_500]) {
    const newest = await store.subscribers.receipts(3, limit);
    expect(newest).toEqual(own.slice(0, limit).map(({ answer: _answer, ...rest }) => rest));
  }
  const delivered = await store.deliveries.find({ subscriberId: 3, outcome: 'delivered', limit: 1_000 });
  const wanted = own.filter(({ outcome }) => outcome === 'delivered').slice(0, 1_000);
  expect(delivered.map(({ durationMs }) => durationMs)).toEqual(wanted.map(({ durationMs }) => durationMs));
  for (const since of [1, 9_000, RECEIPT_RUN, RECEIPT_RUN + 1, 2 * RECEIPT_RUN + 500]) {
    const later = own.filter(({ durationMs }) => durationMs >= since);
    const dead = later.filter(({ outcome }) => outcome === 'dead').length;
    expect(await store.deliveries.summary(3, at(since))).toMatchObject({ dead, delivered: later.length - dead });
    expect((await store.deliveries.find({ subscriberId: 3, since: at(since), limit: count })).length).toBe(
      later.length,
    );
  }
});

it('what is forgotten leaves its run, a run its place once it is empty, and no number is given again', async () => {
  const { store, database } = await wire();
  await record(store, 1, RECEIPT_RUN);
  await record(store, RECEIPT_RUN + 1, RECEIPT_RUN);
  const sorted = database.prepare('SELECT count(*) AS count FROM receipt_in_run');
  const prune = (from: number, before: number) =>
    store.deliveries.prune({ from, limit: 20_000, deliveredBefore: at(before), deadBefore: at(before) });
  expect(await prune(1, 101)).toEqual({ removed: 100 });
  expect(sorted.get()).toEqual({ count: 2 * RECEIPT_RUN - 100 });
  await prune(1, RECEIPT_RUN + 1);
  expect(runsIn(database)).toEqual([2 * RECEIPT_RUN]);
  await prune(1, 3 * RECEIPT_RUN);
  expect(sorted.get()).toEqual({ count: 0 });
  expect(runsIn(database)).toEqual([2 * RECEIPT_RUN]);
  await record(store, 1, 20);
  expect(database.prepare('SELECT min(id) AS id FROM receipt').get()).toEqual({ id: 2 * RECEIPT_RUN + 1 });
  expect(await store.subscribers.receipts(3, 99)).toHaveLength(expected(20, 3).length);
});

it('is read by the subscriber’s own, and sorts nothing', async () => {
  const { database } = await wire();
  sortingIntoRuns(database)(1, 1);
  const values = { subscriberId: 1, from: 1, limit: 10, dead: 1 };
  const steps = [UNSORTED, SORTED].flatMap((sql) => database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values));
  const details = steps.map(({ detail }) => String(detail));
  expect(details.filter((step) => step.includes('TEMP B-TREE') || step.startsWith('SCAN'))).toEqual([]);
  expect(details).toContainEqual(expect.stringContaining('PRIMARY KEY (run=? AND subscriber_id=? AND receipt_id>?)'));
  expect(ownReceipts(database).newest(1, { from: 1, limit: 10 })).toEqual([]);
});
