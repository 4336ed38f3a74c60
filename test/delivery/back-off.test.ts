import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseRetryAfter, retryDelay, RETRY_DELAY_MAX_MS, RETRY_DELAYS_MS } from '../../src/delivery/back-off.ts';

const HOUR = 3_600_000;
const delaysMs = RETRY_DELAYS_MS;

const anySetback = fc.record({
  failures: fc.nat({ max: 10_000 }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  retryAfterMs: fc.nat({ max: 100 * HOUR }),
  delaysMs: fc.array(fc.nat({ max: RETRY_DELAY_MAX_MS }), { minLength: 2, maxLength: 12 }),
});

describe('the wait before the next attempt', () => {
  it('is at most 2 s, 10 s, 30 s, 2 m, 10 m, 30 m, 1 h, 2 h, 4 h, then 6 h', () => {
    const longest = Array.from({ length: 12 }, (_, failures) => retryDelay({ failures, random: 1, delaysMs }) / 1000);
    expect(longest).toEqual([0, 2, 10, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600, 21_600]);
  });

  it('is as the operator has set it, the last one again and again', () => {
    const own = [0, 5_000, 60_000];
    const longest = [1, 2, 3, 50].map((failures) => retryDelay({ failures, random: 1, delaysMs: own }));
    expect(longest).toEqual([5_000, 60_000, 60_000, 60_000]);
  });

  it('is spread over the whole of it, so that those who failed together do not return together', () => {
    expect([0, 0.25, 0.5].map((random) => retryDelay({ failures: 4, random, delaysMs }))).toEqual([0, 30_000, 60_000]);
  });

  it('is never negative and never beyond six hours, whatever the receiver asks for', () => {
    fc.assert(
      fc.property(anySetback, (setback) => {
        const delay = retryDelay(setback);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(RETRY_DELAY_MAX_MS);
      }),
    );
  });

  it('is never shorter than Retry-After within those six hours, and never longer than both', () => {
    fc.assert(
      fc.property(anySetback, (setback) => {
        const delay = retryDelay(setback);
        const scheduled = setback.delaysMs[setback.failures] ?? setback.delaysMs.at(-1) ?? 0;
        expect(delay).toBeGreaterThanOrEqual(Math.min(setback.retryAfterMs, RETRY_DELAY_MAX_MS));
        expect(delay).toBeLessThanOrEqual(Math.max(setback.retryAfterMs, scheduled));
      }),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  it.each([
    { header: '120', ms: 120_000 },
    { header: ' 0 ', ms: 0 },
    { header: 'Tue, 24 Nov 2026 12:01:30 GMT', ms: 90_000 },
    { header: 'Tuesday, 24-Nov-26 12:01:30 GMT', ms: 90_000 },
    { header: 'Tue Nov 24 12:01:30 2026', ms: 90_000 },
    { header: 'Tue, 24 Nov 2026 11:00:00 GMT', ms: 0 },
    { header: '-5', ms: undefined },
    { header: '1.5', ms: undefined },
    { header: 'soon', ms: undefined },
    { header: 'Mon, banana', ms: undefined },
    { header: '2027', ms: 2_027_000 },
    { header: '', ms: undefined },
  ])('of "$header" is $ms ms', ({ header, ms }) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});
