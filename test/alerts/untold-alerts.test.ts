/** What the operator is told of kills that nobody tries to deliver. */
import { expect, it } from 'vitest';

import type { Alert } from '../../src/alerts/alert.ts';
import { type ToldOf, untoldAlerts } from '../../src/alerts/untold-alerts.ts';
import type { Untold } from '../../src/wire/subscriber.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KILLED_AT = Date.parse('2026-11-24T12:00:00.000Z');

function owed(subscriber: string, slug: string, at = KILLED_AT): Untold {
  const guid = `urn:newsml:example.org:20261124:${slug}`;
  return {
    subscriber,
    state: 'paused',
    guid,
    version: 2,
    type: 'story.killed',
    committedAt: new Date(at).toISOString(),
  };
}

function watched(before: readonly ToldOf[] = []) {
  const raised: Alert[] = [];
  let now = KILLED_AT;
  let remembered: readonly ToldOf[] | undefined = before;
  const look = untoldAlerts({ raise: (alert) => raised.push(alert), killAfterMs: 10 * MINUTE, now: () => now, before });
  return {
    look: (minutes: number, ...all: Untold[]) => {
      now = KILLED_AT + minutes * MINUTE;
      remembered = look(all);
      return raised.splice(0).map(({ type, message }) => `${type}: ${message}`);
    },
    remembered: () => remembered,
  };
}

it('is told once it has waited for as long as the operator has set, and then once a day', () => {
  const { look } = watched();
  const one = owed('lusa', 'a');
  expect(look(9, one)).toEqual([]);
  expect(look(10, one)).toEqual([
    'kill.undelivered: lusa is paused and still has urn:newsml:example.org:20261124:a: its kill has waited for 10 m, and is not tried before wiredesk subscribers resume lusa. Call them',
  ]);
  expect(look(11, one)).toEqual([]);
  expect(look(10 + 24 * 60 - 1, one)).toEqual([]);
  expect(look(10 + 24 * 60, one)).toHaveLength(1);
});

it('is told anew of each further story, in one alert for each subscriber', () => {
  const { look } = watched();
  const first = [owed('lusa', 'a'), owed('aps', 'a')];
  expect(look(10, ...first)).toHaveLength(2);
  const later = owed('lusa', 'b', KILLED_AT + HOUR);
  expect(look(65, ...first, later)).toEqual([]);
  expect(look(70, ...first, later)).toEqual([
    expect.stringContaining('still has urn:newsml:example.org:20261124:b and 1 more that were killed or held'),
  ]);
  expect(look(71, owed('aps', 'a'))).toEqual([]);
  expect(look(72, ...first)).toHaveLength(1);
});

it('is told no sooner by another process, which goes on from what the one before has told', () => {
  const first = watched();
  const [one, other] = [owed('lusa', 'a'), owed('lusa', 'b')];
  expect(first.look(10, one)).toHaveLength(1);
  const told = first.remembered() ?? [];
  expect(told).toMatchObject([{ subscriber: 'lusa', at: '2026-11-24T12:10:00.000Z' }]);
  expect(first.look(11, one)).toEqual([]);
  expect(first.remembered()).toBeUndefined();
  const again = (minutes: number, ...all: Untold[]) => watched(told).look(minutes, ...all);
  expect(again(10 + 24 * 60 - 1, one)).toEqual([]);
  expect(again(10 + 24 * 60, one)).toHaveLength(1);
  expect(again(70, one, other)).toHaveLength(1);
  const resumed = watched(told);
  expect(resumed.look(12)).toEqual([]);
  expect(resumed.remembered()).toEqual([]);
});
