import { expect, it } from 'vitest';

import { bytesInShort, parseByteSize } from '../../src/story/byte-size.ts';

it.each([
  ['0B', 0],
  ['64KiB', 65_536],
  ['500MB', 500_000_000],
  ['1.5 GiB', 1_610_612_736],
])('%s is %i bytes', (text, bytes) => {
  expect(parseByteSize(text)).toBe(bytes);
});

it.each(['64', '64K', '-1MB', 'MB', '1e3MB', '99999999TB'])('"%s" is no amount of bytes', (text) => {
  expect(() => parseByteSize(text)).toThrow('such as 64KiB or 500MB');
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [65_536, '65.5 kB'],
  [512_000_000, '512 MB'],
  [1_240_000_000, '1.2 GB'],
  [5e15, '5000 TB'],
])('%i bytes are %s at a glance', (bytes, text) => {
  expect(bytesInShort(bytes)).toBe(text);
});
