/** Old receipts are forgotten a few at a time, however many there are. */
import type { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { REMOVAL, STRETCH } from '../../src/wire/sqlite-receipt-pruning.ts';
import type { Store } from '../../src/wire/store.ts';
import { commitOf } from './samples.ts';
import { newWire } from './wire-file.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

type Given = {
  readonly receipts: number;
  /** One in so many is dead; none where it is 0. */
  readonly deadEvery: number;
};

/** One receipt a minute since 2026 began. */
async function wireWith({ receipts, deadEvery }: Given): Promise<{ store: Store; database: DatabaseSync }> {
  const { store, database } = await newWire();
  database.exec('PRAGMA synchronous = OFF');
  database
    .prepare(
      `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :receipts)
       INSERT INTO receipt (subscriber_id, seq, dead, finished_at, attempts, duration_ms)
       SELECT n % 100 + 1, n, :deadEvery > 0 AND n % max(:deadEvery, 1) = 0, ${START} + n * ${MINUTE}, 1, 5
       FROM number WHERE :receipts > 0`,
    )
    .run({ receipts, deadEvery });
  return { store, database };
}

function atMinute(minute: number): string {
  return new Date(START + minute * MINUTE).toISOString();
}

function count(database: DatabaseSync, where = '1'): number {
  return Number(database.prepare(`SELECT count(*) AS count FROM receipt WHERE ${where}`).get()?.['count']);
}

it(
  'of a million, the hundred thousand that are too old go a thousand at a time, and no other',
  { timeout: 120_000 },
  async () => {
    const { store, database } = await wireWith({ receipts: 1_000_000, deadEvery: 0 });
    const before = { deliveredBefore: atMinute(100_001), deadBefore: atMinute(0) };
    let from: number | undefined = 1;
    let steps = 0;
    let left = 1_000_000;
    while (from !== undefined) {
      const pruned: { removed: number; next?: number } = await store.deliveries.prune({
        from,
        limit: 1_000,
        ...before,
      });
      // By another connection: what one transaction has taken away.
      const now = steps % 20 === 0 ? count(database) : left - pruned.removed;
      expect(left - now).toBe(pruned.removed);
      expect(pruned.removed).toBeLessThanOrEqual(1_000);
      left = now;
      from = pruned.next;
      steps += 1;
    }
    expect(steps).toBe(101);
    expect(count(database)).toBe(900_000);
    expect(count(database, 'id <= 100000')).toBe(0);
    expect(await store.deliveries.prune({ from: 1, limit: 1_000, ...before })).toEqual({ removed: 0 });
  },
);

it('dead letters stay for their own time, and are passed over without being asked about again in one go', async () => {
  const { store, database } = await wireWith({ receipts: 5_000, deadEvery: 2 });
  const prune = (from: number) =>
    store.deliveries.prune({ from, limit: 1_000, deliveredBefore: atMinute(4_001), deadBefore: atMinute(1_001) });
  expect(await prune(1)).toEqual({ removed: 1_000, next: 1_001 });
  expect(await prune(1_001)).toEqual({ removed: 500, next: 2_001 });
  expect(await prune(2_001)).toEqual({ removed: 500, next: 3_001 });
  expect(await prune(3_001)).toEqual({ removed: 500, next: 4_001 });
  expect(await prune(4_001)).toEqual({ removed: 0 });
  expect(count(database, 'dead = 1')).toBe(2_000);
  expect(count(database, 'id <= 4000')).toBe(1_500);
});

it('a step reads by number alone, not by going through what is to be kept', async () => {
  const { database } = await wireWith({ receipts: 10, deadEvery: 0 });
  for (const [sql, values] of [
    [STRETCH, [1, 1_000]],
    [REMOVAL, [1, 1_000, START, START]],
  ] as const) {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    const steps = plan.map(({ detail }) => String(detail)).filter((step) => / receipt\b/.test(step));
    expect(steps).toEqual([expect.stringContaining('SEARCH receipt USING INTEGER PRIMARY KEY')]);
  }
});

it('who was sent which version is remembered when its receipts are gone', async () => {
  const { store } = await wireWith({ receipts: 0, deadEvery: 0 });
  const commit = commitOf('a');
  await store.log.append([commit]);
  const { guid } = commit.version;
  const receipt = { subscriberId: 7, seq: 1, outcome: 'delivered', finishedAt: atMinute(1) } as const;
  await store.subscribers.record({
    progress: new Map(),
    receipts: [{ ...receipt, attempts: 1, durationMs: 5 }],
    sent: [{ subscriberId: 7, guid, version: 1, outcome: 'delivered' }],
  });
  const step = { from: 1, limit: 10, deliveredBefore: atMinute(2), deadBefore: atMinute(2) };
  expect(await store.deliveries.prune(step)).toEqual({ removed: 1, next: 2 });
  expect(await store.subscribers.receipts(7, 10)).toEqual([]);
  expect(await store.subscribers.receivers(guid)).toEqual([{ subscriberId: 7, delivered: 1, possible: 0 }]);
});

it('the words of a refusal go with its receipt', async () => {
  const { store, database } = await wireWith({ receipts: 0, deadEvery: 0 });
  await store.log.append([commitOf('a')]);
  const receipt = {
    subscriberId: 7,
    seq: 1,
    outcome: 'dead',
    finishedAt: atMinute(1),
    attempts: 3,
    durationMs: 5,
  } as const;
  await store.subscribers.record({ progress: new Map(), receipts: [{ ...receipt, answer: 'no headline' }] });
  const refusals = database.prepare('SELECT count(*) AS count FROM refusal');
  expect(refusals.get()).toEqual({ count: 1 });
  await store.deliveries.prune({ from: 1, limit: 10, deliveredBefore: atMinute(2), deadBefore: atMinute(2) });
  expect(refusals.get()).toEqual({ count: 0 });
});
