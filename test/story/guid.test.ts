import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { mintGuid, slugInGuid, slugOf } from '../../src/story/guid.ts';

it.each([
  ['libya-britain-terrorism.txt', 'libya-britain-terrorism'],
  ['Sénégal – élection (2e tour).TXT', 'senegal-election-2e-tour'],
  ['São Tomé_and  Príncipe.txt', 'sao-tome-and-principe'],
  ['v1.2.txt', 'v1-2'],
  ['تونس.txt', undefined],
  ['....txt', undefined],
])('the slug of %s is %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('a slug is safe in a URL, a URN and a file name, whatever the file is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
      expect(slugOf(name) ?? 'x').toMatch(/^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$/);
    }),
  );
});

it('a guid names provider, day and slug', () => {
  const guid = mintGuid('panapress.com', '2021-06-10', 'libya');
  expect(guid).toBe('urn:newsml:panapress.com:20210610:libya');
  expect(slugInGuid(guid)).toBe('libya');
});
