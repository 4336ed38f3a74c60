import { describe, expect, it } from 'vitest';

import { FRONT_MATTER_CHARACTERS_MAX } from '../../src/copy/front-matter.ts';
import { problemsOf, read, storyIn, warningsOf, withFront } from './copy.ts';

describe('front matter', () => {
  it.each([
    ['headline: Rain, at last', { headline: 'Rain, at last' }],
    ['headline: >\n  Rain,\n  at last', { headline: 'Rain, at last' }],
    ['headline: 1984', { headline: '1984' }],
    ['slugline: Weather-Rain', { slugline: 'Weather-Rain' }],
    ['language: no', { language: 'no' }],
    ['language: en-gb', { language: 'en-GB' }],
    ['urgency: 1', { urgency: 1 }],
    ['urgency:', { urgency: 5 }],
    [
      'subjects: [medtop:16000000, 06000000, subj:11001000]',
      {
        subjects: [
          { scheme: 'medtop', code: '16000000' },
          { scheme: 'medtop', code: '06000000' },
          { scheme: 'subj', code: '11001000' },
        ],
      },
    ],
    ['subjects: 06000000', { subjects: [{ scheme: 'medtop', code: '06000000' }] }],
    ['keywords:\n  - Libya\n  - 2024\n  - yes', { keywords: ['Libya', '2024', 'yes'] }],
    ['keywords: Libya, Chad', { keywords: ['Libya', 'Chad'] }],
    ['keywords: []', { keywords: [] }],
    ['section: Politics\ngenre: Interview', { section: 'Politics', genre: 'Interview' }],
    ['embargo: 2026-11-24T18:00:00+01:00', { embargo: '2026-11-24T17:00:00Z' }],
    ['byline: By Aminata Diallo', { byline: 'By Aminata Diallo' }],
    ['edNote: |\n  First line.\n  Second line.', { edNote: 'First line.\nSecond line.' }],
    ['editorsNote: Adds quotes.', { edNote: 'Adds quotes.' }],
    ["editor's note: Adds quotes.", { edNote: 'Adds quotes.' }],
    ['creditLine: PANA/AD', { creditLine: 'PANA/AD' }],
    ['agency: Panafrican News Agency', { agencyLine: 'Panafrican News Agency' }],
    [
      'place: Tripoli, Libya',
      { dateline: { text: 'Tripoli, Libya', place: { name: 'Tripoli', country: { code: 'LY', name: 'Libya' } } } },
    ],
    [
      'place: {name: Tripoli, country: LY}',
      { dateline: { place: { name: 'Tripoli', country: { code: 'LY', name: 'LY' } } } },
    ],
    ['dateline: Kampala (XYZ) -', { dateline: { text: 'Kampala (XYZ) -', place: { name: 'Kampala' }, agency: 'XYZ' } }],
    ['rights: Not for print.', { rights: { usageTerms: 'Not for print.' } }],
    ['rights: {holder: AFP, notice: © AFP}', { rights: { holder: 'AFP', notice: '© AFP' } }],
    ['date: 2021-06-10', { filed: { date: '2021-06-10' } }],
    ['date: 2021-06-10T14:05:00Z', { filed: { date: '2021-06-10', time: '14:05:00', timeZone: 'UTC' } }],
    [
      'date: 10 June 2021\ntime: 6:05\nzone: Africa/Dakar',
      { filed: { date: '2021-06-10', time: '06:05', timeZone: 'Africa/Dakar' } },
    ],
  ])('sets %j', (yaml, fields) => {
    expect(storyIn(read(withFront(yaml)))).toMatchObject(fields);
  });

  it.each(['libya-britain-terrorism', 'a1', 'urn:newsml:panapress.com:20210610:libya-britain-terrorism'])(
    'gives the id %s',
    (id) => {
      expect(read(withFront(`id: ${id}`))).toMatchObject({ ok: true, id });
    },
  );

  it('may be empty', () => {
    for (const yaml of ['', '# nothing yet', 'byline:\nurgency: ""']) {
      expect(storyIn(read(withFront(yaml)))).toEqual(storyIn(read('Rain expected\n\nRain is expected on Friday.')));
    }
  });

  it('overrides the text and the desk', () => {
    const text = 'Old headline\n\nTripoli, Libya (PANA) - It rains.\n\n-0- PANA BY/IS 10June2021\n';
    const defaults = {
      language: 'fr',
      urgency: 4,
      section: 'A',
      genre: 'Current',
      creditLine: 'PANA',
      keywords: ['rain'],
    };
    const front = '---\nheadline: New headline\nplace: Sebha, Libya\ndate: 2021-06-09\nsection: B\nurgency: 2\n---\n';
    expect(storyIn(read(front + text, defaults))).toMatchObject({
      language: 'fr',
      headline: 'New headline',
      urgency: 2,
      section: 'B',
      genre: 'Current',
      creditLine: 'PANA',
      keywords: ['rain'],
      dateline: { text: 'Tripoli, Libya (PANA) -', place: { name: 'Sebha' }, agency: 'PANA' },
      filed: { date: '2021-06-09' },
      body: ['Tripoli, Libya (PANA) - It rains.'],
    });
  });

  it('may give the headline of a text that has none', () => {
    expect(storyIn(read('---\nheadline: Rain\n---\nTripoli, Libya (PANA) - It rains.'))).toMatchObject({
      headline: 'Rain',
      body: ['Tripoli, Libya (PANA) - It rains.'],
    });
    expect(storyIn(read('---\nheadline: Rain\n---\nIt rains.\n\nIt pours.'))).toMatchObject({
      body: ['It rains.', 'It pours.'],
    });
  });

  it('reports a code that IPTC does not have, where it stands, and keeps it', () => {
    const reading = read('---\nurgency: 3\nsubjects: [medtop:11000000, "16000001"]\n---\nRain\n\nIt rains.');
    expect(storyIn(reading).subjects.map(({ code }) => code)).toEqual(['11000000', '16000001']);
    expect(reading.ok && reading.warnings).toEqual([
      {
        file: expect.any(String),
        severity: 'warning',
        line: 3,
        column: 29,
        message: expect.stringContaining('the nearest is medtop:16000000 (conflict, war and peace)'),
      },
    ]);
  });

  it.each([
    ['headlin: x', 2, 1, /"headlin" is not known here; did you mean "headline"\?/],
    ['urgency: 3\nUrgency: 2', 3, 1, /did you mean "urgency"\?/],
    ['rights: {holde: x}', 2, 10, /did you mean "holder"\?/],
    ['colour: red', 2, 1, /known are: id, headline/],
    ['urgency: 0', 2, 1, /1 \(flash\) to 9/],
    ['urgency: 3.5', 2, 1, /1 \(flash\) to 9/],
    ['language: french', 2, 1, /BCP 47/],
    ['language: e', 2, 1, /BCP 47/],
    ['subjects: [medtop:16000000, politics]', 2, 29, /IPTC code/],
    ['place: {country: Atlantis, name: Poseidonis}', 2, 9, /"Atlantis" is no country/],
    ['place: {country: Libya}', 2, 1, /"place.name" is missing/],
    ['id: Libya Britain', 2, 1, /hyphens/],
    ['id: ../../etc', 2, 1, /hyphens/],
    ['id: urn:newsml:panapress.com:20210631:x', 2, 1, /urn:newsml/],
    ['date: 4/4/2018', 2, 1, /day or the month first/],
    ['date: 2021-06-31', 2, 1, /no day of the calendar/],
    ['date: yesterday', 2, 1, /2026-01-31/],
    ['time: 14:05', 2, 1, /needs a "date/],
    ['date: 2021-06-10\nzone: Mars/Olympus', 3, 1, /time zone such as/],
    ['date: 2021-06-10\ntime: 25:00', 3, 1, /time of day/],
    ['embargo:', 2, 1, /held: /],
    ['correction:', 2, 1, /^"correction" is not right: must say what was wrong; take the line out/],
    ['urgency: 3\ncorrection: " "', 3, 1, /must say what was wrong/],
    ['expires:', 2, 1, /^"expires" is not right: must say when.*; take the line out/],
    ['translationOf: ""', 2, 1, /^"translationOf" is not right: must name the story.*; take the line out/],
    ['kill:', 2, 1, /^"kill" is not right: must say why/],
    ['pictures:\n  - storm.jpg\n  -', 4, 4, /^"pictures.1" is not right: must be the name of a file, or fields/],
    ['embargo: 2026-11-24 18:00', 2, 1, /held: .*time zone/],
    ['edNote: a\neditorsNote: b', 3, 1, /given twice/],
    ['headline: [a, b]', 2, 1, /must be a text/],
    ['- headline', 2, 1, /must be fields/],
    ['headline: Minister: we will go', 2, 11, /not valid YAML.*quotation marks/],
    ['slugline: a\nslugline: b', 3, 1, /unique/],
    ['keywords: [a, b', 2, 16, /not valid YAML/],
    ['byline: *nobody', 2, 1, /not usable YAML/],
  ])('is refused where it says %j', (yaml, line, column, message) => {
    const [problem] = problemsOf(read(withFront(yaml)));
    expect(problem).toMatchObject({
      file: 'stories/test.txt',
      severity: 'error',
      line,
      message: expect.stringMatching(message),
    });
    expect(problem?.column).toBe(column);
  });

  it('has all its faults told at once, in their order, with those of the text', () => {
    const problems = problemsOf(read('---\nurgency: 12\nembargo: soon\ncolour: red\ntime: 14:00\n---\nHeadline alone'));
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 7]);
  });

  it('has no more than a page of faults told', () => {
    const yaml = Array.from({ length: 50 }, (_, index) => `wrong${index}: x`).join('\n');
    const problems = problemsOf(read(withFront(yaml)));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.message).toContain('30 more');
  });

  it('must end', () => {
    expect(problemsOf(read('---\nembargo: 2026-11-24T18:00:00Z\n\nRain\n\nIt rains.'))).toMatchObject([
      { line: 1, message: expect.stringContaining('no end') },
    ]);
  });

  it('must not be a book', () => {
    const yaml = `edNote: ${'a'.repeat(FRONT_MATTER_CHARACTERS_MAX)}`;
    expect(problemsOf(read(withFront(yaml)))).toMatchObject([{ line: 1, message: expect.stringContaining('65536') }]);
  });

  it('stands at the top only: further down three hyphens are text', () => {
    const story = storyIn(read('Rain\n\nIt rains.\n\n---\n\nIt pours.'));
    expect(story.body).toEqual(['It rains.', '---', 'It pours.']);
  });

  it('ends at three hyphens at the margin, not within a value', () => {
    const story = storyIn(read(withFront('edNote: |\n  above\n  ---\n  below')));
    expect(story.edNote).toBe('above\n---\nbelow');
  });

  it('may have CRLF, blanks after the hyphens and blank lines above', () => {
    expect(storyIn(read('\r\n---  \r\nurgency: 2\r\n---\r\nRain\r\n\r\nIt rains.\r\n'))).toMatchObject({
      urgency: 2,
      headline: 'Rain',
    });
  });

  it('brings in no forbidden character by an escape, and says where it tried', () => {
    const reading = read(withFront('urgency: 2\nheadline: "Ra\\u0001i\\uD800n"\nkeywords: ["\\uFFFEa"]'));
    expect(storyIn(reading)).toMatchObject({ headline: 'Rain', keywords: ['a'] });
    expect(warningsOf(reading)).toMatchObject([
      { line: 3, column: 11, severity: 'warning', message: expect.stringMatching(/U\+0001, U\+D800/) },
      { line: 4, column: 12, message: expect.stringContaining('U+FFFE') },
    ]);
  });

  it('gives the headline of a text that begins with the agency’s name', () => {
    expect(storyIn(read('---\nheadline: Rain\n---\nPanafrican News Agency\n\nIt rains.'))).toMatchObject({
      agencyLine: 'Panafrican News Agency',
      body: ['It rains.'],
    });
  });

  it('decides over a line of the text that looks like an embargo', () => {
    const text = 'EMBARGO until 1200 GMT\n\nRain\n\nIt rains.';
    expect(problemsOf(read(text))).toMatchObject([{ line: 1, message: expect.stringMatching(/^held: /) }]);
    expect(storyIn(read(`---\nembargo: 2026-11-24T12:00:00Z\n---\n${text}`))).toMatchObject({
      headline: 'Rain',
      embargo: '2026-11-24T12:00:00Z',
    });
    const none = storyIn(read(`---\nembargo: none\n---\n${text}`));
    expect(none.headline).toBe('EMBARGO until 1200 GMT');
    expect(none).not.toHaveProperty('embargo');
  });
});
