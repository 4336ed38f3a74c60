/** The forms that the values of front matter have. All arrive as text; each knows how to say what it should have been. */
import { z } from 'zod';

import type { Filed } from '../story/instant.ts';
import { canonicalLanguage, LANGUAGE_RULE } from '../story/language.ts';
import type { Country, Place, Rights, Subject } from '../story/story.ts';
import { parseSubject, SUBJECT_RULE } from '../story/subject.ts';
import { isTimeZone } from '../story/time-zone.ts';
import { countryCode, isCountryCode } from './countries.ts';
import { findDate, isCalendarDate } from './dates.ts';
import { readEmbargo } from './embargo.ts';
import { quoted } from './finding.ts';
import { readMoment } from './moment.ts';
import { placeOf } from './place.ts';
import { present } from './present.ts';

/** One line, however many it has in the file. */
export const line: z.ZodType<string> = z
  .string('must be a text')
  .transform((text) => text.trim().replace(/\s+/gu, ' '));
/** Several lines, where the file has them. */
export const lines: z.ZodType<string> = z.string('must be a text').transform((text) => text.trim());

/** One, or a list. A comma is no separator here. */
export const subheadlines: z.ZodType<string[]> = z
  .preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(line, 'must be a text or a list of texts'),
  )
  .transform((list) => list.filter((text) => text !== ''));

/**
 * A field left blank, as in a form that is not filled in, is not given. So it is with what describes a story, and never with
 * what orders something of it, or holds it with another: what was begun and not finished is told, and not passed over.
 */
export function optional<Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> {
  return z.preprocess((value) => (isBlank(value) ? undefined : value), schema.optional()).optional();
}

function notBlank(text: z.ZodType<string>, message: string): z.ZodType<string> {
  return text.refine((written) => written !== '', message);
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** A list, or one text with commas between its parts. */
function listOf<Part>(part: z.ZodType<Part>, message: string): z.ZodType<Part[]> {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(/[,;،]/u).map((text) => text.trim()) : value),
    z.array(part, message),
  );
}

export const language: z.ZodType<string> = line.transform((tag, context) => {
  const canonical = canonicalLanguage(tag);
  if (canonical !== undefined) return canonical;
  context.addIssue(`${quoted(tag)} ${LANGUAGE_RULE}`);
  return z.NEVER;
});

export const urgency: z.ZodType<number> = line
  .refine((text) => /^[1-9]$/.test(text), 'must be a number from 1 (flash) to 9')
  .transform((text) => Number(text));

const subject = line.transform((code, context): Subject => {
  const found = parseSubject(code);
  if (found !== undefined) return found;
  context.addIssue(SUBJECT_RULE);
  return z.NEVER;
});

export const codes: z.ZodType<Subject[]> = listOf(subject, 'must be a list such as [medtop:16000000, subj:16000000]');

/** Each word once, in whichever case it came first. */
export const words: z.ZodType<string[]> = listOf(line, 'must be a list such as [Libya, migration]').transform((list) =>
  [
    ...new Map(
      list
        .filter((word) => word !== '')
        .map((word) => [word.toLowerCase(), word] as const)
        .toReversed(),
    ).values(),
  ].toReversed(),
);

const country = line.transform((name, context): Country => {
  const code = isCountryCode(name) ? name : countryCode(name);
  if (code !== undefined) return { code, name };
  context.addIssue(
    `${quoted(name)} is no country known here: write its name in English or its code (ISO 3166), such as LY`,
  );
  return z.NEVER;
});

export const place: z.ZodType<Place> = z
  .preprocess(
    (value) => (typeof value === 'string' ? splitPlace(value) : value),
    z.strictObject({ name: line.refine((name) => name !== '', 'must not be empty'), country: optional(country) }),
  )
  .transform(({ name, country: found }) => ({ name, ...(found !== undefined && { country: found }) }));

