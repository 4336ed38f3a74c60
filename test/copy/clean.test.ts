import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { clean, describeRemoval } from '../../src/copy/clean.ts';

describe('clean', () => {
  it.each([
    ['a C0 control', '\u0001', 'U+0001'],
    ['a form feed', '\f', 'U+000C'],
    ['DEL', '\u007F', 'U+007F'],
    ['a C1 control', '\u0093', 'U+0093'],
    ['U+FFFE', '\uFFFE', 'U+FFFE'],
    ['a noncharacter', '\uFDD0', 'U+FDD0'],
    ['a noncharacter of plane 16', '\u{10FFFF}', 'U+10FFFF'],
    ['a lone surrogate', '\uD800', 'U+D800'],
  ])('takes out %s', (_name, character, codePoint) => {
    expect(clean(`ab${character}c`)).toEqual({ text: 'abc', removed: { index: 2, count: 1, codePoints: [codePoint] } });
  });

  it('keeps tabs, line ends, replacement characters, marks of direction and all planes', () => {
    const text = 'a\tb\r\nc\uFFFD \u200Fليبيا\u200E \u{1F600}\u{2F800}\uE000\u2028\u00A0';
    expect(clean(text)).toEqual({ text });
  });

  it('counts all and lists each once', () => {
    const { removed } = clean('\u0001a\u0002\u0001');
    expect(removed).toEqual({ index: 0, count: 3, codePoints: ['U+0001', 'U+0002'] });
  });

  it('says what it took, cut short where there is much', () => {
    expect(describeRemoval({ index: 0, count: 1, codePoints: ['U+0001'] })).toContain('a character');
    const codePoints = Array.from({ length: 10 }, (_, index) => `U+000${index}`);
    expect(describeRemoval({ index: 0, count: 12, codePoints })).toMatch(/12 characters.*U\+0007 and 2 more/);
  });

  it('leaves nothing that XML 1.0 forbids, and every other character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: kept, removed } = clean(text);
        expect(kept).toMatch(/^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
        expect(Array.from(kept).length + (removed?.count ?? 0)).toBe(Array.from(text).length);
      }),
    );
  });
});
