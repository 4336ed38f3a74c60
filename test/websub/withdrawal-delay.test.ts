/** How soon a feed is tried again from which something was taken back. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { withdrawalDelay } from '../../src/websub/withdrawal-delay.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a feed from which something was taken back', () => {
  it.each([
    ['at first', 0, MINUTE],
    ['where the clock was set back', -DAY, MINUTE],
    ['after ten minutes', 10 * MINUTE, MINUTE],
    ['after an hour', HOUR, 3 * MINUTE],
    ['after a day', DAY, 72 * MINUTE],
  ])('is tried again %s within so long, whatever the back-off says', (_when, owedForMs, longest) => {
    expect(withdrawalDelay(6 * HOUR, { owedForMs, random: 1 })).toBe(longest);
    expect(withdrawalDelay(6 * HOUR, { owedForMs, random: 0 })).toBe(longest * 0.8);
  });

  it('is tried some 160 times in ten days', () => {
    let tries = 0;
    for (let at = 0; at < 10 * DAY; at += withdrawalDelay(6 * HOUR, { owedForMs: at, random: 1 })) tries += 1;
    expect(tries).toBe(161);
  });

  it('is never tried later than the back-off has it', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(6 * HOUR), fc.record({ owedForMs: fc.nat(30 * DAY), random }), (delay, owed) => {
        expect(withdrawalDelay(delay, owed)).toBeLessThanOrEqual(delay);
      }),
    );
  });
});
