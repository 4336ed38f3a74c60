import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { clean } from '../../src/copy/clean.ts';
import { COPY_BYTES_MAX, readCopy } from '../../src/copy/read-copy.ts';
import { deskDefaults, problemsOf, read, storyIn, warningsOf } from './copy.ts';
import { wrap } from './wrap.ts';

describe('readCopy', () => {
  it.each([
    ['an empty file', new Uint8Array(0), /empty/],
    ['white space alone', new TextEncoder().encode(' \r\n\t\u00A0\n'), /white space/],
    ['control characters alone', new TextEncoder().encode('\u0001\u0002'), /white space/],
    ['a binary file', Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0]), /PDF/],
    ['a file of line ends', new TextEncoder().encode('a\n'.repeat(60_000)), /60001 lines.*50000/],
    ['a file that is too large', new Uint8Array(COPY_BYTES_MAX + 1), /2097152/],
  ])('refuses %s with one error', (_name, bytes, message) => {
    const problems = problemsOf(readCopy(bytes, 'stories/bad.txt', deskDefaults)).filter(
      ({ severity }) => severity === 'error',
    );
    expect(problems).toEqual([{ file: 'stories/bad.txt', severity: 'error', message: expect.stringMatching(message) }]);
  });

  it('fills in what the desk says of every story', () => {
    const defaults = { language: 'pt', urgency: 4, genre: 'Current', section: 'Africa', creditLine: 'PANA' };
    expect(storyIn(read('Rain\n\nIt rains.', defaults))).toEqual({
      ...defaults,
      headline: 'Rain',
      body: ['It rains.'],
      subjects: [],
      keywords: [],
    });
  });

  it('knows the desk’s own mark in a dateline', () => {
    const agency = { name: 'Example News Agency', mark: 'XNA' };
    const story = storyIn(read('Rain\n\nKampala (XNA) - It rains.', { ...deskDefaults, agency }));
    expect(story.dateline).toEqual({ text: 'Kampala (XNA) -', place: { name: 'Kampala' }, agency: 'XNA' });
  });

  it('removes forbidden characters and says where the first stood', () => {
    const reading = read('---\nurgency: 2\n---\nRa\u0001in\n\nIt \uFFFE\u0001rains.');
    expect(storyIn(reading)).toMatchObject({ headline: 'Rain', body: ['It rains.'] });
    expect(warningsOf(reading)).toEqual([
      {
        file: 'stories/test.txt',
        line: 4,
        column: 3,
        severity: 'warning',
        message: expect.stringMatching(/3 characters.*U\+0001, U\+FFFE/),
      },
    ]);
  });

  it('counts lines from the top of the file, front matter included', () => {
    const reading = read('---\nurgency: 2\n---\n\nRain\n\nMbale (XYZ) - It rains.\n\n-0- XYB/AB 31June2021');
    expect(warningsOf(reading).map(({ line }) => line)).toEqual([7, 9]);
  });

  it('obeys an embargo that stands above the headline', () => {
    expect(storyIn(read('EMBARGOED UNTIL 24 November 2026 12:00 GMT\n\nRain\n\nIt rains.'))).toMatchObject({
      headline: 'Rain',
      embargo: '2026-11-24T12:00:00Z',
      body: ['It rains.'],
    });
  });

  it('warns of a headline that is none', () => {
    expect(warningsOf(read(`${'Rain '.repeat(80)}\n\nIt rains.`))).toMatchObject([
      { line: 1, message: expect.stringContaining('399 characters') },
    ]);
    expect(warningsOf(read(`${'R'.repeat(300)}\n\nIt rains.`))).toEqual([]);
  });

  it('leaves an impossible date of the sign-off unused', () => {
    const reading = read('Rain\n\nIt rains.\n\n-0- PANA BY/IS 31June2021');
    expect(storyIn(reading)).not.toHaveProperty('filed');
    expect(warningsOf(reading)).toMatchObject([{ line: 5, message: expect.stringContaining('31June2021') }]);
  });
});

/** Text that no rule takes for structure: it begins and ends with a letter of its own. */
const words = fc
  .string({ unit: 'binary', maxLength: 80 })
  .map((text) => `Ω${clean(text).text.replace(/[\n\r]/g, ' ')}Ω`);

