/** A line that ends copy: `-0- PANA BY/IS/VAO 10June2021`: end mark, agency, initials and date, each optional. */
import type { Filed } from '../story/instant.ts';
import type { SignOff } from '../story/story.ts';
import { isWrittenAsMark, type KnownAgencies } from './agencies.ts';
import { countryCode } from './countries.ts';
import { findDate } from './dates.ts';
import { isKnownCity } from './known-cities.ts';
import { readTrailer } from './trailer.ts';

export type SignOffLine = {
  readonly signOff: SignOff;
  readonly filed?: Filed;
  /** Why its date cannot be used. */
  readonly fault?: string;
  /** Initials alone: two lines of such are something else. */
  readonly isBare: boolean;
  /** Neither end mark nor date: these could be the last words of a sentence. */
  readonly isOfWords: boolean;
};

const LENGTH_MAX = 120;

/** No sentence begins with these. */
const MARK =
  /^(?:[-‐-―−_=]{1,2}\s?(?:[0Oo]|0{2,3}|30)\s?[-‐-―−_=]{1,2}(?=\s|$|\p{Lu}|\p{Lo})|0-\s{1,2}(?=\p{Lu}{3,10}\s)|(?:[■◼]|#{2,}|#(?:\s#)+|={1,2}\p{L}{2,12}={1,2}\.?)(?=\s|$))\s*/u;
const ENDING = 'ENDS?|FIN|FIM|FINE|ENDE|REUTERS?|XXX|انتهى|النهاية|إنتهى';
/** Words that end copy: alone, or before what only a sign-off has. */
const WORD = new RegExp(
  `^(?:[([][-–\\s]?(?:${ENDING}|[Ee]nds?|[Ee]nden|[Ff]in|[Ff]im)[-–\\s]?[)\\]]\\.?|[-‐-―−]{1,2}\\s?(?:${ENDING}|[Ee]nds?)\\s?[-‐-―−]{1,2}|(?:${ENDING}|Ends|Enditem|End [Ii]tem|Fin|Fim|Reuters?\\d?|reuter)\\.{0,3}|\\p{L}{2,12}/[Ff]im\\.?|Enditem/\\p{Lu}{1,3}|[([](?:END|FIN|ENDS)(?:/[\\p{L}\\d]{1,6}){1,5}[)\\]]|/{2}\\s?(?:${ENDING})\\s?/{2})(?=\\s|$)\\s*`,
  'u',
);

/** An end mark that cannot be anything else, alone on its line: also with more text below it. */
export function isEndMark(line: string): boolean {
  const text = line.trim();
  return [MARK, WORD].some((form) => form.exec(text)?.[0].length === text.length) && text !== '';
}

/** `-0-` and the like: what follows on the line is the rest of a sign-off. */
export function beginsWithEndMark(line: string): boolean {
  return /^[-‐-―−]/u.test(line.trim()) && MARK.test(line.trim());
}

/** After a sure mark anything short is taken, read or not; after a word, or none, what follows must prove it. */
const UNREAD_LENGTH_MAX = 60;

export function readSignOffLine(line: string, known: KnownAgencies): SignOffLine | undefined {
  // The full stop of the last sentence may stand before it: `.-0- PANA`.
  const text = line.trim().replace(/^[.…]\s?(?=[-‐-―−]{1,2}\s?0)/u, '');
  if (text === '' || text.length > LENGTH_MAX) return undefined;
  const trailer = readTrailer(text);
  if (trailer !== undefined)
    return { signOff: { text, ...trailer.agency }, filed: trailer.filed, isBare: false, isOfWords: false };
  const mark = MARK.exec(text);
  const word = mark === null ? WORD.exec(text) : null;
  const rest = text.slice((mark ?? word)?.[0].length ?? 0);
  const date = findDate(rest);
  const isDate = date?.index === 0 && date.end === rest.length && date.filed !== undefined;
  // `(end) jd.ann`
  const dotted = word !== null && /^\p{Ll}{2,4}(?:\.\p{Ll}{2,4}){1,3}$/u.test(rest) ? rest.split('.') : undefined;
  const signed = signersOf(date === undefined ? rest : `${rest.slice(0, date.index)} ${rest.slice(date.end)}`, known);
  const proven =
    isDate ||
    dotted !== undefined ||
    (signed !== undefined && (signed.certain || (signed.isKnown && date !== undefined)));
  const marked = mark !== null && (signed !== undefined || rest.length <= UNREAD_LENGTH_MAX);
  if (!proven && !marked && !(word !== null && rest === '')) return undefined;
  const fault = date === undefined || date.filed !== undefined ? undefined : (date.fault ?? 'it has no year');
  const agency = (dotted === undefined ? signed?.agency : undefined) ?? agencyOfMark((mark ?? word)?.[0] ?? '');
  return {
    signOff: { text, ...(agency !== undefined && { agency }), initials: dotted ?? signed?.initials ?? [] },
    ...(date?.filed !== undefined && { filed: date.filed }),
    ...(fault !== undefined && { fault }),
    isBare: mark === null && word === null && agency === undefined && date === undefined,
    isOfWords: mark === null && date === undefined,
  };
}

/** `REUTER`, `=Lana=.` and `Lusa/Fim` name the agency themselves. */
const NAMING = /^(?:=*(?<framed>\p{L}{2,12})=|(?<before>\p{L}{2,12})\/fim|(?<reuter>reuters?))/iu;

function agencyOfMark(mark: string): string | undefined {
  const { framed, before, reuter } = NAMING.exec(mark)?.groups ?? {};
  return framed ?? before ?? reuter;
}

type Signers = {
  readonly agency?: string;
  readonly isKnown: boolean;
  readonly initials: readonly string[];
  /** Only a sign-off looks like this: `BY/IS/VAO`, `dpa wsz jln npr`, `GNA`. */
  readonly certain: boolean;
};

const NAME = /^[\p{L}\p{M}][\p{L}\p{M}.&]{0,11}$/u;
const INITIALS = /^[\p{L}\p{M}]{1,4}(?:[/-]{1,2}[\p{L}\p{M}]{1,4})+\/?$/u;
const NAMES_MAX = 6;
/** Before the agency: `-- BERNAMA`, `– GNA`. */
const LEADING_DASH = /^\s{0,3}[-‐-―−]{1,3}\s{0,3}/u;

/** `JD (ABC/DEF) // VM`, which comes here with one stroke; the numbers of IRNA's writers; WAFA's `F.R.`; `- مل -`. */
const TYPISTS =
  /^(?:\p{Lu}{2,4} ?\(\p{Lu}{2,4}(?:\/\p{Lu}{2,4}){0,4}\) ?\/ ?\p{Lu}{2,4}|\d{3,5}\*{1,2}\d{3,5}|(?!U\.S|U\.N|U\.K|D\.C)\p{Lu}\.\p{Lu}\.(?:\p{Lu}\.)?|[\p{Script=Arabic}]{1,2}(?:\.[\p{Script=Arabic}]{1,2}){1,3}|-? ?[\p{Script=Arabic}]{1,3} ?-)$/u;

/** Agency and initials, where the text is made of nothing else. */
function signersOf(written: string, known: KnownAgencies): Signers | undefined {
  const text = written
    .replace(LEADING_DASH, '')
    .replace(/(?<=\p{Lu})\s?[-–]{1,2}$/u, '')
    .replace(/^(?:\.{2,}|…)\s?|\s?(?:\.{2,}|…)$/gu, '')
    .replace(/\s{0,2}\/\/\s{0,2}/gu, '/')
    .replace(/^\/|\/\s*$/gu, '');
  if (TYPISTS.test(text)) return { isKnown: false, initials: text.match(/\p{L}+/gu) ?? [], certain: true };
  if (isPairOfNames(text)) return { isKnown: false, initials: [], certain: true };
  const named = agencyAndNames(text, known);
  if (named !== undefined) return named;
  const bracketed = /^\s*\(.*\)\.?\s*$/u.test(text);
  const words = text
    .replace(/\s{1,2}\/\s{0,2}|\/\s{1,2}/gu, '/')
    .split(/[\s(),=]+/u)
    .filter((word) => word !== '' && word !== '.');
  if (words.length > NAMES_MAX || !words.every((word) => NAME.test(word) || INITIALS.test(word))) return undefined;
  const [first = '', ...others] = words;
  const isKnown = known.isMark(first) && isWrittenAsMark(first) && !isListOfInitials(first, known);
  const hasAgency = isKnown || (others.length > 0 && NAME.test(first));
  const signing = hasAgency ? others : words;
  return {
    ...(hasAgency && { agency: first }),
    isKnown,
    initials: signing.flatMap((word) => word.split(/[/-]+/u)).filter((part) => part !== ''),
    certain: areInitials(words, { isKnown, bracketed }),
  };
}

/** Letters alone: `س م / م ع`. */
const LETTERS = /^\p{L}(?:\s\p{L}){0,3}(?:\s?\/\s?\p{L}(?:\s\p{L}){0,3}){1,3}$/u;
/** `ACP/Kayu/Wet`, `ANG/LPG/ÂC/SG` */
const AFTER_AGENCY = /^(?<agency>[\p{L}-]{2,12})\s?(?<names>(?:\/[\p{L}.&'’ -]{1,30}){1,5})$/u;

/** `SPS 125/090/TRA`: its number, the day's and who wrote it. */
const NUMBERED = /^(?<agency>\p{Lu}{2,8}) \d{2,4}\/\d{2,4}\/(?<names>\p{L}{1,4})$/u;

/** `AT/MD (AMAP)`, `SJ/SLENA` */
const BEFORE_AGENCY = /^(?<names>\p{L}{1,4}(?:\/\p{L}{1,4}){0,3})\s?[/(]\s?(?<agency>\p{L}{3,12})\)?$/u;

/** `( وال - طرابلس ) ر ت` */
const WITH_PLACE =
  /^\(\s?(?<agency>\p{L}{2,12})\s?[-–]\s?\p{L}[\p{L} ]{1,29}\)\s?(?<names>\p{L}{1,3}(?:[\s/]{1,2}\p{L}{1,3}){0,3})?$/u;

/** An agency of any name, with the names of those who wrote and edited after it. */
function agencyAndNames(text: string, known: KnownAgencies): Signers | undefined {
  const inBrackets = text.replace(/^\((.{0,40})\)$/u, '$1').trim();
  if (known.isName(inBrackets) && isWrittenAsMark(inBrackets))
    return { agency: inBrackets, isKnown: true, initials: [], certain: true };
  if (LETTERS.test(text)) {
    const initials = text.split('/').map((part) => part.replace(/\s/gu, ''));
    return { isKnown: false, initials, certain: true };
  }
  const { agency, names = '' } =
    [AFTER_AGENCY, NUMBERED, BEFORE_AGENCY, WITH_PLACE]
      .map((form) => form.exec(text)?.groups)
      .find((groups) => known.isName(groups?.['agency'] ?? '')) ?? {};
  if (agency === undefined || !isWrittenAsMark(agency)) return undefined;
  return {
    agency,
    isKnown: true,
    initials: names
      .split('/')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    certain: true,
  };
}

/** `BSS/AN` names the agency too, but a mark in its first part alone proves nothing: `MAP/AN` may be two persons. */
function isListOfInitials(word: string, known: KnownAgencies): boolean {
  return INITIALS.test(word) && !known.isName(word);
}

/** Pairs of words with a stroke or hyphen between them that end sentences without a full stop. */
const WORD_PAIRS =
  /^(?:and\/or|he\/she|she\/he|his\/her|him\/her|yes\/no|et\/ou|oui\/non|e\/ou|y\/o|n\/a|on\/off|in\/out|km\/h|mph|to-do|so-so)$/iu;

function areInitials(
  words: readonly string[],
  { isKnown, bracketed }: { isKnown: boolean; bracketed: boolean },
): boolean {
  const [first = '', ...others] = words;
  const last = words.at(-1) ?? '';
  const inCapitals = words.every((word) => word === word.toUpperCase() || (word === first && isKnown));
  const joined = INITIALS.test(last) && words.length <= 2 && !WORD_PAIRS.test(last);
  // The AFP writes `bur-` for its bureaus.
  const isSmall =
    words.length === 1 &&
    (last.includes('/') || last.startsWith('bur-')) &&
    !/\p{Lu}/u.test(last) &&
    /\p{Ll}/u.test(last);
  const listed =
    isKnown &&
    (others.every((word) => /^\p{Ll}{2,4}$/u.test(word)) || others.every((word) => /^\p{Lu}{2,4}$/u.test(word)));
  return (joined && (bracketed || inCapitals || isSmall)) || listed;
}

/** `Rafah al-Allouni/ Ruaa al-jazaeri`, `H. Zain/ Mazen`: the two who wrote and edited. */
const PAIR_LENGTH_MAX = 60;
const FULL_NAME =
  /^(?:\p{Lu}[\p{L}.'’-]{0,20}|al-\p{L}{2,20})(?:\s(?:\p{Lu}[\p{L}.'’-]{0,20}|(?:al|el|bin|ben)-?\s?\p{L}{2,20})){0,3}$/u;

function isPairOfNames(text: string): boolean {
  const [one = '', two = '', ...more] = text.trim().split(/\s?\/\s?/u);
  if (text.length > PAIR_LENGTH_MAX || more.length > 0) return false;
  const areNames = [one, two].every((name) => FULL_NAME.test(name) && /\p{Ll}/u.test(name));
  // `Ghossoun/Manar`, but two cities may end a list, and `And/Or` a sentence.
  const isOfNames =
    one.includes(' ') ||
    two.includes(' ') ||
    (!WORD_PAIRS.test(text) && !isKnownCity(one) && countryCode(one) === undefined);
  return areNames && isOfNames && !/[!?]$/u.test(text);
}
