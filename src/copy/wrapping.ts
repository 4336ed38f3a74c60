/** Whether the lines of a text are broken by width, and how: decided for the text as a whole. */
import { type Block, endsSentence } from './blocks.ts';
import { cannotEnd } from './connecting.ts';
import {
  areInCapitals,
  hasRoom,
  isIndented,
  isItem,
  isSetOff,
  isShouted,
  isWholeLine,
  marginOf,
} from './line-shapes.ts';
import { areSingleSentences, endsBefore, isSentenceEnd } from './single-sentences.ts';
import { isRow } from './tables.ts';

/** How the lines of a text are to be put together. */
export type Layout = {
  /** Lines are broken by width and not by sense. */
  readonly isWrapped: boolean;
  /** Where they are broken by width: no line is longer. */
  readonly width?: number;
  /** Indentation that no line of the file does without. */
  readonly margin: number;
  /** A sentence that ends a line ends a paragraph. */
  readonly isOfSingleSentences?: boolean;
  /** All of it: then capitals mark no heading. */
  readonly isInCapitals?: boolean;
};

/** Widths at which copy is wrapped; agencies use 60 to 75 columns. */
const WIDTH_MIN = 40;
const WIDTH_MAX = 100;
/** An address or a row of a table may be longer. */
const LONGER_SHARE_MAX = 0.1;
/** Fewer lines prove nothing. */
const BREAKS_MIN = 2;
/** A desk mends a line here and there. */
const FULL_SHARE_MIN = 0.85;
const SENTENCE_ENDS_SHARE_MAX = 0.5;
/** Lines broken by hand stop near the width rather than at it, and the next begins in mid-sentence. */
const NEAR_WIDTH = 0.6;
const MID_SENTENCE_SHARE_MIN = 0.4;

type Break = { readonly line: string; readonly next: string; readonly isHung: boolean };

/**
 * Lines are wrapped where nearly every one that is followed by another was so full that the next line's first word had
 * no room, and most stop in mid-sentence; or nearly every one comes near the width, and many go on with a small letter;
 * or only the first lines of paragraphs are set in.
 */
export function layoutOf(blocks: readonly Block[]): Layout {
  const texts = blocks.flatMap(({ lines }) => lines.map(({ text }) => text));
  const isInCapitals = areInCapitals(texts);
  return { ...wrappingOf(blocks, texts, isInCapitals), isInCapitals };
}

function wrappingOf(blocks: readonly Block[], texts: readonly string[], isInCapitals: boolean): Layout {
  const margin = marginOf(blocks);
  const all = breaksIn(blocks, margin, isInCapitals);
  const breaks = all.filter(({ line }) => line.length <= WIDTH_MAX);
  const width = breaks.reduce((widest, { line }) => Math.max(widest, line.length), 0);
  if (breaks.length === 0 || all.length - breaks.length > all.length * LONGER_SHARE_MAX || width < WIDTH_MIN) {
    return { isWrapped: false, margin };
  }
  const share = (holds: (each: Break) => boolean): number => breaks.filter(holds).length / breaks.length;
  const byWidth = areBrokenByWidth(blocks, breaks, width);
  const byHand =
    share(({ line, next }) => line.length >= width * NEAR_WIDTH || endsBefore(line, next)) >= FULL_SHARE_MIN &&
    share(goesOn) >= MID_SENTENCE_SHARE_MIN &&
    share(({ line }) => endsSentence(line)) < SENTENCE_ENDS_SHARE_MAX;
  // Where most paragraphs are set in, what is not belongs to the one above.
  const setIn = blocks.reduce((sum, { lines }) => sum + lines.filter(({ text }) => isIndented(text, margin)).length, 0);
  const byIndent =
    share(({ isHung }) => isHung) >= FULL_SHARE_MIN &&
    (setIn >= breaks.length || share(({ line }) => !endsSentence(line)) >= SENTENCE_ENDS_SHARE_MAX);
  const isWrapped =
    byHand || byIndent || areBrokenTwice(blocks, breaks) || (all.length === 1 && isInSentence(breaks[0]));
  // In one block only the ends of sentences that have room can tell its paragraphs.
  const isOneBlock = blocks.length === 1 && setIn === 0;
  if (!byWidth) return { isWrapped, margin, ...(isOneBlock && { width }) };
  const ends = breaks.filter(({ line, next }) => isSentenceEnd(line, next));
  // Where blank lines or indents set paragraphs apart, nothing else does.
  const isUnmarked = isOneBlock || ends.some(({ line, next }) => hasRoom(line, next, width));
  return { isWrapped: true, margin, width, isOfSingleSentences: isUnmarked && areSingleSentences(ends.length, texts) };
}

