import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readMoment } from '../../src/copy/moment.ts';

describe('an instant in a line of copy', () => {
  it.each([
    ['2026-11-24T18:00:00+01:00', '2026-11-24T17:00:00Z'],
    ['2026-11-24 18:00 Africa/Dakar', '2026-11-24T18:00:00Z'],
    ['1200 GMT 24 November 2026', '2026-11-24T12:00:00Z'],
    ['18:00 GMT, 24 November 2026', '2026-11-24T18:00:00Z'],
    ['24 November 2026, 18.00 GMT', '2026-11-24T18:00:00Z'],
    ['00.01 hrs GMT Tuesday 24 November 2026', '2026-11-24T00:01:00Z'],
    ['12 noon GMT on November 24, 2026', '2026-11-24T12:00:00Z'],
    ['6 p.m. UTC on Tuesday, November 24, 2026', '2026-11-24T18:00:00Z'],
    ['12.30 am GMT, 24 November 2026', '2026-11-24T00:30:00Z'],
    ['24 novembre 2026 à 18h00 GMT', '2026-11-24T18:00:00Z'],
    ['mardi 24 novembre 2026 à 18 h 30 TU', '2026-11-24T18:30:00Z'],
    ['24 novembre 2026, 18h GMT', '2026-11-24T18:00:00Z'],
    ['às 18h00 GMT de 24 de novembro de 2026', '2026-11-24T18:00:00Z'],
    ['terça-feira, 24 de novembro de 2026, 18:00 +01:00', '2026-11-24T17:00:00Z'],
    ['el 24 de noviembre de 2026 a las 18:00 GMT', '2026-11-24T18:00:00Z'],
    ['الساعة 18:00 بتوقيت غرينتش يوم الثلاثاء 24 نوفمبر 2026', '2026-11-24T18:00:00Z'],
    ['٢٤ نوفمبر ٢٠٢٦ ١٨:٠٠ غرينتش', '2026-11-24T18:00:00Z'],
  ])('is read: %s', (text, instant) => {
    expect(readMoment(text)).toEqual({ ok: true, instant });
  });

  it.each([
    ['without a date', '18:00 GMT', 'no certain date'],
    ['without a year', '24 November 18:00 GMT', 'no certain date'],
    ['of tomorrow', 'tomorrow 18:00 GMT', 'no certain date'],
    ['without a time', '24 November 2026 GMT', 'no certain time'],
    ['at midnight, of which there are two', 'midnight GMT 24 November 2026', 'no certain time'],
    ['at 25 o’clock', '24 November 2026 25:00 GMT', 'no time of day'],
    ['at 13 in the afternoon', '13:00 pm GMT 24 November 2026', 'no certain time'],
    ['without a zone', '24 November 2026 at 18:00', 'which time zone'],
    ['in a zone that is several', '24 November 2026 at 18:00 EST', 'which time zone'],
    ['with a second time', '24 November 2026 at 18:00 GMT (19:00 CET)', 'cannot be read with certainty'],
    ['on the wrong day of the week', 'Friday 24 November 2026 18:00 GMT', 'cannot be read with certainty'],
    ['with anything else', '24 November 2026 18:00 GMT or later', 'cannot be read with certainty'],
    ['with day and month that may be either', '4/5/2026 18:00 GMT', 'day or the month first'],
    ['in an hour that the clocks skip', '2026-03-29 02:30 Europe/Paris', 'skip'],
    ['in an hour that they repeat', '2026-10-25 02:30 Europe/Paris', 'twice'],
    ['of no day', '31 November 2026 18:00 GMT', 'no day of the calendar'],
  ])('is none %s', (_, text, fault) => {
    const reading = readMoment(text);
    expect(reading.ok ? reading.instant : reading.fault).toContain(fault);
  });

  it('is the same in whichever order its parts stand', () => {
    const minutes = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(minutes, (date) => {
        const iso = date.toISOString();
        const [day, time] = [iso.slice(0, 10), iso.slice(11, 16)];
        const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(date);
        const expected = { ok: true, instant: `${iso.slice(0, 16)}:00Z` };
        for (const text of [
          `${day} ${time} GMT`,
          `${time} GMT, ${long}`,
          `${long} at ${time} UTC`,
          `${time.replace(':', '')} GMT on ${long}`,
        ]) {
          expect([text, readMoment(text)]).toEqual([text, expected]);
        }
      }),
    );
  });

  it('is found or not in any text', () => {
    const words = fc.constantFrom(
      '24 November 2026',
      '18:00',
      'GMT',
      '+01:00',
      'at ',
      '12 noon',
      'p.m.',
      '1200',
      'على',
      ':',
      '9',
    );
    const text = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 9 })), { maxLength: 12 });
    fc.assert(
      fc.property(text, (parts) => {
        const reading = readMoment(parts.join(' '));
        if (reading.ok) expect(Number.isNaN(Date.parse(reading.instant))).toBe(false);
        else expect(reading.fault).not.toBe('');
      }),
    );
  });
});
