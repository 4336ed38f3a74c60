import { describe, expect, it } from 'vitest';

import { httpDate, parseHttpDate } from '../../src/web/http-date.ts';

const now = new Date('2026-11-24T12:00:00Z');

describe('a date in a header field (RFC 9110 §5.6.7)', () => {
  it.each([
    { form: 'IMF-fixdate', text: 'Sun, 06 Nov 1994 08:49:37 GMT' },
    { form: 'RFC 850', text: 'Sunday, 06-Nov-94 08:49:37 GMT' },
    { form: 'asctime', text: 'Sun Nov  6 08:49:37 1994' },
  ])('is read in the form of $form', ({ text }) => {
    expect(parseHttpDate(text, now)).toBe(Date.parse('1994-11-06T08:49:37Z'));
  });

  it.each([
    { text: 'Friday, 01-Jan-76 00:00:00 GMT', year: 2076 },
    { text: 'Friday, 01-Jan-77 00:00:00 GMT', year: 1977 },
  ])('of two digits lies at most 50 years ahead: $year', ({ text, year }) => {
    expect(parseHttpDate(text, now)).toBe(Date.UTC(year, 0, 1));
  });

  it.each([
    '',
    'yesterday',
    '2024-11-24T12:00:00Z',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 +0100',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 32 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 25:49:37 GMT',
    'sun, 06 nov 1994 08:49:37 gmt',
  ])('is none: %j', (text) => {
    expect(parseHttpDate(text, now)).toBeUndefined();
  });

  it('is written as IMF-fixdate', () => {
    expect(httpDate(new Date('1994-11-06T08:49:37.999Z'))).toBe('Sun, 06 Nov 1994 08:49:37 GMT');
  });
});