/** Mail breaks anew what was broken before, and leaves a word or two on each second line. Blank lines part paragraphs. */
function areBrokenTwice(blocks: readonly Block[], breaks: readonly Break[]): boolean {
  const inSentence = breaks.filter(goesOn).length;
  const atEnd = breaks.filter(({ line }) => endsSentence(line)).length;
  return (
    blocks.length > 1 &&
    (breaks.length > BREAKS_MIN || (breaks.length === BREAKS_MIN && inSentence === BREAKS_MIN)) &&
    inSentence >= breaks.length * MID_SENTENCE_SHARE_MIN &&
    atEnd <= breaks.length * TWICE_ENDS_SHARE_MAX
  );
}

const TWICE_ENDS_SHARE_MAX = 0.2;

/** The only line of a text that is followed by another: as wide as agencies wrap, with no sign at its end, before a sentence's. */
function isInSentence(only: Break | undefined): boolean {
  if (only === undefined || isItem(only.line) || !(/[\p{L}\p{N}]$/u.test(only.line) || /^\p{Ll}/u.test(only.next)))
    return false;
  return isOfAgencyWidth(only.line) && (endsSentence(only.next) || only.next.endsWith(':'));
}

/** Lines that end paragraphs, where no blank line does, prove nothing: then the others must stop in mid-sentence. */
function areBrokenByWidth(blocks: readonly Block[], breaks: readonly Break[], width: number): boolean {
  const isFull = ({ line, next }: Break): boolean => !hasRoom(line, next, width);
  const inner = breaks.filter((each) => isFull(each) || !endsBefore(each.line, each.next));
  const share = (holds: (each: Break) => boolean): number => inner.filter(holds).length / Math.max(1, inner.length);
  // One or two prove it where each is of an agency's width and goes on, or nothing but they lack the end of a sentence.
  const areEnded = blocks.every(({ lines }) => endsSentence(lines.at(-1)?.text ?? ''));
  const open = inner.filter(({ line, next }) => !endsBefore(line, next));
  const areCertain = open.length > 0 && open.every((each) => goesOnForSure(each) || (areEnded && mayGoOn(each)));
  const isSure =
    inner.length === breaks.length ||
    areCertain ||
    (inner.length > BREAKS_MIN &&
      inner.length >= breaks.length * INNER_SHARE_MIN &&
      share(goesOn) >= (inner.every(({ line }) => isOfAgencyWidth(line)) ? NARROW_SHARE_MIN : MID_SENTENCE_SHARE_MIN));
  return (
    isSure &&
    (areCertain || inner.length >= BREAKS_MIN) &&
    share(isFull) >= FULL_SHARE_MIN &&
    (areCertain || share(({ line, next }) => endsBefore(line, next)) < SENTENCE_ENDS_SHARE_MAX)
  );
}

const INNER_SHARE_MIN = 0.5;
/** Where every line is as wide as agencies break them: names and titles begin with capitals too. */
const NARROW_SHARE_MIN = 0.25;

/** In the middle of a sentence; where no small letter tells, at a width at which agencies wrap. */
function goesOn({ line, next }: Break): boolean {
  if (endsBefore(line, next)) return false;
  return (
    /^\p{Ll}/u.test(next) ||
    (cannotEnd(line) && !/[,:;]$/u.test(line)) ||
    (/^[\p{Lo}\p{N}]/u.test(next) && isOfAgencyWidth(line))
  );
}

function mayGoOn({ line }: Break): boolean {
  return isOfAgencyWidth(line) && /[\p{L}\p{N},،]$/u.test(line);
}

function goesOnForSure({ line, next }: Break): boolean {
  if (!isOfAgencyWidth(line) || /[;:]$/u.test(line)) return false;
  return cannotEnd(line) || /^\p{Ll}/u.test(next) || (/[\p{L}\p{N}]$/u.test(line) && /^\p{N}/u.test(next));
}

function isOfAgencyWidth(line: string): boolean {
  return line.length >= AGENCY_WIDTH_MIN && line.length <= AGENCY_WIDTH_MAX;
}

const AGENCY_WIDTH_MIN = 55;
const AGENCY_WIDTH_MAX = 80;

function breaksIn(blocks: readonly Block[], margin: number, isShoutedText: boolean): readonly Break[] {
  const isHeading = (text: string): boolean => isSetOff(text.trim()) || (!isShoutedText && isShouted(text));
  return blocks.flatMap(({ lines }) => {
    const isSetIn = isIndented(lines[0].text, margin);
    return lines.flatMap(({ text }, index): readonly Break[] => {
      const next = lines[index + 1]?.text;
      if (next === undefined || isIndented(next, margin) || isRow(text) || isRow(next)) return [];
      if (beginsApart(next) || isHeading(next) || isHeading(text) || isWholeLine(text, next)) return [];
      return [{ line: text.trimEnd(), next: next.trimStart(), isHung: isSetIn }];
    });
  });
}

/** An item of a list, and what a desk puts on a new line after a dateline's place: the line above proves nothing. */
function beginsApart(line: string): boolean {
  return isItem(line) || /^\s{0,3}\([^()]{2,20}\)\s?[-–—_]/u.test(line);
}
