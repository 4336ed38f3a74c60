import { expect, it } from 'vitest';

import { whenOf } from '../../../src/commands/options/when.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const before = (ms: number): number => NOON - ms;

it.each([
  ['2h', '2026-11-24T10:00:00.000Z'],
  ['1.5d', '2026-11-23T00:00:00.000Z'],
  ['2026-11-24T18:00:00+01:00', '2026-11-24T17:00:00.000Z'],
  ['2026-11-24 18:00 Africa/Dakar', '2026-11-24T18:00:00.000Z'],
])('%j is %s', (written, instant) => {
  expect(whenOf('--since', written, before).toISOString()).toBe(instant);
});

it.each([
  ['2x', /^"2x" is no span of time/],
  [
    'yesterday',
    /^--since: "yesterday" has no certain date; write date, time and zone.*; or a span of time, such as 2h/,
  ],
  ['', /^--since: "" has no certain date/],
])('%j is refused with both ways to write it', (written, message) => {
  expect(() => whenOf('--since', written, before)).toThrow(message);
});
