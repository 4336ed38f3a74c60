/**
 * Wrapped copy without blank lines whose paragraphs are of one sentence each. There a sentence that ends on a full line
 * ends its paragraph too, though nothing else tells: that a last line is full by chance is about as likely as that a
 * sentence within a paragraph ends where its line does, so the copy's own share of such sentences decides.
 */
import { endsSentence } from './blocks.ts';
import { countryCode } from './countries.ts';
import { isKnownCity } from './known-cities.ts';
import { monthNumber } from './months.ts';

/** Sentences that end where their line does, to each that ends within one. */
const ENDS_OF_LINES_MIN = 2;

/** By the sentences that end with their lines, counted, and the lines of the whole text. */
export function areSingleSentences(ends: number, lines: readonly string[]): boolean {
  const within = lines.reduce((sum, line) => sum + endsWithin(line), 0);
  return ends > 0 && ends >= within * ENDS_OF_LINES_MIN;
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
  return endsSentence(line) && !endsAbbreviated(line) && /^(?:["“«‘]|``?)?[\p{Lu}\p{Lo}]/u.test(next.trimStart());
}

/** Whether a line ends a sentence for all that the next one shows: `the U.S.` above `could not` does not. */
export function endsBefore(line: string, next: string): boolean {
  return endsSentence(line) && !/^\p{Ll}/u.test(next.trimStart());
}

/** `le 16 déc.` above `2001`, `No.` above `14`: the number belongs to the word. */
export function goesOnWithNumber(line: string, next: string): boolean {
  const [, word = ''] = /\s(\p{L}{1,5})\.$/u.exec(line.trimEnd().slice(-8)) ?? [];
  const isNumbered = monthNumber(word) !== undefined || /^(?:nos?|art|pp?|vol|fig)$/iu.test(word);
  return isNumbered && /^\d/u.test(next.trimStart());
}

/** A short word that is no place: `Mali.` and `Lagos.` end sentences. */
function endsAbbreviated(line: string): boolean {
  const [, word] = /(?:^|[\s(.])(\p{L}|\p{Lu}\p{Ll}{1,4}|[ap]\.m|No)\.$/u.exec(line.trimEnd().slice(-8)) ?? [];
  return word !== undefined && !(word.length > 3 && (countryCode(word) !== undefined || isKnownCity(word)));
}
