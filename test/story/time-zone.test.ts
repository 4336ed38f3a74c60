import { expect, it } from 'vitest';

import { isTimeZone } from '../../src/story/time-zone.ts';

it.each([
  ['Africa/Dakar', true],
  ['UTC', true],
  ['+01:00', true],
  ['Mars/Olympus', false],
  ['BY/IS', false],
  ['', false],
])('%j is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
