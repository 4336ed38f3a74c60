/** Places as datelines write them: `Tripoli, Libya`, `Khartoum- Sudan`, `DALLAS/FORT WORTH, Texas`. */
import type { Place } from '../story/story.ts';
import { countryCode } from './countries.ts';

/** Written small inside the names of places and countries. */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  'a al and as au aux d da das de del des di do dos du e el en es et ibn ivoire l la las le les los o of s sous sur the upon van y'.split(
    ' ',
  ),
);

/** Begin a sentence far more often than a place. */
const NOT_FIRST =
  /^(?:a|an|after|and|as|at|but|by|for|from|he|in|it|on|she|they|this|un|une|um|uma|i|we|when|while|with)$/iu;
/** `Monday, March 3 - ...` heads an entry of a diary. */
const WEEKDAY =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:segunda|terça|quarta|quinta|sexta)-feira|domingo|lunes|martes|miércoles|jueves|viernes|sábado|السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة)$/iu;
/** `The` before any other name begins a sentence. */
const THE = /^the\s+(?!hague\b|gambia\b|valley\b|bottom\b|vatican\b)/iu;

const WORDS_MAX = 9;
/** Of city and country together. */
const LENGTH_MAX = 100;

/** A place called as the country is lies in it (Djibouti, Kuwait), but Granada, Santa Lucia and Santa Elena need not. */
const NAMED_LIKE_CITIES: ReadonlySet<string> = new Set(['BL', 'GD', 'JE', 'LC', 'MF', 'SH', 'SX']);

/** City and country out of a text that is known to be a place. */
export function placeOf(text: string): Place {
  const written = text.trim().replace(/[,،]$/u, '').trimEnd();
  const country = written.length > LENGTH_MAX ? undefined : countryOf(written);
  if (country === undefined) return { name: written };
  const name = written.slice(0, country.index).replace(/[\s,،|-]+$/u, '');
  if (name === '' && NAMED_LIKE_CITIES.has(country.code)) return { name: written };
  return { name: name === '' ? country.name : name, country: { code: country.code, name: country.name } };
}

/** The part after the last separator that is a country's name; the whole, where a place is called as its country is. */
function countryOf(
  written: string,
): { readonly index: number; readonly code: string; readonly name: string } | undefined {
  const parts = [...written.matchAll(/[,،|]\s*|-\s+|^/gu)].map((match) => match.index + match[0].length);
  for (const index of parts) {
    const name = written.slice(index);
    const code = countryCode(name);
    if (code !== undefined) return { index, code, name };
  }
  return undefined;
}

/** Whether a text has the form of a place's name, as far as that can be told without a gazetteer. */
export function isPlaceLike(text: string): boolean {
  const written = text.trim();
  if (written.length < 2 || written.length > LENGTH_MAX || THE.test(written)) return false;
  if (/[;:!?"“”«»<>=*…\n]|\d{3}/u.test(written)) return false;
  const words = written.split(/[\s,،/|()]+/u).filter((word) => word !== '' && word !== '-');
  if (words.length === 0 || words.length > WORDS_MAX || isNotFirst(words[0] ?? '')) return false;
  return words.every((word, index) => isPlaceWord(word, index === 0));
}

function isNotFirst(word: string): boolean {
  return NOT_FIRST.test(word) || WEEKDAY.test(word);
}

/** A capital letter, or a letter of a script that has none (Arabic); digits as in `6th of October City`. */
function isPlaceWord(word: string, first: boolean): boolean {
  const letters = word.replace(/^[\p{P}\p{S}]+/u, '');
  if (/^(?:\p{Lu}|\p{Lo}|\p{N}|al-|el-|d['’]|l['’])/u.test(letters)) return true;
  return !first && SMALL_WORDS.has(letters.replace(/[.,-]+$/u, ''));
}
