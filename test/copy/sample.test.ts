/** The real story in stories/, against the file itself and not against a recording of what was read. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { readCopy } from '../../src/copy/read-copy.ts';
import { describeWithShared, sharedFile } from '../support/shared.ts';
import { deskDefaults, read, storyIn } from './copy.ts';

const file = new URL('../../stories/libya-britain-terrorism.txt', import.meta.url);
const bytes = readFileSync(file);
const text = bytes.toString('utf8');
const story = storyIn(readCopy(bytes, 'stories/libya-britain-terrorism.txt', deskDefaults));

describe('the sample story', () => {
  it('has its headline, agency line, dateline and sign-off', () => {
    expect(story).toMatchObject({
      language: 'en',
      headline: "Libyan interior minister seeks Britain's technical support in fight against terrorism, crime",
      agencyLine: 'Panafrican News Agency',
      dateline: {
        text: 'Tripoli, Libya (PANA) -',
        place: { name: 'Tripoli', country: { code: 'LY', name: 'Libya' } },
        agency: 'PANA',
      },
      signOff: { text: '-0- PANA BY/IS/VAO 10June2021', agency: 'PANA', initials: ['BY', 'IS', 'VAO'] },
      filed: { date: '2021-06-10' },
    });
    expect(story).not.toHaveProperty('byline');
  });

  it('has as its body what stands between headline and sign-off, to the letter', () => {
    const after = text.indexOf(story.headline) + story.headline.length;
    const between = text.slice(after, text.indexOf('-0- PANA'));
    expect(story.body).toHaveLength(12);
    expect(story.body.join('\n\n')).toBe(between.trim());
    expect(story.body[0]).toMatch(/^Tripoli, Libya \(PANA\) - The Libyan/);
  });

  it('keeps the quotation mark that is never closed', () => {
    const quotes = story.body.map((paragraph) => paragraph.split('"').length - 1);
    expect(quotes.some((count) => count % 2 === 1)).toBe(true);
  });

  it('is read without a warning, and alike with CRLF, CR and a byte order mark', () => {
    for (const variant of [
      text,
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', '\r'),
      `\uFEFF${text}`,
      `${text}\n\n`,
    ]) {
      expect(read(variant)).toEqual({ ok: true, story, marks: [], warnings: [] });
    }
  });
});

describeWithShared('the sample story', () => {
  it('is the one that the agency gave', () => {
    const shared = sharedFile('stories/libya-britain-terrorism.txt');
    expect(shared && readFileSync(shared).equals(bytes)).toBe(true);
  });
});
