import { describe, expect, it } from 'vitest';

import { rememberedVersions } from '../../src/wire/remembered-versions.ts';

/** What was read of those that were asked for one after the other. */
function readOf(keys: string, charactersMax: number): string {
  const versions = rememberedVersions(charactersMax);
  let read = '';
  for (const key of keys) {
    const version = versions(key, () => {
      read += key;
      return JSON.stringify({ guid: key });
    });
    expect(version).toEqual({ guid: key });
  }
  return read;
}

const ONE = JSON.stringify({ guid: 'a' }).length;

describe('versions that were read before', () => {
  it('are not read again', () => {
    expect(readOf('abcabcbb', 100 * ONE)).toBe('abc');
  });

  it('are forgotten when there are too many, those first that were not asked for the longest', () => {
    expect(readOf('abcacab', 2 * ONE)).toBe('abcab');
    expect(readOf('abcab', 2 * ONE + ONE - 1)).toBe('abcab');
  });

  it('are forgotten at once where one is larger than all may be', () => {
    expect(readOf('aa', ONE - 1)).toBe('aa');
  });
});
