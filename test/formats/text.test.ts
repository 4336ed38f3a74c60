import { describe, expect, it } from 'vitest';

import { directionOf } from '../../src/formats/text.ts';

describe('the direction of a language', () => {
  it.each('ar arz ary fa prs ur ps sd ug ckb ks pa-PK ar-SD AR he yi dv nqo syr ha-Arab ff-Adlm en-Arab'.split(' '))(
    '%s is rtl',
    (language) => {
      expect(directionOf(language)).toBe('rtl');
    },
  );

  it.each(['en', 'fr-SN', 'pt', 'sw', 'am', 'zh', 'ha', 'ff', 'pa', 'ur-Latn', 'ks-Deva', 'kmb', 'xx'])(
    '%s is ltr',
    (language) => {
      expect(directionOf(language)).toBe('ltr');
    },
  );
});
