/** What the shape of a line tells: how far it is set in, whether it is an item, a heading, or full. */
import { type Block, endsSentence } from './blocks.ts';

/** Whether the first word of the next line could have stood on the one before it. */
export function hasRoom(line: string, next: string, width: number): boolean {
  return line.trimEnd().length + 1 + firstWordLength(next.trimStart()) <= width;
}

function firstWordLength(text: string): number {
  const end = text.search(/\s/);
  return end < 0 ? text.length : end;
}

export function marginOf(blocks: readonly Block[]): number {
  return blocks.reduce(
    (least, { lines }) => lines.reduce((widest, { text }) => Math.min(widest, indentOf(text)), least),
    Number.POSITIVE_INFINITY,
  );
}

/** A first line is set in by a tab, or by two blanks or more. */
export function isIndented(line: string, margin: number): boolean {
  return indentOf(line) >= margin + 2;
}

function indentOf(line: string): number {
  const blanks = line.slice(0, INDENT_MAX).match(/^\s*/)?.[0] ?? '';
  return blanks.includes('\t') ? INDENT_MAX : blanks.length;
}

const INDENT_MAX = 16;

/** `* Fed raises rates`, `- Reporting by`, `1. The first` */
export function isItem(line: string): boolean {
  return /^\s{0,16}(?:[*•·▪–-]|\d{1,2}[.)])\s{1,3}\S/u.test(line);
}

const WHOLE_LENGTH_MAX = 54;

/** An item of a list, or the result of a match (`Nigeria - Tunisie : 0-1`), on a line of its own: below it something else begins. */
export function isWholeLine(line: string, next: string): boolean {
  const text = line.trim();
  if (text.length > WHOLE_LENGTH_MAX || !/^["“«‘]?\p{Lu}/u.test(next.trimStart())) return false;
  return isItem(line) || /^\p{L}.{2,40}\s\d{1,3}\s?[-–:]\s?\d{1,3}(?:\s?\([^()]{1,30}\))?$/u.test(text);
}

export const SUBHEAD_LENGTH_MAX = 60;

/** A short line in capitals: a heading, as `UP NEXT` or `BACKGROUND`. */
export function isShouted(text: string): boolean {
  const written = text.trim();
  if (written.length > SUBHEAD_LENGTH_MAX || /\p{Ll}/u.test(written)) return false;
  // `ET LE TOURISME ?` is a heading, `NO.` a sentence.
  if (endsSentence(written) && !/\p{L}\s?\?$/u.test(written)) return false;
  return /\p{Lu}{2}/u.test(written) && !/\d{3}|[=|]/u.test(written);
}

/** `- "Moment historique" -`, as the AFP sets its headings off. */
export function isSetOff(text: string): boolean {
  return text.length <= SUBHEAD_LENGTH_MAX && /^[-–—]\s\S.*\S\s[-–—]$/u.test(text);
}

/** Most of them. */
export function areInCapitals(texts: readonly string[]): boolean {
  return texts.filter((text) => !/\p{Ll}/u.test(text) && /\p{Lu}/u.test(text)).length > texts.length / 2;
}
