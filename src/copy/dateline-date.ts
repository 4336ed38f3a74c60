/** The date at the end of a dateline's first part: `STOCKHOLM, Aug 29, 2014`, `RAMALLAH, Thursday, March 4, 2021`. */
import type { Filed, PartialDate } from '../story/instant.ts';
import { dayOfStrokes, findDate, monthDayOf } from './dates.ts';
import { misspeltMonth } from './months.ts';
import { WEEKDAYS } from './weekdays.ts';

export type DatelineDate = {
  /** What stands before it. */
  readonly before: string;
  /** It is a date, whether it can be read or not. */
  readonly dated: boolean;
  readonly date?: PartialDate;
  readonly filed?: Filed;
  readonly fault?: string;
  /** Said of two numbers without one. */
  readonly hasYear?: false;
  /** A word and a number where a date should be: `Xyzzy 2`. */
  readonly dateLike?: string;
};

/** Between place and date: a weekday, `le`, `في`, and the Islamic date that Gulf agencies put first. */
const BEFORE_DATE = new RegExp(
  `(?:[\\s,،-]{1,5}(?:${WEEKDAYS}))?(?:[\\s,،]{1,3}(?:le|ce|el|em|il|في|يوم))?[\\s,،-]{0,5}$`,
  'iu',
);
const ISLAMIC =
  /[\s,،]{1,3}(?:\p{L}[\p{L}'’ -]{2,16}\s\d{1,2},?\s1[34]\d\d(?:\s?A?H\.?)?|\d{1,2}\s\p{L}{2,8}(?:\s\p{L}{2,8})?[،,]?\s1[34]\d\d\s?ه(?:ـ|)\.?(?:\s?الموافق)?)[\s,،-]{0,5}$/u;

/** `12/03`, `12 - 3`. */
const NUMERIC = /(?:^|[\s,،-])((\d{1,2})\s?[/-]\s?(\d{1,2}))$/u;

/** A misspelt month: 202 of Reuters' 19,043 datelines of 1987 are irregular. */
const DATE_LIKE = /(?:^|[\s,،])(\p{L}{3,10}\.?\s\d{1,2}|\d{1,2}\s\p{L}{3,10}\.?)$/u;

export function datelineDate(written: string): DatelineDate | undefined {
  // `2021م`: of the Christian era.
  const text = written.replace(/(?<=\d)(?:\.|\s?م\.?)$/u, '');
  const date = findDate(text);
  if (date !== undefined && date.end === text.length) {
    const { filed, monthDay, fault } = date;
    const read = filed?.date ?? monthDay;
    return {
      before: withoutIslamic(text.slice(0, date.index)),
      dated: true,
      ...(read !== undefined && { date: read }),
      ...(filed !== undefined && { filed }),
      ...(fault !== undefined && { fault: notUsed(fault) }),
    };
  }
  const numeric = NUMERIC.exec(text);
  if (numeric !== null)
    return { before: withoutWords(text.slice(0, numeric.index)), dated: true, hasYear: false, ...dayIn(numeric) };
  const like = DATE_LIKE.exec(text);
  if (like === null || !/[,،]\s{0,3}$/u.test(text.slice(0, like.index + 1))) return undefined;
  const [, dateLike = ''] = like;
  return { before: text.slice(0, like.index), ...(misspelt(dateLike) ?? { dated: false, dateLike }) };
}

function misspelt(dateLike: string): Omit<DatelineDate, 'before'> | undefined {
  const [word = '', number = ''] = [/\p{L}+/u, /\d+/].map((part) => part.exec(dateLike)?.[0]);
  const month = misspeltMonth(word);
  const { monthDay } = monthDayOf(month === undefined ? undefined : { day: Number(number), month });
  if (monthDay === undefined) return undefined;
  return { dated: true, date: monthDay, fault: `the dateline's date "${dateLike}" is read as ${monthDay.slice(2)}` };
}

function dayIn([, written, first, second]: RegExpExecArray): Pick<DatelineDate, 'date' | 'fault'> {
  const found = dayOfStrokes(Number(first), Number(second));
  if (found === undefined) return { fault: notUsed(`${String(written)} may have the day or the month first`) };
  const { monthDay } = monthDayOf(found);
  return monthDay === undefined
    ? { fault: notUsed(`${String(written)} is no day of the calendar`) }
    : { date: monthDay };
}

function notUsed(fault: string): string {
  return `the dateline's date is not used: ${fault}`;
}

function withoutIslamic(text: string): string {
  return withoutWords(withoutWords(text).replace(ISLAMIC, ''));
}

function withoutWords(text: string): string {
  return text.slice(0, -60) + text.slice(-60).replace(BEFORE_DATE, '');
}
