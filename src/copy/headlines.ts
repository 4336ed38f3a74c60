/**
 * Which lines above a text are its headlines, and where one ends and the next begins: agencies send one on two lines as
 * well as two of one line each.
 */
import { cannotEnd } from './connecting.ts';
import type { Line } from './lines.ts';
import { type Paragraph, unwrap } from './paragraphs.ts';

const LENGTH_MAX = 300;
export const LINE_LENGTH_MAX = 120;

/** Headlines have no full stop at the end. */
export function isHeadlineLike(line: string, lengthMax: number = LENGTH_MAX): boolean {
  const text = line.trim();
  return text.length <= lengthMax && !/(?<![.])[.。](?:\s?["'”»)]){0,2}$/u.test(text.slice(-6));
}

/** One of several lines of headlines. */
export function isHeadlineLine(line: string): boolean {
  return isHeadlineLike(line, LINE_LENGTH_MAX);
}

export function headlinesOf(lines: readonly Line[]): readonly Paragraph[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const current = groups.at(-1);
    if (
      current !== undefined &&
      goesOn(
        current.map(({ text }) => text.trim()),
        line.text.trim(),
      )
    )
      current.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => ({ line: group[0]?.number ?? 1, text: unwrap(group.map(({ text }) => text)) }));
}

/** Reuters' second headlines begin with a star. */
export function withoutBullet({ line, text }: Paragraph): Paragraph {
  return { line, text: text.replace(/^[*•·]\s{1,3}/u, '') };
}

/** In capitals a small word that begins no headline goes on with one. */
const LINKING = /^(?:OF|AND|ET|DE|DES|DU|E|Y|DA|DO|DOS|DAS|DEL|QUE|THAT)\s\p{Lu}/u;

/** Nobody writes a headline longer than that; two of usual length together are. */
const ONE_HEADLINE_MAX = 110;

function goesOn(before: readonly string[], next: string): boolean {
  const last = before.at(-1) ?? '';
  if (cannotEnd(last) || /^[\p{Ll},;:)–—-]/u.test(next) || LINKING.test(next)) return true;
  if (/^[*•·]\s/u.test(next) || /^[*•·]\s/u.test(last) || isBrokenBySense(last, next)) return false;
  const text = before.join(' ');
  const isWord = next.split(/\s+/u).length <= 2;
  return isWord || (text.length + 1 + next.length <= ONE_HEADLINE_MAX && !sharesWord(text, next));
}

/** Wider lines may have been broken by width. */
const NARROW = 60;
const LINE_MIN = 20;
const WORDS_MIN = 3;

/** In a headline in small letters that had room for more, a new line with a capital begins a new headline. */
function isBrokenBySense(last: string, next: string): boolean {
  const [firstWord = '', ...others] = next.split(/\s+/u);
  const hadRoom = last.length >= LINE_MIN && last.length + 1 + firstWord.length <= NARROW;
  const isNew = /^["“«‘']?\p{Lu}/u.test(next) && others.length + 1 >= WORDS_MIN;
  // Who breaks one headline for want of room does not do so where all of it had some.
  const hadRoomForAll = last.length + 1 + next.length <= NARROW;
  return hadRoom && isNew && isInSmallLetters(last, hadRoomForAll ? 1 : 2) && isInSmallLetters(next, 1);
}

/** Most of its longer words begin with a small letter: it is no headline in capitals, nor one In Title Case. */
export function isInSmallLetters(line: string, least: number): boolean {
  const words = line
    .split(/\s+/u)
    .slice(1)
    .filter((word) => word.length >= WORD_MIN);
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return small >= least && small * 2 >= words.length;
}

const WORD_MIN = 4;

/** Two headlines tell the same story in other words, one does not say a word twice. */
function sharesWord(text: string, next: string): boolean {
  const words = new Set(wordsOf(text));
  return wordsOf(next).some((word) => words.has(word));
}

function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).filter((word) => word.length >= WORD_MIN);
}
