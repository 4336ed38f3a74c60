/**
 * The dateline at the head of the first paragraph. It is taken only where that is certain: a sentence may begin with a
 * name, an abbreviation in brackets and a dash as well. The text stays as filed; what is read from it are place, date
 * and agency.
 *
 *     dateline = [agency dash] [place] [date] [agency] [date] [dash]
 */
import type { Filed, PartialDate } from '../story/instant.ts';
import type { Dateline } from '../story/story.ts';
import { isMarkLike, type KnownAgencies } from './agencies.ts';
import { AGENCY_WORD } from './agency-line.ts';
import { countryCode } from './countries.ts';
import { datelineDate } from './dateline-date.ts';
import { isKnownCity } from './known-cities.ts';
import { isSettingOff } from './not-places.ts';
import { isPlaceLike, placeOf } from './place.ts';
import { present } from './present.ts';

export type DatelineReading =
  | {
      readonly kind: 'dateline';
      readonly dateline: Dateline;
      /** A place and a dash: at the head of a text it is a dateline, but a headline may begin so as well. */
      readonly isBare?: true;
      /** Where it says the year as well. */
      readonly filed?: Filed;
      /** What of it cannot be used, and why. */
      readonly fault?: string;
    }
  /** It has the form of one, and could be the beginning of a sentence as well. */
  | { readonly kind: 'doubtful'; readonly text: string }
  | { readonly kind: 'none' };

/** No dateline is longer; nothing beyond is looked at, so that the time does not grow with the paragraph. */
const LENGTH_MAX = 160;

const NONE: DatelineReading = { kind: 'none' };

export function readDateline(paragraph: string, known: KnownAgencies): DatelineReading {
  const start = /^\s{0,20}(?:[*•·]\s{0,3})?/u.exec(paragraph)?.[0].length ?? 0;
  const head = paragraph.slice(start, start + LENGTH_MAX);
  let doubtful = NONE;
  for (const read of [agencyFirst, agencyInBrackets, withoutBrackets]) {
    const reading = read(head, known);
    if (reading.kind === 'dateline') return reading;
    if (reading.kind === 'doubtful' && doubtful.kind === 'none') doubtful = reading;
  }
  return doubtful;
}

