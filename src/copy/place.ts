/** Places as datelines write them: `Tripoli, Libya`, `Khartoum- Sudan`, `DALLAS/FORT WORTH, Texas`, `ABOARD THE AQUARIUS`. */
import type { Place } from '../story/story.ts';
import { countryCode, countryName } from './countries.ts';
import { countryByCity, isKnownCity, regionByCity } from './known-cities.ts';
import { regionCode } from './regions.ts';
import { WEEKDAYS, WEEKDAYS_SHORT } from './weekdays.ts';

/** Written small inside the names of places and countries. */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  'a al and as au aux d da das de del des di do dos du e el en es et ibn ivoire l la las le les los o of s sous sur the upon van y'.split(
    ' ',
  ),
);

/** Begin a sentence far more often than a place. */
const NOT_FIRST =
  /^(?:a|an|after|and|as|at|but|by|copyright|cr[ée]dits?|dr|for|fotos?|from|he|in|it|mm?e|monsieur|madame|mrs?|ms|on|photos?|posted|president|prof|published|publi[eé]e?|publicad[oa]|updated|she|source|they|this|today|yesterday|tomorrow|un|une|um|uma|i|we|when|while|with)\.?$/iu;
/** `Monday, March 3 - ...` heads an entry of a diary. */
const WEEKDAY = new RegExp(`^(?:${WEEKDAYS}|${WEEKDAYS_SHORT})$`, 'iu');
/** `The` before any other name begins a sentence. */
const THE = /^the\s+(?!hague\b|gambia\b|valley\b|bottom\b|vatican\b)/iu;

const WORDS_MAX = 9;
/** Of city and country together. */
const LENGTH_MAX = 100;

/** A place called as the country is lies in it (Djibouti, Kuwait), but Granada, Santa Lucia and Santa Elena need not; Oman is Amman in Arabic. */
const NAMED_LIKE_CITIES: ReadonlySet<string> = new Set(['BL', 'GD', 'JE', 'LC', 'MF', 'OM', 'SH', 'SX']);

/** City, state and country out of a text that is known to be a place. */
export function placeOf(text: string): Place {
  const written = withoutStop(text.trim().replace(/[\s,،]{1,8}$/u, ''));
  if (written.length > LENGTH_MAX) return { name: written };
  const country = lastPart(written, countryAt) ?? countryAfterCity(written);
  const within = country === undefined ? written : beforePart(written, country.index);
  // A place called as its country is has no other name.
  if (country !== undefined && within === '') {
    return NAMED_LIKE_CITIES.has(country.code)
      ? { name: written }
      : { name: country.name, country: codeAndName(country) };
  }
  const region = lastPart(within, regionAt);
  const isOf = region !== undefined && (country === undefined || region.code.startsWith(country.code));
  if (!isOf) return { name: within, ...(country !== undefined && { country: codeAndName(country) }) };
  const [code = ''] = region.code.split('-');
  return {
    name: beforePart(within, region.index),
    region: codeAndName(region),
    country: country === undefined ? { code, name: countryName(code) } : codeAndName(country),
  };
}

/**
 * `Dakar Sénégal`, `Khartoum-Sudan`, `Tripoli/Libya`, `Tripoli (Libya)`, `São Tome e São Tome e Príncipe`: only a city
 * that is known ends there.
 */
