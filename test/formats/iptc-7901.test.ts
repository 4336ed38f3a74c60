import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { iptc7901 } from '../../src/formats/iptc-7901.ts';
import { latin1Of } from '../../src/formats/latin-1.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { anyDesk, anyVersion } from '../support/agency-arbitrary.ts';
import { agencyCases, embargoed, killed } from '../support/agency-cases.ts';
import { type ReadMessage, readMessage } from '../support/read-iptc-7901.ts';
import { arabic, everything, french, libya, sampleDesk, storyWith } from '../support/stories.ts';

function bytesOf(version: StoryVersion, desk = sampleDesk): Buffer {
  const text = iptc7901.push?.render(version, desk, { seq: 10_042, committedAt: version.versionCreated }) ?? '';
  return Buffer.from(text, iptc7901.push?.encoding);
}

function read(version: StoryVersion): ReadMessage {
  return readMessage(bytesOf(version));
}

/** As one line of a teleprinter holds it. */
function lineOf(text: string): string {
  return latin1Of(text)
    .text.replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

describe('IPTC 7901', () => {
  it.each(agencyCases)('of $name is written as it always was', async ({ name, version }) => {
    const document = iptc7901.story?.render(version, sampleDesk) ?? '';
    const shown = document.replace(/(?![\r\n])\p{Cc}/gu, (control) => `<${control.charCodeAt(0)}>`);
    await expect(shown.replaceAll('\r\n', '\n')).toMatchFileSnapshot(`../golden/${name}.iptc-7901.txt`);
  });

  it('heads a story by service, number, priority, category and length', () => {
    expect(read(everything)).toMatchObject({
      service: 'pana',
      number: '0042',
      priority: '2',
      category: 'i',
      words: 42,
      free: 'en-GB v3',
      slug: 'AU-Summit-Climate',
      time: '240930 GMT Nov 24',
    });
    expect(read(french)).toMatchObject({ category: 'f' });
    expect(read(storyWith({ urgency: 9 }))).toMatchObject({ priority: '6' });
  });

  it('counts nothing where nothing was sent', () => {
    const document = iptc7901.story?.render(libya, sampleDesk) ?? '';
    expect(readMessage(Buffer.from(document, 'latin1'))).toMatchObject({ number: '0000' });
  });

  it('keeps the letters that Latin-1 has, writes the others by those, and says so', () => {
    const message = read(french);
    expect(message.headlines).toEqual(["Sénégal : l'accord de pêche « sera renégocié », dit le ministre"]);
    expect(message.notes).toContain('Transliterated for Latin-1: U+2019');
    expect(read(libya).notes.join('\n')).not.toContain('Transliterated');
  });

  it('names what is lost of a story that can be read without it', () => {
    const message = read(
      storyWith({ headline: 'Talks in Tunis', body: ['They met in تونس on Monday, said the mayor.'] }),
    );
    expect(message.paragraphs).toEqual(['They met in ???? on Monday, said the mayor.']);
    expect(message.notes.join(' ')).toContain(
      'Not in Latin-1, each written as a question mark: U+062A U+0648 U+0646 U+0633',
    );
  });

  it('says of a story in Arabic where it is, and sends nothing of it that could be taken for copy', () => {
    const message = read(arabic);
    expect(message.headlines).toEqual(['ADVISORY: a story in Arabic that Latin-1 cannot carry']);
    expect(message.paragraphs).toContain('It is at https://wire.panapress.com/stories/tunis-talks/');
    expect(message.notes.join(' ')).toContain(arabic.guid);
    expect(bytesOf(arabic).toString('latin1')).not.toContain('?');
  });

  it('has a line for each headline', () => {
    const version = storyWith({ headline: 'Rain', subheadlines: ['Sun to follow', 'Then snow'] });
    expect(read(version).headlines).toEqual(['Rain', 'Sun to follow', 'Then snow']);
  });

  it('keeps the lines of a table', () => {
    const version = storyWith({ body: ['Results:', 'Hearts   0\nDundee   1'], forms: { 1: 'preformatted' } });
    expect(bytesOf(version).toString('latin1')).toContain('Hearts   0\r\nDundee   1\r\n');
  });

  it('puts an embargo above the text, where nobody can overlook it', () => {
    expect(read(embargoed).paragraphs[0]).toBe('EMBARGOED UNTIL 1800 GMT 23 Nov 2024');
    expect(read(embargoed).notes.join(' ')).toContain('withheld');
  });

  it('is of a killed story the notice', () => {
    expect(read(killed).paragraphs[0]).toBe(killed.story.body[0]);
    expect(read(killed).notes.join(' ')).toContain('canceled');
  });

  it('breaks lines between words, at the width of a teleprinter', () => {
    const lines = bytesOf(libya).toString('latin1').split('\r\n').slice(3);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(69);
    expect(read(libya).paragraphs.slice(0, -1)).toEqual(libya.story.body);
  });

  it('has a service name also for an agency that signs in Arabic', () => {
    const desk = { ...sampleDesk, agency: { ...sampleDesk.agency, mark: 'بانا' } };
    expect(readMessage(bytesOf(libya, desk)).service).toBe('wire');
  });

  it('carries any text whole, and nothing in it is taken for structure', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const latin = {
          ...version,
          story: { ...version.story, body: version.story.body.map((text) => `${text} Latin.`) },
        };
        const message = readMessage(bytesOf(latin, desk));
        if (message.headlines[0]?.startsWith('ADVISORY') === true) return;
        expect(message.headlines[0]).toBe(lineOf(latin.story.headline));
        const text = message.paragraphs.join(' ');
        for (const paragraph of latin.story.body) expect(text).toContain(lineOf(paragraph));
      }),
      { numRuns: 300 },
    );
  });
});
