/** What every form of a dateline is made of: place, date, agency, and the dash that ends it. */
import type { Filed, PartialDate } from '../story/instant.ts';
import type { Dateline } from '../story/story.ts';
import { isMarkLike, type KnownAgencies } from './agencies.ts';
import { countryCode } from './countries.ts';
import { datelineDate, type DatelineDate } from './dateline-date.ts';
import { isKnownCity } from './known-cities.ts';
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

export type FoundDateline = DatelineReading & { readonly kind: 'dateline' };

export const NONE: DatelineReading = { kind: 'none' };

/** ` - `, `.-`, `:-`, `---`, `ـ` (which Arabic copy has for a dash). */
export const DASH: RegExp = /^\s{0,3}(?:\.\s?[-‐-―−]{1,2}|:?[-‐-―−]{1,3}|[_:=~ـ])/u;

export type When = Omit<DatelineDate, 'before'>;

export type Parts = {
  readonly place: string;
  readonly agency?: string | undefined;
  readonly date?: PartialDate | undefined;
  readonly filed?: Filed | undefined;
  readonly fault?: string | undefined;
};

export function found(text: string, { place, agency, date, filed, fault }: Parts): FoundDateline {
  return {
    kind: 'dateline',
    dateline: { text: text.trim(), ...present({ place: place === '' ? undefined : placeOf(place), date, agency }) },
    ...present({ filed, fault }),
  };
}

export type WhereAndWhen = When & { readonly place: string; readonly agency?: string };

/** Place and date of what stands before the agency or the dash, and the agency where it comes first of all. */
export function whereAndWhen(before: string, known?: KnownAgencies): WhereAndWhen {
  const text = withoutTail(before);
  const when = datelineDate(text);
  const place = when === undefined ? text : withoutTail(when.before);
  return {
    dated: false,
    ...when,
    place,
    ...(known === undefined ? {} : agencyBefore(place, when !== undefined, known)),
  };
}

const BEFORE_PLACE = /^(?:\((?<bracketed>[^()]{2,20})\)|(?<mark>\p{Lu}{3,10}|Xinhua))[\s,:–-]{1,4}(?=\p{Lu})/u;

/** `Xinhua, Beijing`, `AKP Phnom Penh`, `APA-Dakar`, `(DIRE) Roma`: but `SPA, Belgium` is a town. */
function agencyBefore(text: string, dated: boolean, known: KnownAgencies): { place?: string; agency?: string } {
  const match = BEFORE_PLACE.exec(text);
  const { bracketed, mark } = match?.groups ?? {};
  const agency = bracketed ?? mark ?? '';
  const place = text.slice(match?.[0].length ?? 0);
  if (match === null || countryCode(place) !== undefined || !isPlaceLike(place)) return {};
  const isAgency = bracketed === undefined ? known.isName(agency) : dated && isMarkLike(agency);
  return isAgency && (dated || isKnownCity(place) || hasCountry(place)) ? { place, agency } : {};
}

function withoutTail(text: string): string {
  return text.trim().replace(/[\s,،.ـ/-]{1,8}$/u, (tail) => (/^\.[,،\s-]*$/u.test(tail) ? '.' : ''));
}

export function hasCountry(place: string): boolean {
  const { name, country, region } = placeOf(place);
  return region !== undefined || (country !== undefined && country.name !== name);
}

/** Of one city: `Kenya, Uganda` and `London, Paris, New York` are lists, `MPLA (Angola)` a party. */
export function hasCountryForSure(place: string): boolean {
  const { name } = placeOf(place);
  const isInBrackets = place.includes('(') || place.includes('[');
  return (
    hasCountry(place) && (isKnownCity(name) || !(isInBrackets || /[,،]/u.test(name) || countryCode(name) !== undefined))
  );
}

const WORDS_OF_A_CITY = 4;

export function isShort(place: string): boolean {
  return place.split(/\s+/u).length <= WORDS_OF_A_CITY || isInCapitals(place);
}

export function isInCapitals(place: string): boolean {
  return /\p{Lu}/u.test(place) && !/\p{Ll}/u.test(place);
}

/** Whether what follows can be the beginning of a sentence. */
export function beginsSentence(story: string): boolean {
  return !/^\p{Ll}/u.test(story);
}
