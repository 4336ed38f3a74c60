/** Values that every item standard writes alike. */
import { type Filed, type Instant, toInstant } from '../../story/instant.ts';
import { canonicalLanguage } from '../../story/language.ts';
import type { PubStatus, Subject } from '../../story/story.ts';
import { isCalendarDate } from '../dates.ts';
import { type Finding, quoted } from '../finding.ts';

const DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(?:([Zz])|([+-]\d\d):?(\d\d))$/;

/** A date and time with its zone (xs:dateTime; RFC 3339), also with the offset's colon left out. */
export function readInstant(text: string, rounding: 'down' | 'up' = 'down'): Instant | undefined {
  const [, day = '', minutes = '', seconds = '00', fraction, zulu, hours, rest] = DATE_TIME.exec(text.trim()) ?? [];
  if (!isCalendarDate(day)) return undefined;
  const offset = zulu === undefined ? `${hours}:${rest}` : 'Z';
  const time = Date.parse(`${day}T${minutes}:${seconds}${offset}`);
  if (Number.isNaN(time)) return undefined;
  const isPast = rounding === 'up' && fraction !== undefined && /[1-9]/.test(fraction);
  return toInstant(new Date(time + (isPast ? 1000 : 0)));
}

/** `en_GB` is not BCP 47, and sure all the same. */
export function readLanguage(tag: string): string | undefined {
  return canonicalLanguage(tag.trim().replaceAll('_', '-'));
}

const STATUSES: Readonly<Record<string, PubStatus>> = {
  usable: 'usable',
  withheld: 'withheld',
  canceled: 'canceled',
  // As it is spelt elsewhere.
  cancelled: 'canceled',
};

export function readPubStatus(text: string): PubStatus | undefined {
  const name = text.trim().toLowerCase();
  return Object.hasOwn(STATUSES, name) ? STATUSES[name] : undefined;
}

/** A whole number, as XML and JSON write it. */
export function readCount(text: string): number | undefined {
  const count = /^\s{0,9}\d{1,9}\s{0,9}$/.test(text) ? Number(text) : 0;
  return count > 0 ? count : undefined;
}

/** IPTC's own subjects, each once. */
export function subjectsOf(codes: readonly { readonly scheme: string; readonly code: string }[]): Subject[] {
  const found = codes.flatMap(({ scheme, code }): Subject[] => {
    const isSubject = (scheme === 'medtop' || scheme === 'subj') && /^\d{8}$/.test(code);
    return isSubject ? [{ scheme, code }] : [];
  });
  return [...new Map(found.map((subject) => [`${subject.scheme}:${subject.code}`, subject])).values()];
}

/** Where a value stands, and how its standard calls it. */
export type Field = { readonly name: string; readonly line: number; readonly column: number };

/** Of an embargo a fraction of a second is not cut off, and what cannot be read is no reason to publish. */
export function readEmbargoed(
  written: string,
  { name, line, column }: Field,
  findings: Finding[],
): Instant | undefined {
  const instant = readInstant(written, 'up');
  if (instant !== undefined) return instant;
  const reason =
    written === ''
      ? 'is empty: under embargo, and nobody says until when'
      : `says ${quoted(written)}, which is not a date and time with its zone`;
  const message = `held: ${name} ${reason}. Have it sent as 2026-11-24T18:00:00+01:00, or without the field`;
  findings.push({ severity: 'error', line, column, message });
  return undefined;
}

export function readDate(written: string, { name, line, column }: Field, findings: Finding[]): Instant | undefined {
  const instant = readInstant(written);
  if (instant === undefined) {
    const message = `${name} is not used: ${quoted(written)} is not a date and time with its zone`;
    findings.push({ severity: 'warning', line, column, message });
  }
  return instant;
}

/** A day, or a date and time with its zone, in the clocks of that zone. */
export function readFiled(written: string, field: Field, findings: Finding[]): Filed | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(written) && isCalendarDate(written)) return { date: written };
  if (readDate(written, field, findings) === undefined) return undefined;
  const [, date = '', minutes = '', seconds = '00', , zulu, hours, rest] = DATE_TIME.exec(written) ?? [];
  return { date, time: `${minutes}:${seconds}`, timeZone: zulu === undefined ? `${hours}:${rest}` : 'UTC' };
}

export function readUrgency(
  written: string,
  { line, column }: Omit<Field, 'name'>,
  findings: Finding[],
): number | undefined {
  if (/^[1-9]$/.test(written)) return Number(written);
  const message = `urgency is not used: ${quoted(written)} is not a number from 1 (flash) to 9`;
  findings.push({ severity: 'warning', line, column, message });
  return undefined;
}
