import { expect, it } from 'vitest';

import { inShort, parseDuration } from '../../src/story/duration.ts';

it.each([
  ['0s', 0],
  ['90s', 90_000],
  ['15m', 900_000],
  ['2h', 7_200_000],
  ['3d', 259_200_000],
  ['1.5h', 5_400_000],
  [' 2h ', 7_200_000],
])('"%s" is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each(['', '2', 'h', '-2h', '2 h', '2w', '2H', '1h30m', '1e3s', 'NaNs', '99999999d', '٣d'])(
  '"%s" is refused, and the message shows how to write a span',
  (text) => {
    expect(() => parseDuration(text)).toThrow('such as 90s, 15m, 2h or 3d');
  },
);

it.each([
  [0, '0 ms'],
  [34.4, '34 ms'],
  [2_130, '2.1 s'],
  [59_000, '59 s'],
  [119_000, '119 s'],
  [900_000, '15 m'],
  [7_200_000, '2 h'],
  [259_200_000, '3 d'],
])('%d ms reads as %s', (ms, text) => {
  expect(inShort(ms)).toBe(text);
});
