import { expect, it } from 'vitest';

import type { Alert } from '../../src/alerts/alert.ts';
import { clockAlert } from '../../src/alerts/desk-alerts.ts';

const LAST = '2026-11-24T12:00:00.000Z';

function toldAt(now: string): readonly Alert[] {
  const told: Alert[] = [];
  clockAlert((alert) => told.push(alert), { now: new Date(now), lastEventAt: LAST, mayBeRight: true });
  return told;
}

it('a clock that is behind the last event is told, with how far, and that it is right again', () => {
  const [alert] = toldAt('2026-11-24T08:59:00Z');
  expect(alert).toMatchObject({
    type: 'clock.behind',
    facts: { now: '2026-11-24T08:59:00.000Z', lastEventAt: LAST },
    message: expect.stringContaining('3 h behind the last event on the wire'),
  });
  expect(toldAt(LAST).map(({ type }) => type)).toEqual(['clock.right']);
  // Neither the one nor the other on the border.
  expect(toldAt('2026-11-24T11:59:00Z')).toEqual([]);
});
