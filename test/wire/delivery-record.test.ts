/** The record of deliveries, over the wire on disk. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, it, onTestFinished } from 'vitest';

import type { DeliverySearch } from '../../src/wire/delivery-record.ts';
import { ownReceipts } from '../../src/wire/sqlite-receipt-runs.ts';
import { question, SAMPLE } from '../../src/wire/sqlite-delivery-record.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import type { Receipt, Subscriber } from '../../src/wire/subscriber.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, secretOf } from './samples.ts';

const DAY = '2026-11-24T';
const MORNING = `${DAY}00:00:00.000Z`;

async function openStore(): Promise<{ readonly store: Store; readonly file: string }> {
  const file = join(await temporaryFolder(), 'wire.sqlite');
  const store = await openSqliteStore(file);
  onTestFinished(() => store[Symbol.asyncDispose]());
  return { store, file };
}

function subscribe({ subscribers }: Store, name: string, createdAt = `${DAY}11:00:00.000Z`): Promise<Subscriber> {
  const url = `https://${name}.example/`;
  return subscribers.add({ name, url, format: 'ninjs', filter: {}, secret: 'whsec_c2VjcmV0', createdAt, cursor: 0 });
}

type Given = Partial<Receipt> & Pick<Receipt, 'subscriberId' | 'seq' | 'finishedAt'>;

async function record({ subscribers }: Store, ...given: readonly Given[]): Promise<void> {
  const receipts = given.map((receipt) => ({ outcome: 'delivered', attempts: 1, durationMs: 5, ...receipt }) as const);
  await subscribers.record({ progress: new Map(), receipts });
}

/** Events 1 (a), 2 (b), 3 (a again), all committed at 12:00:00.123. */
async function scene() {
  const { store, file } = await openStore();
  await store.log.append([commitOf('a'), commitOf('b'), commitOf('a', 2)]);
  const [lusa, ips] = [await subscribe(store, 'lusa'), await subscribe(store, 'ips')];
  await record(
    store,
    { subscriberId: lusa.id, seq: 1, finishedAt: `${DAY}12:00:00.200Z`, status: 204 },
    { subscriberId: ips.id, seq: 1, finishedAt: `${DAY}12:00:00.500Z` },
    { subscriberId: lusa.id, seq: 2, finishedAt: `${DAY}12:00:01.000Z`, outcome: 'dead', status: 422, attempts: 5 },
    { subscriberId: lusa.id, seq: 3, finishedAt: `${DAY}12:00:02.000Z` },
    {
      subscriberId: ips.id,
      seq: 2,
      finishedAt: `${DAY}12:00:03.000Z`,
      outcome: 'dead',
      reason: 'HTTP 400',
      answer: 'no such story',
    },
  );
  return { store, file, lusa, ips };
}

async function found(store: Store, search: Partial<DeliverySearch>): Promise<string[]> {
  const deliveries = await store.deliveries.find({ limit: 100, ...search });
  return deliveries.map(({ subscriber, seq, outcome }) => `${subscriber} ${seq} ${outcome}`);
}

describe('deliveries are found, newest first,', () => {
  it('of all, with what each speaks of', async () => {
    const { store, ips } = await scene();
    expect(await found(store, {})).toEqual([
      'ips 2 dead',
      'lusa 3 delivered',
      'lusa 2 dead',
      'ips 1 delivered',
      'lusa 1 delivered',
    ]);
    expect((await store.deliveries.find({ limit: 1 }))[0]).toEqual({
      subscriberId: ips.id,
      subscriber: 'ips',
      seq: 2,
      outcome: 'dead',
      finishedAt: `${DAY}12:00:03.000Z`,
      attempts: 1,
      durationMs: 5,
      reason: 'HTTP 400',
      answer: 'no such story',
      event: 'story.published',
      sequence: 2,
      guid: commitOf('b').version.guid,
      slug: 'b',
      version: 1,
      headline: commitOf('b').version.story.headline,
      committedAt: `${DAY}12:00:00.123Z`,
    });
  });

  it('by the number that the receiver has the event by, where everybody may know of it', async () => {
    const { store, lusa } = await scene();
    await store.log.append([secretOf('d'), commitOf('e')]);
    await record(store, { subscriberId: lusa.id, seq: 4, finishedAt: `${DAY}18:00:00.000Z` });
    await record(store, { subscriberId: lusa.id, seq: 5, finishedAt: `${DAY}18:00:01.000Z` });
    const [open, secret] = await store.deliveries.find({ limit: 2 });
    expect([open?.seq, open?.sequence, secret?.seq, secret?.sequence]).toEqual([5, 4, 4, undefined]);
  });

  it('by subscriber, story, outcome, time and number, one by one and together', async () => {
    const { store, lusa } = await scene();
    const { guid } = commitOf('a').version;
    expect(await found(store, { subscriberId: lusa.id, limit: 2 })).toEqual(['lusa 3 delivered', 'lusa 2 dead']);
    expect(await found(store, { guid })).toEqual(['lusa 3 delivered', 'ips 1 delivered', 'lusa 1 delivered']);
    expect(await found(store, { guid, subscriberId: lusa.id })).toEqual(['lusa 3 delivered', 'lusa 1 delivered']);
    expect(await found(store, { outcome: 'dead' })).toEqual(['ips 2 dead', 'lusa 2 dead']);
    expect(await found(store, { since: `${DAY}12:00:01.000Z`, outcome: 'dead', subscriberId: lusa.id })).toEqual([
      'lusa 2 dead',
    ]);
    expect(await found(store, { since: `${DAY}12:00:02.500Z` })).toEqual(['ips 2 dead']);
    expect(await found(store, { guid: 'urn:newsml:nobody' })).toEqual([]);
  });

  it('also of a subscriber that has been removed', async () => {
    const { store, ips } = await scene();
    await store.subscribers.remove(ips.id);
    expect(await found(store, { guid: commitOf('b').version.guid })).toEqual(['undefined 2 dead', 'lusa 2 dead']);
  });
});