/** A text alone is the usage terms: what desks say of one story is who may use it and when. */
export const rights: z.ZodType<Partial<Rights>> = z
  .preprocess(
    (value) => (typeof value === 'string' ? { usageTerms: value } : value),
    z.strictObject({ holder: optional(line), notice: optional(lines), usageTerms: optional(lines) }),
  )
  .transform((given) => present(given));

const ID_LENGTH_MAX = 100;

export const id: z.ZodType<string> = line
  .refine((text) => text.length <= ID_LENGTH_MAX, `must not be longer than ${ID_LENGTH_MAX} characters`)
  .refine(isId, 'must be small letters, digits and hyphens (libya-britain-terrorism), or a whole urn:newsml:...');

export const date: z.ZodType<Filed> = line.transform((text, context): Filed => {
  const found = findDate(text);
  if (found?.filed !== undefined && found.index === 0 && found.end === text.length) return found.filed;
  context.addIssue(`${found?.fault ?? `${quoted(text)} is not a day that can be read`}; write it as 2026-01-31`);
  return z.NEVER;
});

export const time: z.ZodType<string> = line.transform((text, context): string => {
  // Read as the time of any day: one reader for all times.
  const found = findDate(`2000-01-01 ${text}`);
  if (found?.filed?.time !== undefined && found.filed.timeZone === undefined && found.end === text.length + 11) {
    return found.filed.time;
  }
  context.addIssue(`${quoted(text)} must be a time of day such as 14:05`);
  return z.NEVER;
});

export const timeZone: z.ZodType<string> = line
  .transform((name) => (/^(?:z|gmt)$/iu.test(name) ? 'UTC' : name))
  .refine(isTimeZone, 'must be a time zone such as Africa/Dakar, UTC or +01:00');

/** Said by an editor of a text that has a line which looks like an embargo and is none. */
export const NO_EMBARGO = 'none';

/** Never blank: an embargo that was begun and not finished holds the story. */
export const embargo: z.ZodType<string> = line.transform((text, context): string => {
  if (text === NO_EMBARGO) return NO_EMBARGO;
  const reading = readEmbargo(text);
  if (reading.ok) return reading.embargo;
  context.addIssue(reading.held);
  return z.NEVER;
});

/** Date, time and zone. */
export const expiry: z.ZodType<string> = notBlank(
  line,
  'must say when the story leaves the feeds, as in 2026-11-24T18:00:00+01:00; take the line out where it stays',
).transform((text, context): string => {
  const reading = readMoment(text);
  if (reading.ok) return reading.instant;
  context.addIssue(reading.fault);
  return z.NEVER;
});

/** Why a story is killed. */
export const reason: z.ZodType<string> = notBlank(lines, 'must say why; take the line out where the story stays');

export const correctionNote: z.ZodType<string> = notBlank(
  lines,
  'must say what was wrong; take the line out where nothing was',
);

/** Of a translation: its embargo is its story's. */
export const original: z.ZodType<string> = notBlank(
  line,
  'must name the story that this is a translation of, by its slug, file or guid; take the line out where it is none',
);

/** `yes`, or why. */
export const hold: z.ZodType<{ reason?: string } | undefined> = lines.transform((text) => {
  if (/^(?:no|false|none)$/iu.test(text)) return undefined;
  return text === '' || /^(?:yes|true)$/iu.test(text) ? {} : { reason: text };
});

function splitPlace(text: string): { readonly name: string; readonly country?: string } {
  const { name, country: found } = placeOf(text);
  return { name, ...(found !== undefined && { country: found.name }) };
}

/** The local part of a guid, or a NewsML URN (RFC 3085 §2): provider, date and item. */
function isId(text: string): boolean {
  const urn = /^urn:newsml:[A-Za-z0-9.-]+:(\d{4})(\d\d)(\d\d):[A-Za-z0-9._~-]+$/.exec(text);
  if (urn !== null) return isCalendarDate(urn.slice(1).join('-'));
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}