function countryAfterCity(written: string): Part | undefined {
  for (const { index, 0: gap } of written.matchAll(/\s?[([]|\se\s(?=\p{Lu})|[\s/-]/gu)) {
    const name = written.slice(index + gap.length).replace(/[)\]]$/u, '');
    const city = written.slice(0, index);
    const code = countryCode(name);
    const isTwoPlaces = (gap === '/' && isKnownCity(name)) || (gap.trim() === 'e' && !name.startsWith(`${city} `));
    const isSure = /[([]$/u.test(gap) || isKnownCity(city);
    if (code !== undefined && isSure && !isTwoPlaces) return { index, code, name };
  }
  return undefined;
}

function countryAt(name: string, index: number, written: string): string | undefined {
  // `Lagos. Nigeria`, but `Eq. Guinea` is not Guinea.
  const isAfterStop = /\.\s*$/u.test(written.slice(0, index));
  if (isAfterStop && !isKnownCity(beforePart(written, index))) return undefined;
  return countryCode(name) ?? (index === 0 ? undefined : countryByCity(beforePart(written, index), name));
}

/** `Georgia` is a state as well as a country: the city tells. */
function regionAt(name: string, index: number, written: string): string | undefined {
  return index === 0 ? undefined : (regionCode(name) ?? regionByCity(beforePart(written, index), name));
}

/** `MOSCOW.` before a date; the full stop of `Ore.` and `D.C.` is their own. */
function withoutStop(written: string): string {
  return /^[^,،.]{3,}\.$/u.test(written) ? written.slice(0, -1) : written;
}

type Part = { readonly index: number; readonly code: string; readonly name: string };

/** The longest part after a separator, or the whole, that has a code. */
function lastPart(
  written: string,
  codeOf: (name: string, index: number, written: string) => string | undefined,
): Part | undefined {
  const starts = [...written.matchAll(/[,،|]\s*|[-–—]\s+|\.\s+|^/gu)].map((match) => match.index + match[0].length);
  for (const index of starts) {
    const name = written.slice(index);
    const code = codeOf(name, index, written);
    if (code !== undefined) return { index, code, name };
  }
  return undefined;
}

function beforePart(written: string, index: number): string {
  return written.slice(0, index).replace(/[\s,،|/([–—-]{1,8}$|(?<=[^,،.]{3})\.\s{0,3}$/u, '');
}

function codeAndName({ code, name }: Part): { readonly code: string; readonly name: string } {
  return { code, name };
}

/** Whether a text has the form of a place's name, as far as that can be told without a gazetteer. */
export function isPlaceLike(text: string): boolean {
  return isOfCapitals(withoutKnownEnd(text.trim()));
}

const WORDS_BEFORE_COUNTRY_MAX = 6;
/** `Le président de la commission, Bénin`: a town that begins so looks like a place by itself. */
const ARTICLE = /^(?:l['’]|(?:le|la|les|os?|as?|el|los|las)\s)/iu;

/**
 * Whether it is a place by its country at the end, whatever small words stand before that: `Laâyoune occupée, Sahara
 * occidental`, `Santa Maria, ilha do Sal, Cabo Verde`. Only where an agency signs it.
 */
export function endsWithCountry(text: string): boolean {
  const written = text.trim();
  if (written.length > LENGTH_MAX || /[;:!?"“”«»<>=*…\n]|\d/u.test(written)) return false;
  const country = lastPart(written, countryAt);
  const before = country === undefined ? '' : beforePart(written, country.index);
  const [first = '', ...others] = before.split(/[\s,،]+/u);
  const isNamed = /^\p{Lu}/u.test(first) && !NOT_FIRST.test(first) && !ARTICLE.test(before) && !THE.test(before);
  return isNamed && others.length < WORDS_BEFORE_COUNTRY_MAX && /[,،]/u.test(written);
}

/** `Bangui, République centrafricaine`, `New York, Nations unies`: what is known need not look like a name. */
function withoutKnownEnd(written: string): string {
  if (written.length > LENGTH_MAX) return written;
  const end = lastPart(
    written,
    (name, index) => countryAt(name, index, written) ?? (isKnownCity(name) ? name : undefined),
  );
  return end === undefined || end.index === 0 ? written : beforePart(written, end.index);
}

/** `Le 13 janvier 2021 - un mercredi`: no place is called by a word of these alone. */
const ARTICLE_ALONE =
  /^(?:ce|le|la|les|el|los|las|os?|as?|em|en|no|na|nos|nas|ao|au|aux|du|dia|depuis|desde|since|until|d[eè]s|vers|fin|dans|في|منذ|يوم|حتى)$/iu;

function isOfCapitals(written: string): boolean {
  if (written.length < 2 || written.length > LENGTH_MAX || ARTICLE_ALONE.test(written)) return false;
  if (/[;:!?"“”«»<>=*…\n]|\d{3}|(?<![\p{L}])-{2}/u.test(written)) return false;
  const words = written.split(/[\s,،/|()]+/u).filter((word) => !/^[-–—]?$/u.test(word));
  if (words.length === 0 || words.length > WORDS_MAX || WEEKDAY.test(words[0] ?? '')) return false;
  // In capitals it is set off from any sentence: `ON THE TURKISH-SYRIAN BORDER`, `THE HAGUE`.
  const isSetOff = written.length > 3 && /\p{Lu}/u.test(written) && !/\p{Ll}/u.test(written);
  if (!isSetOff && !/^UN(?:,|$)/u.test(written) && (THE.test(written) || NOT_FIRST.test(words[0] ?? ''))) return false;
  return words.every((word, index) => isPlaceWord(word, index === 0));
}

/** A capital letter, or a letter of a script that has none (Arabic); digits as in `6th of October City`. */
function isPlaceWord(word: string, first: boolean): boolean {
  const letters = word.replace(/^[\p{P}\p{S}]+/u, '');
  if (/^(?:\p{Lu}|\p{Lo}|\p{N}|al-|el-|d['’]|l['’])/u.test(letters)) return true;
  // `Dar es-Salaam`
  const small = letters.replace(/^(\p{Ll}{1,4})-(?=\p{Lu}).*$/u, '$1').replace(/[.,-]+$/u, '');
  return !first && SMALL_WORDS.has(small);
}