describe('readCopy, whatever it is given', () => {
  it('keeps any Unicode text of headline and body', () => {
    fc.assert(
      fc.property(words, fc.array(words, { minLength: 1, maxLength: 5 }), (headline, body) => {
        const reading = read(`${headline}\n\n${body.join('\n\n')}\n\n-0- PANA BY/IS 10June2021`);
        expect(reading).toMatchObject({ ok: true, story: { headline, body }, warnings: [] });
      }),
    );
  });

  it('never throws on bytes, nor gives a story without headline or text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const reading = readCopy(bytes, 'x.txt', deskDefaults);
        if (reading.ok)
          expect(reading.story.body.every((text) => text !== '') && reading.story.headline !== '').toBe(true);
        else expect(reading.problems.some(({ severity }) => severity === 'error')).toBe(true);
      }),
    );
  });

  it('never throws on what looks like copy', () => {
    const pieces = [
      '---',
      '\n',
      '\n\n',
      ': ',
      'embargo',
      'headline',
      '(',
      ')',
      ' - ',
      'PANA',
      'Tripoli, Libya',
      '-0-',
      '10June2021',
      '"',
      '[',
      '{',
      '&a',
      '*a',
      '!!',
      '|',
      '> ',
      '  ',
      '\t',
      '\u0001',
      'By ',
      '\\',
      '\u0002',
      '\u0003',
      'UPDATE 2-',
      'KILL',
      'MORE',
      '^',
      '<',
      '=',
      'Eds: ',
      '(Adds ',
      'REUTER',
      'ENDS',
      '###',
      'BC-',
      'eca0003 3 i 380  dpa 0045\n',
      'u f BC-X 02-26 0105\n',
      'A  1\n',
      'ABC\n',
      '. ',
      'March 3',
      '---------\n',
    ];
    const copy = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 30 });
    fc.assert(
      fc.property(copy, fc.boolean(), (parts, front) => {
        const reading = read((front ? '---\n' : '') + parts.join(''));
        if (reading.ok) {
          const { headline, subheadlines = [], body } = reading.story;
          expect([headline, ...subheadlines, ...body].filter((text) => text.trim() === '')).toEqual([]);
          expect(body.length).toBeGreaterThan(0);
        } else expect(reading.problems.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('reads CRLF, CR and LF alike, with and without byte order mark', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 5 }), fc.constantFrom('\r\n', '\r'), (lines, end) => {
        const text = lines.join('\n\n');
        expect(read(text.replaceAll('\n', end))).toEqual(read(text));
        expect(read(`\uFEFF${text}`)).toEqual(read(text));
      }),
    );
  });

  it('reads hard-wrapped copy as if it were not', () => {
    const word = fc.stringMatching(/^[a-zà-öø-ü]{1,11}$/);
    const paragraph = fc.array(word, { minLength: 30, maxLength: 60 }).map((list) => `The ${list.join(' ')}.`);
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 60, max: 75 }),
        (body, width) => {
          const parts = [`Minister ${'opens the new bridge '.repeat(4).trim()}`, ...body];
          const end = '\n\n-0- PANA BY/IS 10June2021\n';
          expect(read(parts.map((part) => wrap(part, width)).join('\n\n') + end)).toEqual(
            read(parts.join('\n\n') + end),
          );
        },
      ),
    );
  });

  it.each([
    'a',
    '"',
    '(',
    'a ',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '- ',
    '-',
    ',',
    '.',
    'A, ',
    '/a ',
    '| ',
    '#',
    '1',
    '10 june ',
    'embargo ',
    'By A ',
    'a\n',
    '    a\n',
    'a\n\n',
    '-0- PANA\n',
    '---\n',
    'a: b\n',
    'لا ',
    'KILL ',
    'UPDATE 1-',
    '(Adds ',
    '1ST LEAD\n',
    'Eds: a\n',
    'MORE\n',
    'AB/CD\n',
    'REUTER\n',
    '10 June 2021\n',
    '^a<\n',
    '\u0002',
    '\u0003\n',
    'A   1\n',
    '. . . ',
    'ABC\n',
    '* a\n',
    'Tripoli, Libya (PANA) - ',
    'a/',
    'BC-a,',
    'By A',
    'A – a ',
    'Source: ',
    'a. -0- ',
    'a (Reporting by ',
    'a.\n(Reporting by a\n',
    'From A B, C ',
    'Copyright\n',
    'PANA - ',
    '0- ABC ',
    'Dakar, 10 June 2021\n',
    '22 Nov 96 - A-',
    'Ab/Cd\n',
    '* a\n\n',
    'A OF\n',
    'a\n\n\n\nb\n\n',
    '( وال - ',
    '<td>',
    '<!-- ',
    '<a b="',
    '&amp;',
  ])('comes to an end on half a megabyte of %j', (piece) => {
    const many = piece.repeat(Math.floor(COPY_BYTES_MAX / 4 / Buffer.byteLength(piece)));
    // Time that grew with the square of the size would be minutes here, far above the test's own limit.
    for (const text of [many, `Rain\n\n${many}\n\n-0- PANA`, `---\n${many}`, `u f BC-X 02-26 0105\n${many}`]) {
      expect(typeof read(text).ok).toBe('boolean');
    }
  });
});
