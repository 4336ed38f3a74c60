import { pino } from 'pino';
import { expect, it } from 'vitest';

import type { Alert } from '../../src/alerts/alert.ts';
import { clockWatch } from '../../src/desk/clock-watch.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { commitOf } from '../wire/samples.ts';

it('looks at the last event on the wire, if there is one', async () => {
  await using store = await openSqliteStore(':memory:');
  const told: Alert[] = [];
  const look = clockWatch({ store }, (alert) => told.push(alert), pino({ enabled: false }));
  await look();
  expect(told).toEqual([]);
  await store.log.append([{ ...commitOf('a'), committedAt: new Date(Date.now() + 5 * 3_600_000).toISOString() }]);
  await look();
  expect(told.map(({ type }) => type)).toEqual(['clock.behind']);
});

it('tells that it was set back, whatever has come out since, and that it is right when it has caught up', async () => {
  await using store = await openSqliteStore(':memory:');
  const told: Alert[] = [];
  const clock = { now: '2026-11-24T12:00:00Z' };
  const now = () => new Date(clock.now);
  const look = clockWatch({ store, now }, (alert) => told.push(alert), pino({ enabled: false }));
  await look();
  clock.now = '2026-11-24T11:01:00Z';
  await store.log.append([{ ...commitOf('a'), committedAt: '2026-11-24T11:00:30.000Z' }]);
  await look();
  expect(told).toMatchObject([{ type: 'clock.behind', message: expect.stringContaining('set back by 59 m') }]);
  clock.now = '2026-11-24T11:02:00Z';
  await look();
  expect(told).toHaveLength(1);
  clock.now = '2026-11-24T12:03:00Z';
  await look();
  expect(told.map(({ type }) => type)).toEqual(['clock.behind', 'clock.right']);
});
