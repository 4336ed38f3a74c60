import { pino } from 'pino';
import { expect, it } from 'vitest';

import type { Alert } from '../../src/alerts/alert.ts';
import { lookAtClock } from '../../src/desk/clock-watch.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { commitOf } from '../wire/samples.ts';

it('looks at the last event on the wire, if there is one', async () => {
  await using store = await openSqliteStore(':memory:');
  const told: Alert[] = [];
  const look = () => lookAtClock({ store }, (alert) => told.push(alert), pino({ enabled: false }));
  await look();
  expect(told).toEqual([]);
  await store.log.append([{ ...commitOf('a'), committedAt: new Date(Date.now() + 5 * 3_600_000).toISOString() }]);
  await look();
  expect(told.map(({ type }) => type)).toEqual(['clock.behind']);
});
