/**
 * Which lines above a text are its headlines, and where one ends and the next begins: agencies send one on two lines as
 * well as two of one line each.
 */
import type { Line } from './lines.ts';
import { type Paragraph, unwrap } from './paragraphs.ts';

const LENGTH_MAX = 300;
const LINE_LENGTH_MAX = 120;

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

/** Nobody writes a headline longer than that; two of usual length together are. */
const ONE_HEADLINE_MAX = 110;

/** Words after which a headline cannot end. */
const CONNECTING =
  /(?:[,:;(–—-]|(?:^|\s)(?:a|an|the|and|or|of|in|on|at|to|for|from|by|with|as|after|before|over|against|its|their|his|her|le|la|les|un|une|des|du|de|et|ou|à|au|aux|en|dans|sur|pour|par|avec|contre|o|os|as|um|uma|do|da|dos|das|e|em|no|na|para|por|com|el|los|las|y|con|del|في|من|على|إلى|عن|مع))$/iu;

function goesOn(before: readonly string[], next: string): boolean {
  const last = before.at(-1) ?? '';
  if (CONNECTING.test(last) || /^[\p{Ll},;:)–—-]/u.test(next)) return true;
  if (/^[*•·]\s/u.test(next) || /^[*•·]\s/u.test(last)) return false;
  const text = before.join(' ');
  return text.length + 1 + next.length <= ONE_HEADLINE_MAX && !sharesWord(text, next);
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
