import { describe, expect, it } from 'vitest';

import { afterFailure, afterSuccess, healthOf, healthWait, isGivenUp } from '../../src/delivery/health.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { PATIENCE } from '../../src/delivery/patience.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const HOUR = 3_600_000;
const failed: Outcome = { kind: 'endpoint-failed', status: 503, durationMs: 7, reason: 'HTTP 503' };
const fresh = healthOf({ cursor: 0, failures: 0 }, 4);

function afterFailures(count: number) {
  let health = fresh;
  const moment = { now, random: 0.5, patience: PATIENCE };
  for (let failure = 0; failure < count; failure += 1) health = afterFailure(health, failed, moment);
  return health;
}

describe('an endpoint that fails', () => {
  it('backs off as a whole, each time for longer, and remembers since when', () => {
    expect(healthWait(afterFailures(1), now)).toBe(1_000);
    expect(healthWait(afterFailures(4), now)).toBe(60_000);
    expect(afterFailures(4)).toMatchObject({ failures: 4, failingSince: '2026-11-24T12:00:00.000Z', allowed: 1 });
  });

  it('is left alone for as long as it asks', () => {
    const health = afterFailure(fresh, { ...failed, retryAfterMs: 90_000 }, { now, random: 0, patience: PATIENCE });
    expect(healthWait(health, now)).toBe(90_000);
  });

  it('waits no longer than six hours, whatever a clock says', () => {
    expect(healthWait({ ...fresh, retryAt: '2126-11-24T12:00:00.000Z' }, now)).toBe(0);
    expect(healthWait({ ...fresh, retryAt: new Date(now + 6 * HOUR).toISOString() }, now)).toBe(6 * HOUR);
  });

  it('is given up after five days of nothing but failure, and not for a clock that jumped', () => {
    const health = afterFailures(20);
    const fiveDaysOn = now + PATIENCE.suspendAfterMs;
    expect(isGivenUp(health, fiveDaysOn - 1, PATIENCE)).toBe(false);
    expect(isGivenUp(health, fiveDaysOn, PATIENCE)).toBe(true);
    expect(isGivenUp(afterFailures(3), fiveDaysOn, PATIENCE)).toBe(false);
  });

  it('is given up after the time that the operator has set, though ten failures take longer than that', () => {
    // 2 s, 10 s, 30 s, 2 m, 10 m, 30 m, 1 h: seven failures come about within that hour.
    const anHour = { ...PATIENCE, suspendAfterMs: HOUR };
    expect(isGivenUp(afterFailures(7), now + HOUR, anHour)).toBe(true);
    expect(isGivenUp(afterFailures(6), now + HOUR, anHour)).toBe(false);
    const rarely = { ...PATIENCE, retryDelaysMs: [0, 6 * HOUR], suspendAfterMs: HOUR };
    expect(isGivenUp(afterFailures(1), now + HOUR, rarely)).toBe(false);
    expect(isGivenUp(afterFailures(2), now + HOUR, rarely)).toBe(true);
  });
});

describe('an endpoint that comes back', () => {
  it('gets one at a time, then twice as many with each clean round, up to its window', () => {
    let health = afterFailures(3);
    const allowed = Array.from({ length: 8 }, () => {
      health = afterSuccess(health, 4);
      return health.allowed;
    });
    expect(allowed).toEqual([2, 2, 4, 4, 4, 4, 4, 4]);
    expect(health).toMatchObject({ failures: 0 });
    expect(health.retryAt).toBeUndefined();
    expect(health.failingSince).toBeUndefined();
  });

  it('is still slow after a restart in between', () => {
    expect(healthOf({ cursor: 7, failures: 3, retryAt: '2026-11-24T12:00:30.000Z' }, 4)).toMatchObject({ allowed: 1 });
  });
});
