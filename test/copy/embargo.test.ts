import { describe, expect, it } from 'vitest';

import { readEmbargoLine } from '../../src/copy/embargo-line.ts';
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
    expect(readEmbargoLine([line, '', ...story], 1)).toEqual({
      embargo: '2026-11-24T18:00:00Z',
      errors: [],
      lines: ['', '', ...story],
    });
  });

  it.each(['EMBARGOED UNTIL 1200 GMT', 'embargoed until 00.01hrs Monday April 28', 'EMBARGO', 'Sous embargo'])(
    'holds the story for "%s"',
    (line) => {
      const { embargo, errors } = readEmbargoLine(['Rain expected', line, '', 'Rain.'], 5);
      expect(embargo).toBeUndefined();
      expect(errors).toMatchObject([{ severity: 'error', line: 6, message: expect.stringMatching(/^held: /) }]);
    },
  );

  it.each([
    'Embargo on arms for Libya extended',
    'Embargoes hurt, says UN',
    'Not for sale before the vote, says minister',
  ])('lets a headline be a headline: %s', (headline) => {
    const lines = [headline, '', 'It rains.'];
    expect(readEmbargoLine(lines, 1)).toEqual({ errors: [], lines });
  });

  it('looks at the head and the end of a file only', () => {
    const lines = [
      ...Array.from({ length: 10 }, () => 'Text.'),
      'Embargo: soon',
      ...Array.from({ length: 10 }, () => 'T.'),
    ];
    expect(readEmbargoLine(lines, 1).errors).toEqual([]);
  });
});
