/** The last line of a transmission, which says when it was sent. */
import type { Filed } from '../story/instant.ts';
import type { SignOff } from '../story/story.ts';
import { isCalendarDate } from './dates.ts';

export type Trailer = {
  readonly filed: Filed;
  readonly agency: Pick<SignOff, 'agency' | 'initials'>;
};

/** The AP's, month first: `AP-WF-11-13-13 1509GMT<`, `AP-NY-06-10-21 0915EDT`. */
const ASSOCIATED_PRESS =
  /^(?<agency>AP)[A-Z]{0,3}(?:-[A-Z]{2,3})?-(?<month>\d\d)-(?<day>\d\d)-(?<year>\d\d)\s(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)(?<zone>[A-Z]{2,4})<?$/u;

/** American clocks, in summer and winter. */
const OFFSETS: Readonly<Record<string, string>> = {
  GMT: 'UTC',
  UTC: 'UTC',
  EDT: '-04:00',
  EST: '-05:00',
  CDT: '-05:00',
  CST: '-06:00',
  MDT: '-06:00',
  MST: '-07:00',
  PDT: '-07:00',
  PST: '-08:00',
};

export function readTrailer(line: string): Trailer | undefined {
  const groups = ASSOCIATED_PRESS.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { agency = '', month, day, year, hour, minute, zone = '' } = groups;
  const date = `${Number(year) < FIRST_YEAR_OF_1900S ? '20' : '19'}${year}-${month}-${day}`;
  const timeZone = OFFSETS[zone];
  if (!isCalendarDate(date)) return undefined;
  return {
    filed: { date, ...(timeZone !== undefined && { time: `${hour}:${minute}`, timeZone }) },
    agency: { agency, initials: [] },
  };
}

const FIRST_YEAR_OF_1900S = 70;
