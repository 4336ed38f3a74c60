/** Dates in copy: found in a short text, read where they can mean one day only. */
import type { Filed, PartialDate } from '../story/instant.ts';
import { isTimeZone } from '../story/time-zone.ts';
import { MONTH_PATTERN, monthNumber } from './months.ts';

export type FoundDate = {
  /** Where in the text, time and zone included. */
  readonly index: number;
  readonly end: number;
  /** Absent for a day without year, and where there is a `fault`. */
  readonly filed?: Filed;
  /** Of a day without year. */
  readonly monthDay?: PartialDate;
  /** `Nov 13`: two digits, which could be a day or an hour as well. */
  readonly hasShortYear?: true;
  /** Why it cannot be used: `31 June 2021 is no day of the calendar`. */
  readonly fault?: string;
};

const MONTH = `(?<month>${MONTH_PATTERN})\\.?(?:(?:/|\\s(?=\\p{Script=Arabic}))(?:${MONTH_PATTERN})\\.?)?`;
const YEAR = '(?<year>(?:1[89]|2\\d)\\d\\d)';
const SHORT_YEAR = "['’]?(?<shortYear>\\d\\d)(?![:h.]\\d)";

/** In the order of trust: the first form that is found decides. */
const FORMS: readonly RegExp[] = [
  `${YEAR}(?<between>[-/.])(?<monthNumber>\\d\\d)\\k<between>(?<day>\\d\\d)`,
  // IPTC 7901's ddhhmm GMT Mon yy: `131137 GMT Nov 13`.
  `(?<day>\\d\\d)(?<hour>\\d\\d)(?<minute>\\d\\d)(?:\\s{0,3}(?<zone>GMT|UTC|Z))?\\s{1,3}${MONTH}\\s{1,3}(?<shortYear>\\d\\d)`,
  // The blanks may be missing: `10June2021`.
  `(?<day>\\d{1,2})(?:st|nd|rd|th|-?er|º|\\.)?\\s{0,3}(?:(?:de|of|do mês de)\\s{1,3})?${MONTH},?(?:\\s{0,3}(?:de\\s{1,3})?${YEAR}|\\s{1,3}${SHORT_YEAR})?`,
  `(?<day>\\d{1,2})${MONTH}${SHORT_YEAR}`,
  `(?<day>\\d{1,2})(?<between>[-/])${MONTH}\\k<between>(?:${YEAR}|${SHORT_YEAR})`,
  // The Ethiopian agency writes `January 23/2019`.
  `${MONTH}\\s{0,3}(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:(?:,\\s{0,3}|\\s{1,3}|\\s?/\\s?)${YEAR})?`,
  // With full stops the day always comes first; with strokes it depends on the country.
  `(?<day>\\d{1,2})\\.(?<monthNumber>\\d{1,2})\\.(?:${YEAR}|${SHORT_YEAR})`,
  `(?<first>\\d{1,2})(?<stroke>[/-])(?<second>\\d{1,2})\\k<stroke>(?:${YEAR}|${SHORT_YEAR})`,
].map((form) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${form})(?![\\p{L}\\p{N}]|[/-]\\d)`, 'iu'));

/** A `T` joins date and time in ISO 8601, so a date may be followed by that one letter. */
const ISO_JOINED = /^(?<date>\d{4}-\d\d-\d\d)T(?=\d)/i;

/** The first date in the text, which must be short: a line, a part of a line. */
export function findDate(text: string): FoundDate | undefined {
  const latin = latinDigits(text).replace(ISO_JOINED, '$<date> ');
  // None is without one, and few lines have any.
  if (!/\d/.test(latin)) return undefined;
  for (const form of FORMS) {
    const match = form.exec(latin);
    if (match?.groups !== undefined) return read(latin, match, match.groups);
  }
  return undefined;
}

type Parts = Readonly<Record<string, string | undefined>>;

function read(text: string, match: RegExpExecArray, parts: Parts): FoundDate {
  const written = match[0];
  const time = parts['hour'] === undefined ? timeAt(text, match.index + written.length) : undefined;
  const place = { index: match.index, end: match.index + written.length + (time?.length ?? 0) };
  const year = yearOf(parts);
  const day = dayOf(parts);
  if (year === undefined) return { ...place, ...monthDayOf(day) };
  if (day === undefined) {
    return { ...place, fault: `${written} may have the day or the month first` };
  }
  const date = `${year}-${twoDigits(day.month)}-${twoDigits(day.day)}`;
  if (!isCalendarDate(date)) return { ...place, fault: `${written} is no day of the calendar` };
  const clock = time ?? clockOf(parts);
  if (clock !== undefined && !isTime(clock.time)) return { ...place, fault: `${clock.time} is no time of day` };
  return {
    ...place,
    ...(parts['shortYear'] !== undefined && { hasShortYear: true }),
    filed: {
      date,
      ...(clock !== undefined && { time: clock.time }),
      ...(clock?.timeZone !== undefined && { timeZone: clock.timeZone }),
    },
  };
}

/** Of a day without year, where the calendar has it: in a leap year, so that 29 February is one. */
export function monthDayOf(day: Day | undefined): { readonly monthDay?: PartialDate } {
  const written = day === undefined ? '' : `${twoDigits(day.month)}-${twoDigits(day.day)}`;
  return isCalendarDate(`2000-${written}`) ? { monthDay: `--${written}` } : {};
}

function yearOf({ year, shortYear }: Parts): string | undefined {
  if (shortYear === undefined) return year;
  return `${Number(shortYear) < FIRST_YEAR_OF_1900S ? '20' : '19'}${shortYear}`;
}

/** Two-digit years count from 1970. */
const FIRST_YEAR_OF_1900S = 70;

export type Day = { readonly day: number; readonly month: number };

function dayOf(parts: Parts): Day | undefined {
  const { day, month, first, second } = parts;
  if (first === undefined) {
    return { day: Number(day), month: month === undefined ? Number(parts['monthNumber']) : (monthNumber(month) ?? 0) };
  }
  return dayOfStrokes(Number(first), Number(second));
}

/** `undefined`: with strokes, either number may be the month, even where both are the same. */
export function dayOfStrokes(first: number, second: number): Day | undefined {
  if (first <= 12 && second <= 12) return undefined;
  return first > 12 ? { day: first, month: second } : { day: second, month: first };
}

type Clock = { readonly time: string; readonly timeZone?: string };

function clockOf({ hour, minute, zone }: Parts): Clock | undefined {
  if (hour === undefined || minute === undefined) return undefined;
  return { time: `${hour}:${minute}`, ...(zone !== undefined && { timeZone: 'UTC' }) };
}

const TIME =
  /(?:[,\s]{1,3}|\s{0,2}[|@]\s{0,2}|\s(?:at|à|às|a las)\s)(?:(?<hour>\d{1,2})[:h](?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d{1,9})?)?|(?<compact>\d{4})(?=\s?(?:GMT|UTC)\b))(?:\s?(?<half>[ap])\.?m\b\.?)?/iuy;
const ZONE =
  /\s?(?:(?<utc>Z|GMT|UTC)|(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d)|(?<name>[A-Za-z_]+(?:\/[\w+-]+)+))(?![\w:/+-])/iuy;

function timeAt(text: string, index: number): (Clock & { readonly length: number }) | undefined {
  TIME.lastIndex = index;
  const match = TIME.exec(text);
  if (match?.groups === undefined) return undefined;
  const { hour, minute, second, compact, half } = match.groups;
  const hours = compact?.slice(0, 2) ?? hour ?? '';
  const time = [
    half === undefined ? hours.padStart(2, '0') : on24Hours(Number(hours), half),
    compact?.slice(2) ?? minute,
    ...(second === undefined ? [] : [second]),
  ].join(':');
  const zone = zoneAt(text, index + match[0].length);
  return {
    time,
    ...(zone !== undefined && { timeZone: zone.timeZone }),
    length: match[0].length + (zone?.length ?? 0),
  };
}

function on24Hours(hours: number, half: string): string {
  if (hours < 1 || hours > 12) return String(hours);
  return twoDigits((hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0));
}

function zoneAt(text: string, index: number): { readonly timeZone: string; readonly length: number } | undefined {
  ZONE.lastIndex = index;
  const match = ZONE.exec(text);
  if (match?.groups === undefined) return undefined;
  const { utc, sign, hours, minutes, name } = match.groups;
  const timeZone = utc === undefined ? (name ?? `${sign}${hours}:${minutes}`) : 'UTC';
  // A sign-off's `BY/IS` has the form of a zone's name.
  return isTimeZone(timeZone) ? { timeZone, length: match[0].length } : undefined;
}

/** Real days only: 31 June is none. */
export function isCalendarDate(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date);
}

function isTime(time: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(time);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** Arabic copy writes ١٠ يونيو ٢٠٢١, Persian ۱۰. Both sets are one UTF-16 unit a digit, so places stay. */
function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
