/**
 * Datelines without brackets: `SALVADOR, Feb 26 -`, `Accra, Jan. 26, GNA -`, `Tripoli, 21.04.2019 - Lana -`,
 * `Tripoli, Libya -`, `ALGER -`, `JOHANNESBURG January 12 Sapa`.
 */
import { isWrittenAsMark, type KnownAgencies } from './agencies.ts';
import { countryCode } from './countries.ts';
import { datelineDate } from './dateline-date.ts';
import {
  beginsSentence,
  type DatelineReading,
  found,
  type FoundDateline,
  hasCountryForSure,
  isInCapitals,
  NONE,
  type WhereAndWhen,
  whereAndWhen,
} from './dateline-parts.ts';
import { isKnownCity } from './known-cities.ts';
import { isSettingOff } from './not-places.ts';
import { isPlaceLike } from './place.ts';
import { regionCode } from './regions.ts';

/** Blanks on both sides, or on the right alone: `Tripoli, 10 June- The`, `Dakar, 10 June: The`, `New York, SANA-The`, `2021—The`. */
const BARE_DASH =
  /(?:\s{1,3}|(?<=[\p{L}\d.,]))(?:\.?[-‐-―−]{1,3}|[_~ـ]|(?<=\d\s?|\d\s\p{L}{3,9}\.?):)(?=\s|$|(?<=[\p{L}\d.][-–—])\p{Lu}|(?<=(?:\s|\p{Lo})[-–—])[\p{Lu}\p{Lo}])/gu;
const DASHES_LOOKED_AT = 3;

export function withoutBrackets(head: string, known: KnownAgencies): DatelineReading {
  let doubtful = NONE;
  for (const dash of [...head.matchAll(BARE_DASH)].slice(0, DASHES_LOOKED_AT)) {
    const reading = beforeDash(head, dash.index, dash.index + dash[0].length, known);
    if (reading.kind === 'dateline') return reading;
    if (reading.kind === 'doubtful' && doubtful.kind === 'none') doubtful = reading;
  }
  return doubtful;
}

function beforeDash(head: string, index: number, end: number, known: KnownAgencies): DatelineReading {
  const before = head.slice(0, index);
  if (isMarkAlone(before, known)) return agencyAlone(head, before, end);
  // `TIZI-OUZOU` has a hyphen of its own; only an agency's mark is glued to the text by one: `SANA-The`.
  const isGlued = /^[^\s\d.]-\p{L}/u.test(head.slice(end - 2));
  const own = agencyAtEnd(before, known);
  // `Sapa-AFP` is one mark.
  const [word = ''] = isGlued ? (/^\p{L}+/u.exec(head.slice(end)) ?? []) : [];
  if (word !== '' && own !== undefined && known.isName(`${own.agency}-${word}`)) return NONE;
  const where = own ?? whereAndWhen(before, known);
  const behind = own === undefined ? behindDash(head.slice(end), where, known) : undefined;
  if (!isPlaceLike(where.place) || (isGlued && own === undefined && behind?.parts.agency === undefined)) return NONE;
  const { place, agency, ...when } = { ...where, ...behind?.parts };
  const text = head.slice(0, end + (behind?.length ?? 0));
  const story = head.slice(text.length).trimStart();
  const parts = { place, agency, ...when };
  const beginsAnew = beginsSentence(story);
  // `Maputo, 25 de Junho de 1975: nascia um país`
  if (agency === undefined && !beginsAnew && text.endsWith(':')) return NONE;
  const isUnread = when.dateLike !== undefined;
  const unread = isUnread ? { fault: `the dateline's date "${when.dateLike}" cannot be read` } : {};
  if (when.dated || (beginsAnew && (isUnread || agency !== undefined || hasCountryForSure(place)))) {
    return { ...found(text, parts), ...unread };
  }
  if (!beginsAnew || story === '' || /[()|]/u.test(before) || isJoined(story)) return NONE;
  if (isKnownCity(place) || countryCode(place) !== undefined || isSettingOff(place, story)) {
    return { ...found(text, parts), isBare: true };
  }
  return NONE;
}

/** `Abidjan - Bouaké : la route`, `القاهرة - وهي أكبر مدينة`: the dash joins two places, or sets off what the first is. */
function isJoined(story: string): boolean {
  const [, second = ''] = /^([^\s:–-][^:–]{1,30}?)\s?(?::|[–-]\s)/u.exec(story) ?? [];
  const isPlace = second !== '' && (isKnownCity(second) || countryCode(second) !== undefined);
  return isPlace || /^(?:وه[يوم]|و?مقره?ا?|ال[تذ]ي)\s/u.test(story);
}

/** `NNA - The minister`: an agency that gives no place. In capitals, or it is a word. */
function isMarkAlone(before: string, known: KnownAgencies): boolean {
  const mark = before.trim();
  return /^(?:\p{Lu}{3,8}|\p{Script=Arabic}{3,10})$/u.test(mark) && known.isName(mark);
}

