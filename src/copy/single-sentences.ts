/**
 * Wrapped copy without blank lines whose paragraphs are of one sentence each. There a sentence that ends on a full line
 * ends its paragraph too, though nothing else tells: that a last line is full by chance is about as likely as that a
 * sentence within a paragraph ends where its line does, so the copy's own share of such sentences decides.
 */
import { endsSentence } from './blocks.ts';

/** Fewer paragraphs prove nothing. */
const PARAGRAPHS_MIN = 3;
/** Paragraphs to each sentence that ends within one. */
const PARAGRAPHS_PER_SENTENCE_MIN = 8;

/** By the ends of paragraphs that are sure, counted, and the lines of the whole text. */
export function areSingleSentences(sureEnds: number, lines: readonly string[]): boolean {
  if (sureEnds < PARAGRAPHS_MIN) return false;
  const within = lines.reduce((sum, line) => sum + endsWithin(line), 0);
  return sureEnds >= within * PARAGRAPHS_PER_SENTENCE_MIN;
}

/** How many sentences end within a line. */
function endsWithin(line: string): number {
  const ends = [...line.matchAll(/[.!?؟]["”’»)]?(?=\s{1,3}["“«‘]?[\p{Lu}\p{Lo}])/gu)];
  return ends.filter(({ index, 0: { length } }) => {
    const [before, after] = [line.slice(Math.max(0, index - WORD_MAX), index + length), line.slice(index + length)];
    return isSentenceEnd(before, after.slice(0, WORD_MAX));
  }).length;
}

const WORD_MAX = 12;

/** Whether the one line ends a sentence, in no abbreviation (`Gen.`, `U.S.`), and the next begins one. */
export function isSentenceEnd(line: string, next: string): boolean {
  const isAbbreviation = /(?:^|[\s(.])(?:\p{L}|\p{Lu}\p{L}{1,4}|[ap]\.m|No)\.$/u.test(line.trimEnd().slice(-8));
  return endsSentence(line) && !isAbbreviation && /^["“«‘]?[\p{Lu}\p{Lo}]/u.test(next.trimStart());
}