/** A dateline that is known to be one, from the front matter: read as far as it can be. */
export function datelineFrom(text: string, known: KnownAgencies): Dateline {
  const reading = readDateline(text, known);
  if (reading.kind === 'dateline') return reading.dateline;
  const [, before = text, agency] = /^([^(]*)\(([^()]*)\)/u.exec(text) ?? [];
  const { place } = whereAndWhen(before.replace(/\s{0,5}(?:--|[-‐-―−_:])\s{0,5}$/u, ''));
  return {
    text,
    ...(isPlaceLike(place) && { place: placeOf(place) }),
    ...(agency !== undefined && isMarkLike(agency) && { agency }),
  };
}

const DASH = /^\s{0,3}(?:\.\s?[-‐-―−]{1,2}|[-‐-―−]{1,2}|[_:=])/u;

/** `(ANSA) - ROMA, 1 LUG - ...`, `/ANSA/ - ROMA -`, `AGI - Roma, 12 mar. -` */
function agencyFirst(head: string, known: KnownAgencies): DatelineReading {
  const match =
    /^(?:\(([^()]{2,40})\)|\/([^/]{2,20})\/|(\p{Lu}{2,12}))\s{0,3}[-‐-―−]{1,2}\s{1,3}(\P{Ll}[^()]{1,80}?)\s{0,3}(?:--|\s-|[–—])(?=\s|$)/u.exec(
      head,
    );
  const agency = match?.slice(1, 4).find((mark) => mark !== undefined) ?? '';
  const { place, dated, ...when } = whereAndWhen(match?.[4] ?? '');
  if (match === null || !known.isMark(agency) || !isPlaceLike(place)) return NONE;
  const sure = dated || isInCapitals(place) || hasCountry(place) || isKnownCity(place);
  return sure ? found(match[0], { place, agency, ...when }) : NONE;
}

/** `Tripoli, Libya (PANA) -`, `Dakar, 16 fév (APS) –`, `Tripoli 7 Janvier 2022 /LANA/ -`, `Dar es Salaam, Tanzania | Xinhua |` */
function agencyInBrackets(head: string, known: KnownAgencies): DatelineReading {
  let doubtful = NONE;
  for (const mark of marksIn(head)) {
    const reading = withMark(head, mark, known);
    if (reading.kind === 'dateline') return reading;
    if (reading.kind === 'doubtful' && doubtful.kind === 'none') doubtful = reading;
  }
  return doubtful;
}

function withMark(head: string, mark: Mark, known: KnownAgencies): DatelineReading {
  const after = whenAfter(head.slice(mark.end));
  const end = mark.end + after.length;
  const dash = DASH.exec(head.slice(end)) ?? (mark.isStroke ? /^\s?\./u.exec(head.slice(end)) : null);
  const text = head.slice(0, end + (dash?.[0].length ?? 0)).trim();
  const story = head.slice(end + (dash?.[0].length ?? 0)).trimStart();
  const isKnown = known.isMark(mark.agency);
  const { place, ...when } = whereAndWhen(head.slice(0, mark.index));
  const { agency } = mark;
  const dated = when.dated || after.dated;
  const parts = { place, agency, ...(when.dated || !after.dated ? when : after) };
  const beginsAnew = !/^\p{Ll}/u.test(story);
  // `Jan 30 (Reuters) -`, `(Reuters) -`
  if (place === '') return isKnown && (dated || (dash !== null && beginsAnew)) ? found(text, parts) : NONE;
  if (!isPlaceLike(place) || AGENCY_WORD.test(place)) return NONE;
  const located = dated || hasCountry(place);
  if (!located && isAbbreviation(agency, place)) return NONE;
  // Without a dash all else must agree; with one, date or country is enough, and so is an agency that we know.
  if (dash === null && !(beginsAnew && isKnown)) return NONE;
  if (located || (isKnown && beginsAnew && isShort(place))) return found(text, parts);
  if (beginsAnew && isKnownCity(place) && dash !== null) return found(text, parts);
  return { kind: 'doubtful', text };
}

/** Blanks on both sides, or on the right alone: `Tripoli, 10 June- The`, `New York, SANA-The`. */
const BARE_DASH = /(?:\s{1,3}|(?<=[\p{L}\d.,]))(?:\.?[-‐-―−]{1,2}|_|(?<=\d):)(?=\s|$|(?<=[\p{L}\d.]-)\p{Lu})/gu;
const DASHES_LOOKED_AT = 3;

/** `SALVADOR, Feb 26 -`, `Accra, Jan. 26, GNA -`, `Tripoli, 21.04.2019 - Lana -`, `Tripoli, Libya -`, `ALGER -` */
function withoutBrackets(head: string, known: KnownAgencies): DatelineReading {
  let doubtful = NONE;
  for (const dash of [...head.matchAll(BARE_DASH)].slice(0, DASHES_LOOKED_AT)) {
    const reading = beforeDash(head, dash.index, dash.index + dash[0].length, known);
    if (reading.kind === 'dateline') return reading;
    if (reading.kind === 'doubtful' && doubtful.kind === 'none') doubtful = reading;
  }
  return doubtful.kind === 'none' ? withoutDash(head, known) : doubtful;
}

function beforeDash(head: string, index: number, end: number, known: KnownAgencies): DatelineReading {
  const before = head.slice(0, index);
  // `TIZI-OUZOU` has a hyphen of its own; only an agency's mark is glued to the text by one: `SANA-The`.
  const isGlued = /^[^\s\d.]-\p{L}/u.test(head.slice(end - 2));
  const last = /[,،.\s]\s{0,3}([^,،.\s/]{2,15})[,.]?$/u.exec(before.trimEnd());
  const own = last !== null && known.isMark(last[1] ?? '') ? last : null;
  const between = /^\s{1,3}(\S{2,15})\s{0,3}(?:--|[-‐-―−])(?=\s|$|\p{Lu})/u.exec(head.slice(end));
  const betweenMark = own === null && between !== null && known.isMark(between[1] ?? '') ? between : null;
  const agency = own?.[1] ?? betweenMark?.[1];
  const { place, ...when } = whereAndWhen(own === null ? before : before.slice(0, own.index));
  if (!isPlaceLike(place) || (isGlued && own === null)) return NONE;
  const text = head.slice(0, end + (betweenMark?.[0].length ?? 0));
  const story = head.slice(text.length).trimStart();
  const parts = { place, agency, ...when };
  const beginsAnew = !/^\p{Ll}/u.test(story);
  if (when.dated || (beginsAnew && (agency !== undefined || hasCountry(place)))) return found(text, parts);
  if (when.dateLike !== undefined && beginsAnew) {
    return { ...found(text, parts), fault: `the dateline's date "${when.dateLike}" cannot be read` };
  }
  if (!beginsAnew || story === '' || /[()|]/u.test(before)) return NONE;
  if (isKnownCity(place) || countryCode(place) !== undefined || isSettingOff(place, story)) {
    return { ...found(text, parts), isBare: true };
  }
  return NONE;
}

/** A paragraph that is a dateline alone, and the Ethiopian agency's `Addis Ababa January 23/2019 The ...`. */
function withoutDash(head: string, known: KnownAgencies): DatelineReading {
  const whole = head.trim();
  const alone = whereAndWhen(whole);
  if (alone.dated && isPlaceLike(alone.place) && head.length < LENGTH_MAX) return found(whole, alone);
  for (const { index } of [...head.matchAll(/(?<=\d\d)[,.]?\s{1,2}(?=["“«]?\p{Lu})/gu)].slice(0, 2)) {
    const text = head.slice(0, index);
    const { place, ...when } = whereAndWhen(text);
    if (when.date?.length === FULL_DATE && isKnownCity(placeOf(place).name)) return found(text, { place, ...when });
  }
  const glued = /^([^,،]{2,60})[,،]\s?(\p{Lu}{3,10})\s{1,3}(?=["“«]?\p{Lu}\p{Ll})/u.exec(head);
  if (glued === null || !known.isMark(glued[2] ?? '') || !isPlaceLike(glued[1] ?? '')) return NONE;
  return isKnownCity(glued[1] ?? '') ? found(glued[0], { place: glued[1] ?? '', agency: glued[2] }) : NONE;
}

const FULL_DATE = '2021-06-10'.length;

type Parts = {
  readonly place: string;
  readonly agency?: string | undefined;
  readonly date?: PartialDate | undefined;
  readonly filed?: Filed | undefined;
  readonly fault?: string | undefined;
};

function found(text: string, { place, agency, date, filed, fault }: Parts): DatelineReading & { kind: 'dateline' } {
  return {
    kind: 'dateline',
    dateline: { text: text.trim(), ...present({ place: place === '' ? undefined : placeOf(place), date, agency }) },
    ...present({ filed, fault }),
  };
}

type Mark = { readonly agency: string; readonly index: number; readonly end: number; readonly isStroke: boolean };

const MARKS =
  /\(([^()]{1,40})\)|\[([^[\]]{2,30})\]|(?<=[\s.,])\/\s?([^/]{2,20}?)\s?\/|\|\s{0,3}([^|]{2,20}?)\s{0,3}\|/gu;
const MARKS_LOOKED_AT = 3;

/** The marks in brackets, strokes or bars; `Congo (DRC)` is a country and has none. */
function marksIn(head: string): readonly Mark[] {
  return [...head.matchAll(MARKS)].slice(0, MARKS_LOOKED_AT).flatMap((match) => {
    const agency = (match.slice(1).find((mark) => mark !== undefined) ?? '').trim();
    const country = `${head.slice(0, match.index).split(/[,،]/u).at(-1)}(${agency})`;
    if (countryCode(agency) !== undefined || countryCode(country) !== undefined || !isMarkLike(agency)) return [];
    return [{ agency, index: match.index, end: match.index + match[0].length, isStroke: match[0].startsWith('/') }];
  });
}

type When = {
  /** A date stands there, whether it can be read or not. */
  readonly dated: boolean;
  readonly date?: PartialDate;
  readonly filed?: Filed;
  readonly fault?: string;
  /** A word and a number where a date should be: `Narch 2`. */
  readonly dateLike?: string;
};

function whereAndWhen(before: string): When & { readonly place: string } {
  const text = withoutTail(before);
  const when = datelineDate(text);
  return when === undefined ? { place: text, dated: false } : { ...when, place: withoutTail(when.before) };
}

/** A date that follows the agency: `Tripoli (PANA), 10 June 2021 -`. */
function whenAfter(after: string): When & { readonly length: number } {
  const [written = ''] = /^[\s,]{1,3}[^-–—(]{3,30}?(?=\s{0,3}[-‐-―−])/u.exec(after) ?? [];
  const when = written === '' ? undefined : datelineDate(written.trim().replace(/^,\s?/u, ''));
  return when?.before.trim() === '' && when.dated ? { ...when, length: written.length } : { dated: false, length: 0 };
}

function withoutTail(text: string): string {
  return text.trim().replace(/[\s,،.-]{1,8}$/u, (tail) => (/^\.[,،\s-]*$/u.test(tail) ? '.' : ''));
}

function hasCountry(place: string): boolean {
  const { name, country, region } = placeOf(place);
  return region !== undefined || (country !== undefined && country.name !== name);
}

const WORDS_OF_A_CITY = 4;

function isShort(place: string): boolean {
  return place.split(/\s+/u).length <= WORDS_OF_A_CITY || isInCapitals(place);
}

function isInCapitals(place: string): boolean {
  return /\p{Lu}/u.test(place) && !/\p{Ll}/u.test(place);
}

/** `ABC` after `African Banking Corporation`: the sentence explains an abbreviation. */
function isAbbreviation(mark: string, words: string): boolean {
  const initials = words
    .split(/[\s'’-]+/u)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  let at = 0;
  for (const letter of mark.replace(/[^\p{L}]/gu, '').toUpperCase()) {
    at = initials.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
