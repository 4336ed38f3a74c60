import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { calendarDateIn, instantOf, toInstant } from '../../src/story/instant.ts';

describe('instantOf', () => {
  it.each([
    ['a bare date is midnight in the desk’s zone', { date: '2021-06-10' }, 'Africa/Dakar', '2021-06-10T00:00:00Z'],
    ['a zone east of Greenwich', { date: '2021-06-10' }, 'Africa/Tripoli', '2021-06-09T22:00:00Z'],
    ['a time of day', { date: '2018-09-06', time: '14:05' }, 'UTC', '2018-09-06T14:05:00Z'],
    ['seconds', { date: '2004-05-03', time: '12:01:30' }, 'UTC', '2004-05-03T12:01:30Z'],
    ['a zone of its own', { date: '2021-06-10', time: '08:00', timeZone: '+01:00' }, 'UTC', '2021-06-10T07:00:00Z'],
    ['a half-hour zone', { date: '2021-06-10' }, 'Asia/Kolkata', '2021-06-09T18:30:00Z'],
    ['summer time', { date: '2026-07-01', time: '12:00' }, 'Europe/Lisbon', '2026-07-01T11:00:00Z'],
    ['a time skipped in spring', { date: '2026-03-29', time: '01:30' }, 'Europe/Lisbon', '2026-03-29T01:30:00Z'],
    ['a time twice in autumn', { date: '2026-10-25', time: '01:30' }, 'Europe/Lisbon', '2026-10-25T00:30:00Z'],
  ])('%s', (_name, filed, zone, instant) => {
    expect(instantOf(filed, zone)).toBe(instant);
  });

  it('refuses what is no date', () => {
    expect(() => instantOf({ date: '2021-13-10' }, 'UTC')).toThrow('2021-13-10');
  });

  it('reads on the clocks of its zone as it was filed, whatever day and zone', () => {
    const zones = ['UTC', 'Africa/Dakar', 'Africa/Cairo', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia'];
    const days = fc.date({ min: new Date('1975-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (day, zone) => {
        // Apia had no 30 December 2011.
        fc.pre(!(zone === 'Pacific/Apia' && day.toISOString().startsWith('2011-12-30')));
        const filed = { date: day.toISOString().slice(0, 10), time: '12:00' };
        expect(calendarDateIn(new Date(instantOf(filed, zone)), zone)).toBe(filed.date);
      }),
    );
  });
});

it('instants have whole seconds and Z', () => {
  expect(toInstant(new Date('2026-11-24T10:00:00.987Z'))).toBe('2026-11-24T10:00:00Z');
});
