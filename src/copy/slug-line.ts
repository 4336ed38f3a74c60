/**
 * Slug lines: `SENEGAL-SECURITE`, `Germany-politics/`, `Switzerland/migration/UN/`,
 * `BC-US--Giant Lobster Death, 1st Ld-Writethru,127`, `LIBYA-OIL/ (UPDATE 1, PIX)`.
 */
import type { Filed } from '../story/instant.ts';
import { findDate } from './dates.ts';
import { type FoundMark, marksOfLine } from './marks.ts';
import { present } from './present.ts';

export type SlugLine = {
  readonly slugline: string;
  readonly marks: readonly FoundMark[];
  readonly wordCount?: number;
  /** What follows on the same line, which is the headline: `SENEGAL-SECURITE / Le ministre ...`. */
  readonly rest?: string;
};

const LENGTH_MAX = 100;
const PART = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}.'’&]{0,30}";

/** The AP's: a cycle, then words with blanks. */
const ASSOCIATED_PRESS = /^(?:bc|am|pm|ap|us|eu|ml|af|as|lt)-{1,2}\S/iu;
/** dpa's, which ends in a stroke. */
const STROKES = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}.'’& -]{0,40}(?:\/[\p{L}\p{N}][\p{L}\p{M}\p{N}.'’& -]{0,40}){0,4}\/$/u;
/** Parts of a word or two: `ليبيا / حكومة / نفط`. */
const SPACED =
  /^[\p{L}\p{N}.'’-]{1,20}(?:\s[\p{L}\p{N}.'’-]{1,20})?(?:\s\/\s[\p{L}\p{N}.'’-]{1,20}(?:\s[\p{L}\p{N}.'’-]{1,20})?){2,4}$/u;
/** One word without a blank. */
const HYPHENS = new RegExp(`^${PART}(?:[-/]{1,2}${PART}){1,6}/?$`, 'u');
/** The Senegalese agency's, with the headline on the same line. */
const IN_FRONT = /^(?<slug>[\p{Lu}\p{N}]{2,30}(?:-[\p{Lu}\p{N}]{2,30}){1,5})\s{1,3}\/\s{1,3}(?<rest>\S.*)$/u;

/** A list of stories has one before each. */
const BULLET = /^[•·]\s{1,3}/u;

/** The Saudi agency's, in front of the headline as well. */
const SAUDI =
  /^(?<slug>(?:سياسي|اقتصادي|ثقافي|رياضي|اجتماعي|عام|محلي|دولي|ديني|تعليمي|صحي|أمني)(?:\s\p{L}{2,12})?)\s{1,3}\/\s{1,3}(?<rest>\S.*)$/u;

/** The South African agency's: `@ FIRE - GRAHAMSTOWN`. */
const SAPA = /^@\s{0,3}(?<slug>[\p{Lu}\d][\p{Lu}\d\s'’:,./()-]{2,60})$/u;
/** Kickers: `Libye - Sécurité - Frontières`. */
const KICKERS = /^\p{L}[\p{L}\p{M}'’]{1,20}(?:\s[-–/]\s\p{L}[\p{L}\p{M}'’]{1,20}){2,4}$/u;

/** PANA's of the nineties: `22 Nov 96 - Zimbabwe-United Nations`, `07 Jul 96 - Feature: Gambia-Politics`. */
const PART_OF_WORDS = "\\p{Lu}[\\p{L}.'’]{1,20}(?: \\p{Lu}[\\p{L}.'’]{1,20}){0,2}";
const DATED = new RegExp(
  `^(?<date>\\d{1,2} \\p{L}{3,9}\\.? (?:\\d\\d){1,2})\\s{0,2}[-–]\\s{1,2}(?<slug>(?:\\p{Lu}[\\p{L} ]{2,15}: )?${PART_OF_WORDS}(?:-${PART_OF_WORDS}){1,3})$`,
  'u',
);

/** A slug line that begins with its date. */
export function readDatedSlug(line: string): { readonly slugline: string; readonly filed?: Filed } | undefined {
  const { date = '', slug } = DATED.exec(line.trim())?.groups ?? {};
  const found = slug === undefined ? undefined : findDate(date);
  if (slug === undefined || found?.index !== 0 || found.end !== date.length) return undefined;
  return { slugline: slug, ...present({ filed: found.filed }) };
}

export function readSlugLine(line: string): SlugLine | undefined {
  const text = line.trim();
  const slugged = SAPA.exec(text)?.groups?.['slug'];
  if (slugged !== undefined) return { slugline: slugged, marks: [] };
  const inFront = (IN_FRONT.exec(text.replace(BULLET, '')) ?? SAUDI.exec(text))?.groups;
  if (inFront !== undefined) return { slugline: inFront['slug'] ?? '', marks: [], rest: inFront['rest'] ?? '' };
  if (text.length > LENGTH_MAX) return undefined;
  const [, slug = '', bracketed = ''] = /^([^()]{2,80}?)\s{0,3}(?:\(([^()]{1,60})\))?$/u.exec(text) ?? [];
  const [first = '', ...others] = withoutComma(slug)
    .split(',')
    .map((part) => part.trim());
  const parts = [...others, ...bracketed.split(',').map((part) => part.trim())].filter((part) => part !== '');
  if (!isSlug(first, parts)) return undefined;
  const words = parts.find((part) => /^\d{1,5}$/u.test(part));
  const marks = parts.flatMap(marksOfLine);
  const kept = parts.filter((part) => part !== words && marksOfLine(part).length === 0 && !bracketed.includes(part));
  return {
    slugline: [first, ...kept].join(', '),
    marks,
    ...(words !== undefined && { wordCount: Number(words) }),
  };
}

/** `SENEGAL-BUDGET 2nd Take`: the number tells that it is a mark, where `ANTI-TERROR ALERT` is a headline. */
function withoutComma(slug: string): string {
  const [, word = '', last = ''] = /^(\S{3,60})\s{1,3}(\S.{0,30})$/u.exec(slug) ?? [];
  const marks = marksOfLine(last);
  const areNumbered = marks.length > 0 && marks.every(({ number }) => number !== undefined);
  return areNumbered && HYPHENS.test(word) ? `${word}, ${last}` : slug;
}

function isSlug(first: string, parts: readonly string[]): boolean {
  if (ASSOCIATED_PRESS.test(first)) return true;
  const known = parts.every((part) => /^\d{1,5}$/u.test(part) || marksOfLine(part).length > 0 || part.length <= 4);
  const isWord = HYPHENS.test(first) && /\p{L}{2}/u.test(first) && !/^\d/u.test(first);
  return known && (STROKES.test(first) || SPACED.test(first) || KICKERS.test(first) || isWord);
}

/** A mark may follow the slug of a header without a comma: `BC-US--Storm 1stLd-Writethru`. */
export function slugOfHeader(slug: string): SlugLine {
  const [, first = slug, last = ''] = /^(.*?)\s{1,3}(\S.{0,30})$/u.exec(slug) ?? [];
  const marks = marksOfLine(last);
  return marks.length === 0 ? { slugline: slug.trim(), marks } : { slugline: first.trim(), marks };
}
