/**
 * Points in time as every document writes them: UTC, whole seconds, `Z`.
 * Superdesk refuses milliseconds and offsets in ninjs and misreads them in NewsML-G2, so no other form exists here.
 */

import { remembered } from './remembered.ts';

/** `2021-06-10T00:00:00Z`. Strings of this form sort as the instants do. */
export type Instant = string;

/** `2021-06-10`, a day in some time zone. */
export type CalendarDate = string;

/** A day, or a day without its year as XML Schema writes it (gMonthDay): `2021-06-10`, `--06-10`. */
export type PartialDate = string;

/** When the copy says it was filed; without `time` the day alone is known, without `timeZone` it is the desk's. */
export type Filed = {
  readonly date: CalendarDate;
  /** `14:05` or `14:05:30`. */
  readonly time?: string;
  /** IANA name or offset such as `+01:00`. */
  readonly timeZone?: string;
};

export function toInstant(date: Date): Instant {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function calendarDateIn(instant: Date, timeZone: string): CalendarDate {
  return wallClock(instant, timeZone).slice(0, 10);
}

/**
 * The instant of a wall-clock time; midnight where only the day is known. A time that a change of the clocks skips
 * becomes the same reading on the old offset, one that occurs twice the earlier one (as RFC 5545 §3.3.5 has it).
 */
export function instantOf(filed: Filed, deskTimeZone: string): Instant {
  const { instants, onOldOffset } = instantsShown(shownAs(filed, deskTimeZone));
  return instants[0] ?? onOldOffset;
}

/** Every instant at which the clocks show that: none in an hour that they skip, two in one that they repeat. */
export function instantsOf(filed: Filed, deskTimeZone: string): readonly Instant[] {
  return instantsShown(shownAs(filed, deskTimeZone)).instants;
}

/** `2021-06-10T14:05 Africa/Dakar`. */
function shownAs({ date, time = '00:00', timeZone }: Filed, deskTimeZone: string): string {
  return `${date}T${time} ${timeZone ?? deskTimeZone}`;
}

/** Each document of a story asks for the same. `onOldOffset`: as if the clocks had not been changed that day. */
const instantsShown = remembered((shown) => {
  const [wallTime = '', timeZone = ''] = shown.split(' ');
  const reading = Date.parse(`${wallTime}Z`);
  if (Number.isNaN(reading)) throw new RangeError(`not a date and time: ${wallTime.replace('T', ' ')}`);
  const onOffsetOf = (day: number): number => reading - offsetMs(new Date(day), timeZone);
  const [dayBefore, dayAfter] = [onOffsetOf(reading - DAY_MS), onOffsetOf(reading + DAY_MS)];
  const instants = [...new Set([dayBefore, dayAfter])]
    .filter((candidate) => candidate + offsetMs(new Date(candidate), timeZone) === reading)
    .sort((a, b) => a - b)
    .map((candidate) => toInstant(new Date(candidate)));
  return { instants, onOldOffset: toInstant(new Date(dayBefore)) };
});

const DAY_MS = 24 * 60 * 60 * 1000;

function offsetMs(instant: Date, timeZone: string): number {
  const wholeSeconds = Math.floor(instant.getTime() / 1000) * 1000;
  return Date.parse(`${wallClock(instant, timeZone)}Z`) - wholeSeconds;
}

/** `2021-06-10T14:05:30` as the clocks of that zone read. */
function wallClock(instant: Date, timeZone: string): string {
  return read(`${instant.toISOString()} ${timeZone}`);
}

/** The same stories stand in one list after the other. */
const read = remembered((shown) => {
  const [instant = '', timeZone = ''] = shown.split(' ');
  return wallClockOf(timeZone).format(new Date(instant)).replace(' ', 'T');
});

/** The Swedish locale writes ISO 8601 with a blank for the T. */
const wallClockOf = remembered(
  (timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
);
