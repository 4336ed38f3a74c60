/**
 * The dateline at the head of the first paragraph. It is taken only where that is certain: a sentence may begin with a
 * name, an abbreviation in brackets and a dash as well. The text stays as filed; what is read from it are place, date
 * and agency.
 *
 *     dateline = [agency dash] [place] [date] [agency] [date] [dash]
 */
import { remembered } from '../story/remembered.ts';
import type { Dateline } from '../story/story.ts';
import { isMarkLike, type KnownAgencies } from './agencies.ts';
import { withoutBrackets, withoutDash } from './dateline-bare.ts';
import { agencyInBrackets } from './dateline-marked.ts';
import {
  type DatelineReading,
  found,
  type FoundDateline,
  hasCountry,
  isInCapitals,
  NONE,
  whereAndWhen,
} from './dateline-parts.ts';
import { isKnownCity } from './known-cities.ts';
import { isPlaceLike, placeOf } from './place.ts';

export type { DatelineReading } from './dateline-parts.ts';

/** No dateline is longer; nothing beyond is looked at, so that the time does not grow with the paragraph. */
const LENGTH_MAX = 160;

/** Blanks and a bullet before it. */
const BEFORE = /^\s{0,20}(?:[*•·]\s{0,3})?/u;
const BEFORE_MAX = 24;

/** Whoever looks for the end of the head reads the same lines again and again. */
const readings = new WeakMap<KnownAgencies, (head: string) => DatelineReading>();

export function readDateline(paragraph: string, known: KnownAgencies): DatelineReading {
  const read = readings.get(known) ?? remembered((head) => readHead(head, known));
  readings.set(known, read);
  return read(paragraph.slice(0, BEFORE_MAX + LENGTH_MAX));
}

function readHead(text: string, known: KnownAgencies): DatelineReading {
  const start = BEFORE.exec(text)?.[0].length ?? 0;
  const head = text.slice(start, start + LENGTH_MAX);
  let lesser = NONE;
  for (const read of [agencyFirst, agencyInBrackets, withoutBrackets]) {
    const reading = read(head, known);
    if (reading.kind === 'dateline' && !isAgencyAlone(reading)) return reading;
    if (reading.kind !== 'none' && lesser.kind === 'none') lesser = reading;
  }
  return lesser.kind === 'none' ? withoutDash(head, head.length < LENGTH_MAX, known) : lesser;
}

/** `(DIRE)` before `Roma, 12 gen. -`: another form may read more of it. */
function isAgencyAlone({ dateline }: FoundDateline): boolean {
  return dateline.place === undefined && dateline.date === undefined && dateline.text.endsWith(')');
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

const FIRST =
  /^(?:\(([^()]{2,40})\)|\/([^/]{2,20})\/|(\p{Lu}{2,12}|\p{Script=Arabic}{3,12}))\s{0,3}[-‐-―−]{1,2}\s{1,3}(\P{Ll}[^()]{1,80}?)\s{0,3}(?:--|\s-|[–—])(?=\s|$)/u;
/** The country in brackets ends it. */
const FIRST_OF_COUNTRY = /^(\p{Lu}{3,10})\s?[-–]\s?(\p{Lu}[^()]{2,30}\s?\([^()]{3,40}\))(?:\s{0,2}[-–:])?(?=\s)/u;

/** `(ANSA) - ROMA, 1 LUG - ...`, `/ANSA/ - ROMA -`, `AGI - Roma, 12 mar. -`, `APA-Dakar (Sénégal)` */
function agencyFirst(head: string, known: KnownAgencies): DatelineReading {
  const [text, mark = '', city = ''] = FIRST_OF_COUNTRY.exec(head) ?? [];
  if (text !== undefined && known.isName(mark) && hasCountry(city)) return found(text, { place: city, agency: mark });
  const match = FIRST.exec(head);
  const agency = match?.slice(1, 4).find((written) => written !== undefined) ?? '';
  const { place, dated, ...when } = whereAndWhen(match?.[4] ?? '');
  if (match === null || !known.isMark(agency) || !isPlaceLike(place)) return NONE;
  const sure = dated || isInCapitals(place) || hasCountry(place) || isKnownCity(place);
  return sure ? found(match[0], { ...when, place, agency }) : NONE;
}
