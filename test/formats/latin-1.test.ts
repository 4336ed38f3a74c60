import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { latin1Of } from '../../src/formats/latin-1.ts';

describe('text in Latin-1', () => {
  it.each([
    ['Élève à Ñandú, Straße, 5 £', 'Élève à Ñandú, Straße, 5 £'],
    ['“Yes” – ‘no’ — perhaps…', '"Yes" - \'no\' -- perhaps...'],
    ['cœur, Œuvre', 'coeur, OEuvre'],
    ['Łódź, Đakovo, İstanbul, ığdır', 'Lódz, Dakovo, Istanbul, igdir'],
    ['Ọ̀yọ́ Ẹgbẹ́ ṣe', 'Oyo Egbe se'],
    ['ɓarawo, ɗan, ƙasa, Eʋegbe, Ŋaoundéré, Akɔ', 'barawo, dan, kasa, Evegbe, Ngaoundéré, Ako'],
    ['12 €, ₦500', '12 EUR, NGN500'],
    ['e\u0301t\u00E9', 'été'],
    ['ﬁn x² ½', 'fin x² ½'],
    ['a\u200Bb\u202Ec\uFEFFd\u00ADe', 'abcde'],
    ['one\u2028two', 'one\ntwo'],
  ])('%j is %j', (text, written) => {
    expect(latin1Of(text).text).toBe(written);
    expect(latin1Of(text).lost).toEqual([]);
  });

  it('says what was replaced and what was lost, each once', () => {
    expect(latin1Of('“Łódź” “تتت” 😀')).toEqual({
      text: '"Lódz" "???" ?',
      replaced: ['“', 'Ł', 'ź', '”'],
      lost: ['ت', '😀'],
    });
  });

  it('is Latin-1 and printable whatever goes in, and the same when written again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = latin1Of(text).text;
        expect(written).toMatch(/^[\t\n\r\u0020-\u007E\u00A0-\u00AC\u00AE-\u00FF]*$/);
        expect(latin1Of(written)).toEqual({ text: written, replaced: [], lost: [] });
        expect(Buffer.from(written, 'latin1').toString('latin1')).toBe(written);
      }),
      { numRuns: 1_000 },
    );
  });
});
