import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findDate, isCalendarDate } from '../../src/copy/dates.ts';

describe('findDate', () => {
  it.each([
    ['10June2021', { date: '2021-06-10' }],
    ['10 June 2021', { date: '2021-06-10' }],
    ['10/June/2021', { date: '2021-06-10' }],
    ['June10,2021', { date: '2021-06-10' }],
    ['06 Sept. 2018', { date: '2018-09-06' }],
    ['03 may 2004 12:01:00', { date: '2004-05-03', time: '12:01:00' }],
    ['2021-06-10', { date: '2021-06-10' }],
    ['2021-06-10T14:05:30Z', { date: '2021-06-10', time: '14:05:30', timeZone: 'UTC' }],
    ['2021-06-10T14:05:30.123+0100', { date: '2021-06-10', time: '14:05:30', timeZone: '+01:00' }],
    ['2021-06-10 14:05 Africa/Dakar', { date: '2021-06-10', time: '14:05', timeZone: 'Africa/Dakar' }],
    ['1er juin 2021', { date: '2021-06-01' }],
    ['3 août 2021 à', { date: '2021-08-03' }],
    ['12 décembre 2021 18h30', { date: '2021-12-12', time: '18:30' }],
    ['10 de junho de 2021', { date: '2021-06-10' }],
    ['9 de março de 2021', { date: '2021-03-09' }],
    ['21 de septiembre de 2021', { date: '2021-09-21' }],
    ['١٠ يونيو ٢٠٢١', { date: '2021-06-10' }],
    ['4 نوفمبر 2024', { date: '2024-11-04' }],
    ['June 10, 2021', { date: '2021-06-10' }],
    ['Feb 26th, 2021, 6:05 pm', { date: '2021-02-26', time: '18:05' }],
    ['31.08.2016', { date: '2016-08-31' }],
    ['25/6/2021', { date: '2021-06-25' }],
    ['6/25/2021', { date: '2021-06-25' }],
    ['131137 GMT Nov 13', { date: '2013-11-13', time: '11:37', timeZone: 'UTC' }],
    ['071341 GMT Okt 15', { date: '2015-10-07', time: '13:41', timeZone: 'UTC' }],
    ['13 Nov 2013 1509GMT', { date: '2013-11-13', time: '15:09', timeZone: 'UTC' }],
    ['29 February 2024', { date: '2024-02-29' }],
    ['January 23/2019', { date: '2019-01-23' }],
    ['12th March, 2021', { date: '2021-03-12' }],
    ['2nd of May 2021', { date: '2021-05-02' }],
    ['26-FEB-1987 15:01:01.79', { date: '1987-02-26', time: '15:01:01' }],
    ['2021/06/10', { date: '2021-06-10' }],
    ['05 Fev 21', { date: '2021-02-05' }],
    ['31.08.16', { date: '2016-08-31' }],
    ['211259 Nov 18', { date: '2018-11-21', time: '12:59' }],
    ['27 كانون الثاني/يناير 2011', { date: '2011-01-27' }],
    ['25 august 2016 19:19:35', { date: '2016-08-25', time: '19:19:35' }],
  ])('reads %s', (text, filed) => {
    expect(findDate(text)?.filed).toEqual(filed);
  });

  it('takes an hour for no year', () => {
    expect(findDate('10 June 12:01 GMT')).toMatchObject({ monthDay: '--06-10' });
    expect(findDate('10 June 18h30')).toMatchObject({ monthDay: '--06-10' });
  });

  it.each([
    ['4/4/2018', /day or the month first/],
    ['10/6/2021', /day or the month first/],
    ['31 June 2021', /no day of the calendar/],
    ['29 February 2021', /no day of the calendar/],
    ['2021-13-01', /no day of the calendar/],
    ['10 June 2021 25:00', /no time of day/],
  ])('says why %s cannot be used', (text, fault) => {
    expect(findDate(text)).toMatchObject({ fault: expect.stringMatching(fault) });
    expect(findDate(text)).not.toHaveProperty('filed');
  });

  it.each([
    ['Feb 26', '--02-26'],
    ['16 fév', '--02-16'],
    ['1 LUG', '--07-01'],
    ['29 Feb', '--02-29'],
    ['27 كانون الثاني', '--01-27'],
    ['4 غشت', '--08-04'],
  ])('finds the day %s, which has no year', (text, monthDay) => {
    expect(findDate(text)).toEqual({ index: 0, end: text.length, monthDay });
  });

  it.each(['', 'Marching 12 miles', 'PANA BY/IS/VAO', 'A10June2021B', 'May we', '1234-567-89'])(
    'finds no date in "%s"',
    (text) => {
      expect(findDate(text)).toBeUndefined();
    },
  );

  it('says where the date stands, time and zone with it', () => {
    expect(findDate('PANA BY/IS 10June2021 12:01 GMT end')).toMatchObject({ index: 11, end: 31 });
  });

  it('takes initials for no time zone', () => {
    expect(findDate('10 June 2021 12:01 BY/IS')?.filed).toEqual({ date: '2021-06-10', time: '12:01' });
  });

  it('reads every day of the calendar in each of its forms', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    const months = ['Jan', 'fév', 'março', 'April', 'mayo', 'juin', 'julho', 'août', 'Sept.', 'okt', 'نوفمبر', 'déc'];
    fc.assert(
      fc.property(day, (instant) => {
        const date = instant.toISOString().slice(0, 10);
        const [year, month, number] = date.split('-').map(Number);
        const name = months[(month ?? 1) - 1];
        for (const form of [
          date,
          `${number} ${name} ${year}`,
          `${name} ${number}, ${year}`,
          `${number}.${month}.${year}`,
        ]) {
          expect(findDate(form)).toEqual({ index: 0, end: form.length, filed: { date } });
        }
      }),
    );
  });
});

describe('isCalendarDate', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2021-06-31', false],
    ['2021-00-10', false],
  ])('%s: %s', (date, real) => {
    expect(isCalendarDate(date)).toBe(real);
  });
});
