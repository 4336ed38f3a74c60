import { describe, expect, it } from 'vitest';

import { readEmbargoLine } from '../../src/copy/embargo-line.ts';
import { numberedLines } from '../../src/copy/lines.ts';
import { readEmbargo } from '../../src/copy/embargo.ts';

describe('readEmbargo', () => {
  it.each([
    ['2026-11-24T18:00:00+01:00', '2026-11-24T17:00:00Z'],
    ['2026-11-24T18:00:00Z', '2026-11-24T18:00:00Z'],
    ['2026-11-24T18:00-03:30', '2026-11-24T21:30:00Z'],
    ['2026-11-24 18:00 Africa/Dakar', '2026-11-24T18:00:00Z'],
    ['2026-07-01 18:00 Europe/Paris', '2026-07-01T16:00:00Z'],
    ['2026-11-24 18:00 UTC', '2026-11-24T18:00:00Z'],
    ['24 November 2026, 6:00 pm GMT', '2026-11-24T18:00:00Z'],
    ['24 novembre 2026 18h00 Africa/Abidjan', '2026-11-24T18:00:00Z'],
    ['2026-11-24T23:59:59.999Z', '2026-11-25T00:00:00Z'],
    ['2026-11-24 18:00:00.5 Europe/Paris', '2026-11-24T17:00:01Z'],
    ['2026-11-24T18:00:00.000Z', '2026-11-24T18:00:00Z'],
  ])('%s ends at %s', (text, embargo) => {
    expect(readEmbargo(text)).toEqual({ ok: true, embargo });
  });

  it.each([
    ['', /no certain date/],
    ['tomorrow', /no certain date/],
    ['18:00 GMT', /no certain date/],
    ['24 November', /no certain date/],
    ['2026-11-24', /no certain time/],
    ['2026-11-24 18:00', /time zone/],
    ['2026-11-24T18:00:00', /time zone/],
    ['2026-11-24 18:00 Dakar time', /time zone/],
    ['2026-11-24 18:00 EST', /time zone/],
    ['2026-11-24 18:00 Africa/Atlantis', /time zone/],
    ['4/4/2026 18:00 GMT', /day or the month/],
    ['2026-02-30 18:00 GMT', /no day of the calendar/],
    ['2026-11-24 24:00 GMT', /no time of day/],
    ['2026-11-24 18:00 GMT+1', /time zone|certainty/],
    ['not before 2026-11-24 18:00 GMT', /certainty/],
    ['2026-11-24 18:00 GMT or so', /certainty/],
    ['2026-03-29 02:30 Europe/Paris', /skip 02:30/],
    ['2026-10-25 02:30 Europe/Paris', /twice/],
  ])('holds "%s"', (text, reason) => {
    const reading = readEmbargo(text);
    expect(reading).toMatchObject({ ok: false, held: expect.stringMatching(reason) });
    expect(reading).toMatchObject({ held: expect.stringMatching(/^held: .*write .*2026-11-24T18:00:00\+01:00/) });
  });
});

describe('an embargo line in any of the forms that desks use', () => {
  it.each([
    '*** EMBARGO *** Not for publication before 24 November 2046 12:00 GMT',
    'EMBARGO - 24 November 2046 12:00 GMT',
    'ATTENTION - EMBARGO 24 November 2046 12:00 GMT',
    'EMBARGOED TO 24 November 2046 12:00 GMT',
    'EMBARGOED!! until 24 November 2046 12:00 GMT',
    'NOTE TO EDITORS: EMBARGOED UNTIL 24 November 2046 12:00 GMT',
    'PRESS RELEASE EMBARGOED UNTIL 24 November 2046 12:00 GMT',
    'This story is embargoed until 24 November 2046 12:00 GMT',
    'HOLD FOR RELEASE 24 November 2046 12:00 GMT',
    'FOR RELEASE AT 12:00 GMT 24 November 2046',
  ])('never lets the story out before its time: %s', (line) => {
    const { embargo, errors } = readEmbargoLine(numberedLines([line, '', 'Rain expected', '', 'Rain.']));
    expect(embargo ?? errors[0]?.severity).toMatch(/^(2046-11-24T12:00:00Z|error)$/);
  });
});

describe('readEmbargoLine', () => {
  const story = ['Rain expected', '', 'Rain is expected on Friday.'];

  it.each([
    'EMBARGOED UNTIL 2026-11-24 18:00 GMT',
    'Embargo: 24 November 2026 18:00 GMT',
    '***EMBARGOED*** until 24 November 2026 18:00 GMT ***',
    'Strictly embargoed for release until 2026-11-24T18:00:00Z',
    'Sous embargo jusqu’au 24 novembre 2026 18h00 GMT',
    'Embargo até 24 de novembro de 2026 18:00 GMT',
    'Not for release before 24 November 2026 18:00 GMT',
    'محظور النشر حتى ٢٤ نوفمبر ٢٠٢٦ ١٨:٠٠ GMT',
  ])('obeys "%s"', (line) => {
    expect(readEmbargoLine(numberedLines([line, '', ...story]))).toEqual({
      embargo: '2026-11-24T18:00:00Z',
      errors: [],
      lines: numberedLines(['', '', ...story]),
    });
  });

  it.each([
    'EMBARGOED UNTIL 1200 GMT',
    'embargoed until 00.01hrs Monday April 28',
    'EMBARGO',
    'Sous embargo',
    '*** EMBARGO *** Not for publication before 24 November 2046',
    'EMBARGO - 24 November 2046',
    'EMBARGOED TO 24 November 2046',
    'EMBARGOED!! until 24 November 2046',
    'PRESS RELEASE EMBARGOED UNTIL Friday',
    'Texte sous embargo jusqu’à vendredi',
    'HOLD FOR RELEASE 24 November 2046',
    'FOR RELEASE AT 12:00',
  ])('holds the story for "%s"', (line) => {
    const { embargo, errors } = readEmbargoLine(numberedLines(['Rain expected', line, '', 'Rain.'], 5));
    expect(embargo).toBeUndefined();
    expect(errors).toMatchObject([{ severity: 'error', line: 6, message: expect.stringMatching(/^held: /) }]);
  });

  it.each([
    'Embargo on arms for Libya extended',
    'Embargoes hurt, says UN',
    'Embargo on Russian oil extended until March 2027',
    'UN arms embargo on Libya extended until 24 December 2021',
    'Prisoners wait for release',
    'Not for sale before the vote, says minister',
  ])('lets a headline be a headline: %s', (headline) => {
    const lines = numberedLines([headline, '', 'It rains.']);
    expect(readEmbargoLine(lines)).toEqual({ errors: [], lines });
  });

  it('looks at the head and the end of a file only', () => {
    const lines = [
      ...Array.from({ length: 10 }, () => 'Text.'),
      'Embargo: soon',
      ...Array.from({ length: 10 }, () => 'T.'),
    ];
    expect(readEmbargoLine(numberedLines(lines)).errors).toEqual([]);
  });
});
