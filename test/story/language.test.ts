import { describe, expect, it } from 'vitest';

import { canonicalLanguage } from '../../src/story/language.ts';

describe('a language tag', () => {
  it.each([
    ['en', 'en'],
    ['EN-gb', 'en-GB'],
    ['eng', 'en'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['kmb', 'kmb'],
  ])('%s is %s', (written, canonical) => {
    expect(canonicalLanguage(written)).toBe(canonical);
  });

  it.each(['', 'french', 'english language', 'e', 'en_GB', 'x-desk', 'en-', 'en, fr', '12'])('is not %j', (written) => {
    expect(canonicalLanguage(written)).toBeUndefined();
  });
});
