/**
 * Datelines whose agency is set off by brackets, strokes or bars: `Tripoli, Libya (PANA) -`, `Dakar, 16 fév (APS) –`,
 * `Tripoli 7 Janvier 2022 /LANA/ -`, `Dar es Salaam, Tanzania | Xinhua |`.
 */
import { isMarkLike, type KnownAgencies } from './agencies.ts';
import { AGENCY_WORD } from './agency-line.ts';
import { countryCode } from './countries.ts';
import { datelineDate } from './dateline-date.ts';
import {
  beginsSentence,
  DASH,
  type DatelineReading,
  found,
  hasCountry,
  hasCountryForSure,
  isInCapitals,
  isShort,
  NONE,
  type When,
  whereAndWhen,
} from './dateline-parts.ts';
import { isKnownCity } from './known-cities.ts';
import { isBody, isSettingOff } from './not-places.ts';
import { endsWithCountry, isPlaceLike } from './place.ts';

type Mark = {
  readonly text: string;
  readonly index: number;
  readonly end: number;
  /** `/TASS/.` ends in a full stop. */
  readonly isStroke: boolean;
};

const MARKS =
  /\(([^()]{1,40})\)|\[([^[\]]{2,30})\]|(?:(?<=[\s.,-])|(?<glued>(?<=[\p{L}\d])))\/\s?(\p{L}[^/\d()]{1,39}?(?:\s?\([^()/]{2,12}\))?)\s?\/|\|\s{0,3}([^|]{2,20}?)\s{0,3}\||\((?<unclosed>\p{Lu}{3,10})(?=\s{0,2}[-–—]{1,2}\s)|(?<=[\s,])(?<unopened>\p{Lu}{3,10})\)(?=\s{0,2}[-–—])/gu;
const MARKS_LOOKED_AT = 3;

export function agencyInBrackets(head: string, known: KnownAgencies): DatelineReading {
  let doubtful = NONE;
  for (const mark of marksIn(head, known)) {
    const reading = isMarkLike(mark.text) ? withMark(head, mark, known) : withNote(head, mark, known);
    if (reading.kind === 'dateline') return reading;
    if (reading.kind === 'doubtful' && doubtful.kind === 'none') doubtful = reading;
  }
  return doubtful;
}

/** `Congo (DRC)` is a country and has none; `DALLAS/FORT WORTH/...` is a place, unless an agency that is known stands there. */
function marksIn(head: string, known: KnownAgencies): readonly Mark[] {
  return [...head.matchAll(MARKS)].slice(0, MARKS_LOOKED_AT).flatMap((match) => {
    const isStroke = match[0].startsWith('/');
    const { unclosed, unopened } = match.groups ?? {};
    const written =
      [match[1], match[2], match[4], match[5], unclosed, unopened].find((mark) => mark !== undefined)?.trim() ?? '';
    // `/African Media Agency (AMA)/`
    const text = isStroke ? written.replace(/\s?\([^()]{2,12}\)$/u, '') : written;
    const country = `${head.slice(0, match.index).split(/[,،]/u).at(-1)}(${text})`;
    if (countryCode(text) !== undefined || countryCode(country) !== undefined) return [];
    const isUnsure = [match.groups?.['glued'], unclosed, unopened].some((part) => part !== undefined);
    if (isUnsure && !known.isMark(text)) return [];
    return [{ text, index: match.index, end: match.index + match[0].length, isStroke }];
  });
}

function withMark(head: string, mark: Mark, known: KnownAgencies): DatelineReading {
  const isKnown = known.isMark(mark.text);
  if (!isKnown && (isKnownCity(mark.text) || OF_CORRESPONDENTS.test(mark.text))) return withNote(head, mark, known);
  const agency = mark.text.replace(OF_CORRESPONDENT, '');
  const after = whenAfter(head.slice(mark.end));
  const { text, story, dash } = ended(head, mark, mark.end + after.length);
  // `Kumasi (Ashanti Region) 14 December 2002-`: a part of the place.
  if (!isKnown && after.dated && dash && !isInCapitals(mark.text) && isPlaceLike(head.slice(0, mark.end))) {
    return found(text, { ...after, place: head.slice(0, mark.end) });
  }
  const before = whereAndWhen(head.slice(0, mark.index), known);
  const onDay = isKnown && !before.dated ? DAY_ALONE.exec(before.place) : null;
  const place = onDay === null ? before.place : before.place.slice(0, onDay.index);
  const dated = before.dated || after.dated || onDay !== null;
  const parts = { ...(before.dated || !after.dated ? before : after), place, agency };
  const beginsAnew = beginsSentence(story);
  // `Jan 30 (Reuters) -`, `(Reuters) -`, `(CNN) The`
  if (place === '') return isKnown && (dated || (beginsAnew && story !== '')) ? found(text, parts) : NONE;
  const isPlace = isPlaceLike(place) || (isKnown && dash && beginsAnew && endsWithCountry(place));
  if (!isPlace || AGENCY_WORD.test(place)) return NONE;
  if (!isKnown && CONJUNCTION.test(agency)) return NONE;
  // An agency that nobody knows proves nothing of `Kenya, Uganda (EAC) -`.
  const located = dated || (isKnown ? hasCountry(place) : hasCountryForSure(place));
  if (!located && !(isKnown && isInCapitals(place)) && isAbbreviation(agency, place)) return NONE;
  // Without a dash all else must agree; with one, date or country is enough, and so is an agency that we know.
  if (!dash && !(beginsAnew && isKnown)) return NONE;
  if (!located && !isKnown && isBody(agency)) return { kind: 'doubtful', text };
  if (located || (isKnown && isShort(place) && (beginsAnew || isSurePlace(place)))) return found(text, parts);
  if (beginsAnew && dash && (isKnownCity(place) || isSettingOff(place, story))) return found(text, parts);
  return { kind: 'doubtful', text };
}