function agencyAlone(head: string, before: string, end: number): DatelineReading {
  const story = head.slice(end).trimStart();
  const isSentence = /^["“«]?(?:\p{Lu}\p{Ll}|\p{Lo}|\p{Lu}\s)/u.test(story);
  return isSentence ? { ...found(head.slice(0, end), { place: '', agency: before.trim() }), isBare: true } : NONE;
}

const LAST_WORD = /[,،.\s]\s{0,3}(?<mark>\p{L}[^,،.\s]{1,14})[,.]?$/u;
/** `, ISD, GNA`: who gave the story stands before who sends it. */
const LAST_CAPITALS = /[,،]\s?(?<mark>\p{Lu}{2,8})[,.]?$/u;

/** `Accra, Jan. 26, GNA`, `Accra, Jan. 12, ISD, GNA`, `BRIDGETOWN, Jan 12, CMC`, `Kampala, URN`. */
function agencyAtEnd(before: string, known: KnownAgencies): WhereAndWhen | undefined {
  const text = before.trimEnd();
  const last = LAST_WORD.exec(text);
  const mark = last?.groups?.['mark'] ?? '';
  if (known.isName(text.slice(0, last?.index ?? 0))) return undefined;
  if (last !== null && known.isMark(mark)) {
    const where = whereAndWhen(text.slice(0, last.index));
    const second = where.dated ? null : LAST_CAPITALS.exec(text.slice(0, last.index));
    const earlier = second === null ? undefined : whereAndWhen(text.slice(0, second.index));
    return { ...(earlier?.dated === true ? earlier : where), agency: mark };
  }
  const capitals = LAST_CAPITALS.exec(text);
  const unknown = capitals?.groups?.['mark'] ?? '';
  if (capitals === null || countryCode(unknown) !== undefined || regionCode(unknown) !== undefined) return undefined;
  const where = whereAndWhen(text.slice(0, capitals.index));
  return where.dated || (isKnownCity(where.place) && !isKnownCity(unknown)) ? { ...where, agency: unknown } : undefined;
}

type Behind = { readonly parts: Partial<WhereAndWhen>; readonly length: number };

/** An agency of one word, or of single letters with blanks: `أ ش أ`. */
const AGENCY_BEHIND =
  /^\s{0,3}(?<mark>(?:\p{L}\s){1,3}\p{L}|[^\s:.]{2,15}?)(?<end>\s{0,3}(?:--|[-‐-―−:]|\.(?=\s))|(?=\s))/u;
const DATE_BEHIND = /^\s{0,3}(?<date>[\p{L}\d][^:–—-]{3,30}?)(?<end>\s{0,2}(?::|--|[-–—](?=\s))|(?=\s["“«]?\p{Lu}))/u;

/** `Tripoli, 21.04.2019 - Lana -`, `القاهرة – رويترز:`, `CAIRO - 12 January 2021:`, `CAPE TOWN - January 12 2003 Sapa`. */
function behindDash(text: string, { place, dated }: WhereAndWhen, known: KnownAgencies): Behind | undefined {
  const named = AGENCY_BEHIND.exec(text);
  const mark = named?.groups?.['mark'] ?? '';
  // In Latin letters `Tripoli - Reuters reported` is a sentence.
  const isSetOff = named?.groups?.['end'] !== '' || (/\p{Script=Arabic}/u.test(mark) && isKnownCity(place));
  if (named !== null && isSetOff && known.isMark(mark)) return { parts: { agency: mark }, length: named[0].length };
  if (dated || !(isKnownCity(place) || isInCapitals(place) || hasCountryForSure(place))) return undefined;
  const signed = datedAndSigned(text, known);
  if (signed?.place === '') return { parts: { ...signed, place }, length: signed.length };
  const { date = '', end } = DATE_BEHIND.exec(text)?.groups ?? {};
  const when = date === '' ? undefined : datelineDate(date);
  if (end === undefined || when?.dated !== true || when.before !== '') return undefined;
  return { parts: when, length: text.indexOf(date) + date.length + end.length };
}

/** Words that a dateline without dash may have. */
const WORDS_MAX = 14;

type Signed = WhereAndWhen & { readonly length: number };

/** `JOHANNESBURG January 12 Sapa`, `BAKU, January 12, AZERTAC`, `... الموافق 12 يناير 2021 م واس`. */
function datedAndSigned(head: string, known: KnownAgencies): Signed | undefined {
  for (const word of [...head.matchAll(/\S+/gu)].slice(1, WORDS_MAX)) {
    const [mark = ''] = /^[\p{L}\p{M}/-]+/u.exec(word[0]) ?? [];
    const rest = word[0].slice(mark.length);
    if (mark.length < 2 || !/^(?:[.:]|-{1,2})?$/u.test(rest) || !isWrittenAsMark(mark) || !known.isMark(mark)) continue;
    const where = whereAndWhen(head.slice(0, word.index));
    if (where.dated && where.dateLike === undefined) {
      return { ...where, agency: mark, length: word.index + word[0].length };
    }
  }
  return undefined;
}

/** With nothing at all between dateline and text, each form needs its own proof. */
export function withoutDash(head: string, isWhole: boolean, known: KnownAgencies): DatelineReading {
  const signed = datedAndSigned(head, known);
  if (signed !== undefined && isPlaceLike(signed.place) && beginsSentence(head.slice(signed.length).trimStart())) {
    const { length, ...parts } = signed;
    return found(head.slice(0, length), parts);
  }
  return (
    (isWhole ? alone(head.trim(), known) : undefined) ??
    datedOnly(head, known) ??
    afterStroke(head, known) ??
    afterComma(head, known) ??
    beforeColon(head) ??
    NONE
  );
}

/** A line of its own: `TRIPOLI, Jan. 12, 2021`, `TRIPOLI, Libya`. */
function alone(whole: string, known: KnownAgencies): DatelineReading | undefined {
  const { place, dated, ...parts } = whereAndWhen(whole, known);
  if (!isPlaceLike(place) || /[|]/u.test(whole)) return undefined;
  if (dated) return found(whole, { place, ...parts });
  // `ANKARA`, as the Turkish agency has it.
  if (isInCapitals(whole) && isKnownCity(whole)) return { ...found(whole, { place }), isBare: true };
  const isSure =
    hasCountryForSure(place) &&
    (isKnownCity(place.split(/[,،]/u)[0] ?? '') || isInCapitals(place.split(/[,،]/u)[0] ?? ''));
  return isSure && /[,،]/u.test(whole) && whole.length <= LINE_MAX
    ? { ...found(whole, { place }), isBare: true }
    : undefined;
}

const LINE_MAX = 60;
const FULL_DATE = '2021-06-10'.length;

/** `Addis Ababa January 23/2019 The ...`, `BAKU, Azerbaijan, Jan. 12  The ...`, `Nouakchott,  12/01/2021  Le ...` */
function datedOnly(head: string, known: KnownAgencies): FoundDateline | undefined {
  for (const { index } of [...head.matchAll(/(?<=\d\d)[,.]?\s{1,2}(?=["“«]?[\p{Lu}\p{Lo}])/gu)].slice(0, 2)) {
    const text = head.slice(0, index);
    const { place, ...when } = whereAndWhen(text, known);
    const isCity = isPlaceLike(place) && isKnownCity(place.split(/[,،]/u)[0] ?? '');
    // `Madrid 3-2 Barcelona` is no day.
    const isFull = when.date?.length === FULL_DATE || (when.fault !== undefined && when.hasYear !== false);
    if (when.dated && isCity && (isFull || hasCountryForSure(place))) return found(text, { place, ...when });
  }
  return undefined;
}

/** `أنقرة / الأناضول`, with the writer's name between them or not; `Kinshasa, 12/01 /ACP.-`. */
function afterStroke(head: string, known: KnownAgencies): FoundDateline | undefined {
  const match =
    /^(?<place>[^/]{2,40}(?:\d\/\d{1,2})?)\s?\/\s?(?:[^/\d]{3,30}\/\s?)?(?<agency>\p{L}{2,15})(?=[\s.-]|$)(?:\.?-)?/u.exec(
      head,
    );
  const { place: written = '', agency = '' } = match?.groups ?? {};
  const where = whereAndWhen(written);
  const isSure = known.isMark(agency) && isWrittenAsMark(agency) && isKnownCity(where.place);
  return match !== null && isSure ? found(match[0], { ...where, agency }) : undefined;
}

/** `Damascus, SANA The ...` */
function afterComma(head: string, known: KnownAgencies): FoundDateline | undefined {
  const [text, place = '', agency = ''] =
    /^([^,،]{2,60})[,،]\s?(\p{Lu}{3,10})\s{1,3}(?=["“«]?\p{Lu}\p{Ll})/u.exec(head) ?? [];
  return text !== undefined && known.isMark(agency) && isKnownCity(place) ? found(text, { place, agency }) : undefined;
}

/** `ISLAMABAD: The`, as the papers of South Asia have it. A country before a colon is a keyword: `LIBYA: Fighting`. */
function beforeColon(head: string): FoundDateline | undefined {
  const [text, place = ''] = /^(\p{Lu}[\p{Lu}\s'’-]{3,30}):(?=\s["“«]?\p{Lu})/u.exec(head) ?? [];
  const isCity = isKnownCity(place) && countryCode(place) === undefined;
  return text !== undefined && isCity ? { ...found(text, { place }), isBare: true } : undefined;
}