it.each<[string, Partial<DeliverySearch>]>([
  ['of all', {}],
  ['since then', { since: MORNING }],
  ['of a subscriber', { subscriberId: 1 }],
  ['of a subscriber since then', { subscriberId: 1, since: MORNING }],
  ['of a story', { guid: 'a' }],
  ['of a story to a subscriber', { guid: 'a', subscriberId: 1 }],
  ['that are dead', { outcome: 'dead' }],
  ['to a subscriber that are dead', { subscriberId: 1, outcome: 'dead' }],
])('deliveries %s are read by an index, not by going through them all', async (_, search) => {
  const { file } = await scene();
  using database = new DatabaseSync(file);
  const { sql, values } = question({ limit: 10, ...search }, 1, ownReceipts(database));
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values);
  const tables = plan.map(({ detail }) => String(detail)).filter((step) => !/newest|json_each/.test(step));
  // By the order of the ids is no going through: it ends at the limit.
  expect(
    tables.filter((step) => step.startsWith('SCAN') && !/^SCAN receipt( USING INDEX receipt_dead)?$/.test(step)),
  ).toEqual([]);
  if (Object.keys(search).length > 0) expect(tables.join()).not.toMatch(/SCAN receipt(?! USING INDEX)/);
  if (search.guid !== undefined) expect(tables.join()).toContain('receipt_of_event (seq=?');
  // Only few are sorted: a story's, and the dead.
  const sorts = plan.filter(({ detail }) => String(detail).startsWith('USE TEMP B-TREE'));
  expect(sorts.length).toBeLessThanOrEqual(search.guid === undefined && search.outcome === undefined ? 0 : 1);
});

it('a subscriber’s day is read by its own receipts alone, however many others have of the same events', async () => {
  const { file } = await scene();
  using database = new DatabaseSync(file);
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${SAMPLE}`).all('[1]');
  const steps = plan.map(({ detail }) => String(detail)).filter((step) => step.startsWith('SEARCH'));
  expect(steps).toContainEqual(expect.stringMatching(/^SEARCH receipt USING INTEGER PRIMARY KEY \(rowid=\?/));
  expect(steps).toContainEqual(
    expect.stringMatching(/^SEARCH earlier .*receipt_of_event \(seq=\? AND subscriber_id=\?/),
  );
});

describe('a subscriber’s day', () => {
  it('counts what was delivered and refused, with all attempts', async () => {
    const { store, lusa } = await scene();
    expect(await store.deliveries.summary(lusa.id, MORNING)).toMatchObject({
      delivered: 2,
      dead: 1,
      sample: { delivered: 2, attempts: 7 },
    });
    expect(await store.deliveries.summary(lusa.id, `${DAY}12:00:01.500Z`)).toMatchObject({ delivered: 1, dead: 0 });
    expect(await store.deliveries.summary(lusa.id, '2027-01-01T00:00:00.000Z')).toEqual({
      delivered: 0,
      dead: 0,
      sample: { delivered: 0, attempts: 0, latencies: [] },
    });
  });

  it('times the way from commit to 2xx, and leaves out what was sent again or was there before the subscriber', async () => {
    const { store, lusa } = await scene();
    await record(store, { subscriberId: lusa.id, seq: 1, finishedAt: `${DAY}18:00:00.000Z` });
    const { latencies } = (await store.deliveries.summary(lusa.id, MORNING)).sample;
    expect(latencies.toSorted((a, b) => a - b)).toEqual([77, 1_877]);
    const late = await subscribe(store, 'late', `${DAY}12:30:00.000Z`);
    await record(store, { subscriberId: late.id, seq: 1, finishedAt: `${DAY}12:31:00.000Z` });
    expect(await store.deliveries.summary(late.id, MORNING)).toMatchObject({
      delivered: 1,
      sample: { latencies: [] },
    });
  });
});

it('an instant has its place on the log: before the first event of that time or later', async () => {
  const { store } = await openStore();
  expect(await store.log.before(`${DAY}12:00:00.000Z`)).toBe(0);
  await store.log.append([committed('a', `${DAY}12:00:00.000Z`), committed('b', `${DAY}13:00:00.000Z`)]);
  // A clock that was set back: everything from that instant on is after the place, and some of before.
  await store.log.append([committed('c', `${DAY}12:30:00.000Z`), committed('d', `${DAY}14:00:00.000Z`)]);
  const places = ['11:00', '12:00', '12:10', '13:00', '13:30', '14:00', '15:00'].map((time) =>
    store.log.before(`${DAY}${time}:00.000Z`),
  );
  expect(await Promise.all(places)).toEqual([0, 0, 1, 1, 3, 3, 4]);
});

function committed(slug: string, committedAt: string) {
  return { ...commitOf(slug), committedAt };
}