/** `Kenya, Uganda (and Tanzania) - three states agree` */
const CONJUNCTION = /^(?:and|or|plus|with|et|ou|avec|e|y|o|con|com|und)\s/u;

/** `Brasília, 12 (Agência Brasil) -`: the day of this month. */
const DAY_ALONE = /[,،]\s?(?:[1-9]|[12]\d|3[01])$/u;

/** A story may begin with a small letter: `WASHINGTON (AP) — iPhone maker`. */
function isSurePlace(place: string): boolean {
  return isKnownCity(place) || isInCapitals(place);
}

type Ended = { readonly text: string; readonly story: string; readonly dash: boolean };

function ended(head: string, { isStroke }: Mark, end: number): Ended {
  const dash = DASH.exec(head.slice(end)) ?? (isStroke ? /^\s?\./u.exec(head.slice(end)) : null);
  const length = end + (dash?.[0].length ?? 0);
  return { text: head.slice(0, length).trim(), story: head.slice(length).trimStart(), dash: dash !== null };
}

/** `Nova Iorque (dos enviados especiais)`, `Tunis (De notre envoyé spécial)` */
const OF_CORRESPONDENTS =
  /^(?:d[aeo]s?|from|by|par|por|del?|من)\s|^(?:(?:nosso|notre|our|special|staff)\s)?(?:correspond|envoy[eé]|enviad[oa]|مراسل)/iu;

/** `TAP-De notre correspondant` */
const OF_CORRESPONDENT =
  /(?<=\p{Lu})\s?[-–]\s?(?:de |d['’]|from |by |par )?(?:notre |our |son |special )?(?:correspond|envoy)\p{L}{2,12}(?:\s[\p{L}]{1,12}){0,2}$/iu;

/** In brackets stands no agency: `(PANA, 10 June)`, `GENEVA (12 January 2021) –`, `NEW YORK (Nations unies)-`. */
function withNote(head: string, mark: Mark, known: KnownAgencies): DatelineReading {
  const [agency = '', written = ''] = /^([^,،]{2,20})[,،]\s?(.{3,30})$/u.exec(mark.text)?.slice(1) ?? [];
  const isSigned = isMarkLike(agency) && (known.isMark(agency) || isInCapitals(agency));
  const within = datelineDate(isSigned ? written : mark.text);
  const { place, ...when } = whereAndWhen(head.slice(0, mark.index), known);
  const { text, story, dash } = ended(head, mark, mark.end);
  if (!dash || !beginsSentence(story) || story === '') return NONE;
  // `January 12, 2021 (KHARTOUM) –`
  if (place === '') return when.dated && isKnownCity(mark.text) ? found(text, { ...when, place: mark.text }) : NONE;
  if (!isPlaceLike(place)) return NONE;
  const isSure = isKnownCity(place) || hasCountry(place) || when.dated || isInCapitals(place);
  if (within?.dated === true && within.before.trim() === '') {
    return isSure ? found(text, { ...within, place, agency: isSigned ? agency : undefined }) : NONE;
  }
  const isNote = isKnownCity(mark.text) || OF_CORRESPONDENTS.test(mark.text) || !isMarkLike(mark.text);
  return isNote && (isKnownCity(place) || when.dated) ? found(text, { ...when, place }) : NONE;
}

/** A date that follows the agency: `Tripoli (PANA), 10 June 2021 -`, `Mass.--(BUSINESS WIRE)--Dec 5, 2024--`. */
function whenAfter(after: string): When & { readonly length: number } {
  const [written = ''] = /^(?:[\s,]{1,3}|\s?--\s?)[^-–—(]{3,30}?(?=\s{0,3}[-‐-―−])/u.exec(after) ?? [];
  const when = written === '' ? undefined : datelineDate(written.trim().replace(/^(?:,\s?|--\s?)/u, ''));
  return when?.before.trim() === '' && when.dated ? { ...when, length: written.length } : { dated: false, length: 0 };
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
