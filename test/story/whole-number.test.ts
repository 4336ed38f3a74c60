import { expect, it } from 'vitest';

import { wholeNumber } from '../../src/story/whole-number.ts';

it.each([
  ['80', 80],
  ['0', 0],
  ['0080', 80],
  ['999999999999999', 999_999_999_999_999],
])('%j is %d', (text, number) => {
  expect(wholeNumber(text)).toBe(number);
});

it.each(['', ' ', '0x50', '0b1', '1e3', ' 80', '80\n', '+80', '-1', '8.0', '1_000', '٨٠', 'Infinity', '1'.repeat(16)])(
  '%j is no number that a person writes',
  (text) => {
    expect(wholeNumber(text)).toBeUndefined();
  },
);
