import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Alert } from '../../src/alerts/alert.ts';
import { alertGate } from '../../src/alerts/gate.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const suspended = (about: string) => ({ type: 'subscriber.suspended', about }) as const;
const low = { type: 'disk.low', about: '' } as const;
const enough = { type: 'disk.enough', about: '' } as const;

describe('an alert', () => {
  it('is told at once, and the same again only after an hour', () => {
    const gate = alertGate([]);
    expect(gate.admit(suspended('lusa'), NOW)).toEqual({ omitted: 0 });
    expect(gate.admit(suspended('lusa'), NOW + 1_000)).toBeUndefined();
    expect(gate.admit(suspended('lusa'), NOW + HOUR - 1)).toBeUndefined();
    expect(gate.admit(suspended('ips'), NOW + 1_000)).toEqual({ omitted: 0 });
    expect(gate.admit(suspended('lusa'), NOW + HOUR)).toEqual({ omitted: 0 });
  });

  it('is not told again by the next process', () => {
    const gate = alertGate([{ ...suspended('lusa'), at: new Date(NOW).toISOString() }]);
    expect(gate.admit(suspended('lusa'), NOW + MINUTE)).toBeUndefined();
    expect(gate.admit(suspended('lusa'), NOW + HOUR)).toBeDefined();
  });

  it('that a trouble is over is told once, where the trouble was, even days later', () => {
    const gate = alertGate([]);
    expect(gate.admit(enough, NOW)).toBeUndefined();
    gate.admit(low, NOW);
    for (let hours = 1; hours < 50; hours += 1) gate.admit(suspended(`s${hours}`), NOW + hours * HOUR);
    expect(gate.admit(enough, NOW + 50 * HOUR)).toEqual({ omitted: 0 });
    expect(gate.admit(enough, NOW + 50 * HOUR)).toBeUndefined();
    expect(gate.admit(low, NOW + 50 * HOUR)).toBeDefined();
    const next = alertGate([
      { ...low, at: '2026-11-24T11:00:00.000Z' },
      { ...enough, at: '2026-11-24T11:01:00.000Z' },
    ]);
    expect(next.admit(enough, NOW)).toBeUndefined();
    expect(next.admit(low, NOW)).toBeDefined();
  });

  it('is not held up by a clock that was set back', () => {
    const gate = alertGate([]);
    for (let count = 0; count < 20; count += 1) gate.admit(suspended(`s${count}`), NOW);
    expect(gate.admit(suspended('s1'), NOW - 24 * HOUR)).toEqual({ omitted: 0 });
  });
});

it('no more than twenty are told in ten minutes, and the next says how many were left out', () => {
  const times = fc.array(fc.record({ about: fc.nat({ max: 60 }), wait: fc.nat({ max: MINUTE }) }), { maxLength: 300 });
  fc.assert(
    fc.property(times, (raised) => {
      const gate = alertGate([]);
      const told: { at: number; omitted: number }[] = [];
      let now = NOW;
      for (const { about, wait } of raised) {
        now += wait;
        const alert: Pick<Alert, 'type' | 'about'> = suspended(`s${about}`);
        const admission = gate.admit(alert, now);
        if (admission !== undefined) told.push({ at: now, ...admission });
      }
      for (const { at } of told) {
        expect(told.filter((each) => each.at > at - 10 * MINUTE && each.at <= at).length).toBeLessThanOrEqual(20);
      }
    }),
  );
  const gate = alertGate([]);
  const admitted = Array.from({ length: 1_000 }, (_, count) => gate.admit(suspended(`s${count}`), NOW + count));
  expect(admitted.filter((each) => each !== undefined)).toHaveLength(20);
  expect(gate.admit(suspended('later'), NOW + 11 * MINUTE)).toEqual({ omitted: 980 });
  expect(gate.admit(suspended('later still'), NOW + 11 * MINUTE)).toEqual({ omitted: 0 });
});
