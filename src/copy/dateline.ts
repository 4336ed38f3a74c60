/**
 * The dateline at the head of the first paragraph. It is taken only where that is certain: a sentence may begin with a
 * name, an abbreviation in brackets and a dash as well. The text stays as filed; what is read from it are place and
 * agency.
 */
import type { Dateline } from '../story/story.ts';
import { isMarkLike, type KnownAgencies } from './agencies.ts';
import { AGENCY_WORD } from './agency-line.ts';
import { countryCode } from './countries.ts';
import { findDate } from './dates.ts';
import { isPlaceLike, placeOf } from './place.ts';

export type DatelineReading =
  | { readonly kind: 'dateline'; readonly dateline: Dateline }
  /** It has the form of one, and could be the beginning of a sentence as well. */
  | { readonly kind: 'doubtful'; readonly text: string }
  | { readonly kind: 'none' };

/** No dateline is longer; nothing beyond is looked at, so that the time does not grow with the paragraph. */
const LENGTH_MAX = 160;

const NONE: DatelineReading = { kind: 'none' };

export function readDateline(paragraph: string, known: KnownAgencies): DatelineReading {
  const head = paragraph.trimStart().slice(0, LENGTH_MAX);
  const readings = [agencyFirst(head, known), agencyInBrackets(head, known), withoutBrackets(head, known)];
  return readings.find(({ kind }) => kind === 'dateline') ?? readings.find(({ kind }) => kind === 'doubtful') ?? NONE;
}

/** A dateline that is known to be one, from the front matter: read as far as it can be. */
export function datelineFrom(text: string, known: KnownAgencies): Dateline {
  const reading = readDateline(text, known);
  if (reading.kind === 'dateline') return reading.dateline;
  const [, before = text, agency] = /^([^(]*)\(([^()]*)\)/u.exec(text) ?? [];
  const { place } = whereAndWhen(before.replace(/\s*(?:--|[-–—_:])\s*$/u, ''));
  return {
    text,
    ...(isPlaceLike(place) && { place: placeOf(place) }),
    ...(agency !== undefined && isMarkLike(agency) && { agency }),
  };
}

const DASH = /^\s{0,3}(?:\.\s?[-–—]{1,2}|--|[-–—_:])/u;

/** `(ANSA) - ROMA, 1 LUG - ...` */
function agencyFirst(head: string, known: KnownAgencies): DatelineReading {
  const match = /^\(([^()]{2,40})\)\s{0,3}(?:--|[-–—])\s{1,3}(\P{Ll}[^()]{1,80}?)\s{0,3}(?:--|\s-|[–—])(?=\s|$)/u.exec(
    head,
  );
  const [text = '', agency = '', before = ''] = match ?? [];
  const { place, dated } = whereAndWhen(before);
  if (!known.isMark(agency) || !isPlaceLike(place)) return NONE;
  const sure = dated || place === place.toUpperCase() || hasCountry(place);
  return sure ? found(text, place, agency) : NONE;
}

/** `Tripoli, Libya (PANA) -`, `Dakar, 16 fév (APS) –`, `Tripoli 7 Janvier 2022 /LANA/ -`, `Dar es Salaam, Tanzania | Xinhua |` */
function agencyInBrackets(head: string, known: KnownAgencies): DatelineReading {
  const mark = markIn(head);
  if (mark === undefined) return NONE;
  const { place, dated } = whereAndWhen(head.slice(0, mark.index));
  const dash = DASH.exec(head.slice(mark.end));
  const text = head.slice(0, mark.end + (dash?.[0].length ?? 0)).trim();
  const story = head.slice(mark.end + (dash?.[0].length ?? 0)).trimStart();
  const isKnown = known.isMark(mark.agency);
  if (place === '') return dated && isKnown ? found(text, place, mark.agency) : NONE;
  if (!isPlaceLike(place) || AGENCY_WORD.test(place)) return NONE;
  const located = dated || hasCountry(place);
  if (!located && isAbbreviation(mark.agency, place)) return NONE;
  const beginsAnew = !/^\p{Ll}/u.test(story);
  // Without a dash all else must agree; with one, date or country is enough, and so is an agency that we know.
  if (dash === null && !(beginsAnew && isKnown)) return NONE;
  if (located || (isKnown && beginsAnew && isShort(place))) return found(text, place, mark.agency);
  return { kind: 'doubtful', text };
}

/** `SALVADOR, Feb 26 -`, `Accra, Jan. 26, GNA -`, `Tripoli, 21.04.2019 - Lana -`, `Tripoli, Libya -` */
function withoutBrackets(head: string, known: KnownAgencies): DatelineReading {
  const [first, before = ''] = /^([^()|]{2,90}?)\s{1,3}(?:--|[-–—_])(?=\s|$)/u.exec(head) ?? [];
  if (first === undefined) return NONE;
  const [second, between = ''] = /^\s{1,3}(\S{2,15})\s{1,3}(?:--|[-–—])(?=\s|$)/u.exec(head.slice(first.length)) ?? [];
  const [tail = '', last = ''] = /[,،]\s{0,3}([^,،]+)$/u.exec(before) ?? [];
  const agency = [between, last].find((word) => known.isMark(word));
  const { place, dated } = whereAndWhen(agency === last ? before.slice(0, before.length - tail.length) : before);
  if (!isPlaceLike(place)) return NONE;
  const text = agency !== undefined && agency === between ? first + second : first;
  const beginsAnew = !/^\s*\p{Ll}/u.test(head.slice(text.length));
  const sure = dated || (beginsAnew && (agency !== undefined || hasCountry(place)));
  return sure ? found(text, place, agency) : NONE;
}

function found(text: string, place: string, agency: string | undefined): DatelineReading {
  return {
    kind: 'dateline',
    dateline: { text, ...(place !== '' && { place: placeOf(place) }), ...(agency !== undefined && { agency }) },
  };
}

type Mark = { readonly agency: string; readonly index: number; readonly end: number };

const MARKS = /\(([^()]{1,40})\)|(?<=\s)\/([^\s/]{2,20})\/|\|\s{0,3}([^|]{2,20}?)\s{0,3}\|/gu;

/** The first mark in brackets, strokes or bars; `Congo (DRC)` is a country and has none. */
function markIn(head: string): Mark | undefined {
  for (const match of head.matchAll(MARKS)) {
    const agency = (match[1] ?? match[2] ?? match[3] ?? '').trim();
    const country = `${head.slice(0, match.index).split(/[,،]/u).at(-1)}(${agency})`;
    if (countryCode(agency) !== undefined || countryCode(country) !== undefined) continue;
    return isMarkLike(agency) ? { agency, index: match.index, end: match.index + match[0].length } : undefined;
  }
  return undefined;
}

function whereAndWhen(before: string): { readonly place: string; readonly dated: boolean } {
  const text = withoutTail(before);
  const date = findDate(text);
  const dated = date !== undefined && date.end === text.length;
  return { place: dated ? withoutTail(text.slice(0, date.index)) : text, dated };
}

function withoutTail(text: string): string {
  return text.trim().replace(/[\s,،-]{1,8}$/u, '');
}

function hasCountry(place: string): boolean {
  const { name, country } = placeOf(place);
  return country !== undefined && country.name !== name;
}

const WORDS_OF_A_CITY = 4;

function isShort(place: string): boolean {
  return place.split(/\s+/u).length <= WORDS_OF_A_CITY;
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
