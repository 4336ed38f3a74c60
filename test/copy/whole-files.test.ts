/** Whole files as agencies, pages and archives have them, in forms that were met there: each read as a person reads it. */
import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { readCopy, type ReadCopy } from '../../src/copy/read-copy.ts';
import { deskDefaults, storyIn } from './copy.ts';
import { type WholeFile, wholeFilesIn } from './whole-files.ts';

const FOLDER = new URL('whole/', import.meta.url);

function readingOf({ lines, known }: WholeFile): ReadCopy {
  const text = `${lines.join(known['nl'] === 'crlf' ? '\r\n' : '\n')}\n`;
  const bytes =
    known['enc'] === 'cp1252'
      ? windows1252(text)
      : new TextEncoder().encode(`${known['bom'] === '1' ? '\uFEFF' : ''}${text}`);
  return readCopy(bytes, 'stories/test.txt', { ...deskDefaults, language: known['lang'] ?? 'en' });
}

function windows1252(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1252');
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]));
  return Uint8Array.from(text, (character) => codes.get(character) ?? 0);
}

function partsOf(reading: ReadCopy) {
  const { headline, subheadlines = [], byline, slugline, dateline, body, forms = {} } = storyIn(reading);
  const { place, agency, date } = dateline ?? {};
  return {
    headline,
    subheadlines,
    byline,
    slugline,
    body,
    forms,
    place: place?.name,
    country: place?.country?.code,
    agency,
    date,
  };
}

describe.each(readdirSync(FOLDER))('a file of %s', (source) => {
  const files = wholeFilesIn(readFileSync(new URL(source, FOLDER), 'utf8'));

  it.each(files.map((file): [string, WholeFile] => [file.name, file]))('%s', (_name, file) => {
    const { known, headline, subheadlines, byline, slugline, body, forms } = file;
    const reading = readingOf(file);
    // A story without headline is refused.
    if (known['error'] === '1') {
      expect(reading.ok).toBe(false);
      return;
    }
    const { place, country, agency, date } = known;
    expect(partsOf(reading)).toEqual({
      headline,
      subheadlines,
      byline,
      slugline,
      body,
      forms,
      place,
      country,
      agency,
      date,
    });
    const { filed, signOff } = storyIn(reading);
    if (known['filed'] !== undefined) expect(filed?.date ?? '-').toBe(known['filed']);
    if (known['ini'] !== undefined) expect(signOff?.initials.join('/') ?? '').toBe(known['ini']);
  });
});
