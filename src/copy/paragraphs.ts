/** From blocks to paragraphs. How a file marks its paragraphs is decided for the file as a whole. */
import type { ParagraphForm } from '../story/story.ts';
import { type Block, endsSentence } from './blocks.ts';
import { cannotEnd } from './connecting.ts';
import type { Line } from './lines.ts';
import { areSingleSentences, isSentenceEnd } from './single-sentences.ts';
import { isRow, tableLines, tableText } from './tables.ts';

export type Paragraph = {
  /** The number of its first line. */
  readonly line: number;
  readonly text: string;
  /** Absent where it is a plain one. */
  readonly form?: ParagraphForm;
};

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
  return { ...wrappingOf(blocks, texts), isInCapitals: areInCapitals(texts) };
}

function wrappingOf(blocks: readonly Block[], texts: readonly string[]): Layout {
  const margin = marginOf(blocks);
  const all = breaksIn(blocks, margin);
  const breaks = all.filter(({ line }) => line.length <= WIDTH_MAX);
  const width = breaks.reduce((widest, { line }) => Math.max(widest, line.length), 0);
  if (breaks.length === 0 || all.length - breaks.length > all.length * LONGER_SHARE_MAX || width < WIDTH_MIN) {
    return { isWrapped: false, margin };
  }
  const share = (holds: (each: Break) => boolean): number => breaks.filter(holds).length / breaks.length;
  const byWidth = areBrokenByWidth(breaks, width);
  const byHand =
    share(({ line }) => line.length >= width * NEAR_WIDTH) >= FULL_SHARE_MIN &&
    share(goesOn) >= MID_SENTENCE_SHARE_MIN &&
    share(({ line }) => endsSentence(line)) < SENTENCE_ENDS_SHARE_MAX;
  // Where most paragraphs are set in, what is not belongs to the one above.
  const setIn = blocks.reduce((sum, { lines }) => sum + lines.filter(({ text }) => isIndented(text, margin)).length, 0);
  const byIndent =
    share(({ isHung }) => isHung) >= FULL_SHARE_MIN &&
    (setIn >= breaks.length || share(({ line }) => !endsSentence(line)) >= SENTENCE_ENDS_SHARE_MAX);
  if (!byWidth) return { isWrapped: byHand || byIndent || (all.length === 1 && isInSentence(breaks[0])), margin };
  const ends = breaks.filter(({ line, next }) => isSentenceEnd(line, next));
  // Where blank lines or indents set paragraphs apart, nothing else does.
  const isUnmarked = (blocks.length === 1 && setIn === 0) || ends.some(({ line, next }) => hasRoom(line, next, width));
  return { isWrapped: true, margin, width, isOfSingleSentences: isUnmarked && areSingleSentences(ends.length, texts) };
}

/** The only line of a text that is followed by another: as wide as agencies wrap, with no sign at its end, before a sentence's. */
function isInSentence(only: Break | undefined): boolean {
  if (only === undefined || isItem(only.line) || !/[\p{L}\p{N}]$/u.test(only.line)) return false;
  return isOfAgencyWidth(only.line) && (endsSentence(only.next) || only.next.endsWith(':'));
}

/** Lines that end paragraphs, where no blank line does, prove nothing: then the others must stop in mid-sentence. */
function areBrokenByWidth(breaks: readonly Break[], width: number): boolean {
  const isFull = ({ line, next }: Break): boolean => !hasRoom(line, next, width);
  const inner = breaks.filter((each) => isFull(each) || !endsSentence(each.line));
  const share = (holds: (each: Break) => boolean): number => inner.filter(holds).length / Math.max(1, inner.length);
  // One or two prove it where each is of an agency's width and goes on with a small letter.
  const areCertain = inner.length > 0 && inner.every(goesOnForSure);
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
    share(({ line }) => endsSentence(line)) < SENTENCE_ENDS_SHARE_MAX
  );
}

const INNER_SHARE_MIN = 0.5;
/** Where every line is as wide as agencies break them: names and titles begin with capitals too. */
const NARROW_SHARE_MIN = 0.25;

/** In the middle of a sentence; where no small letter tells, at a width at which agencies wrap. */
function goesOn({ line, next }: Break): boolean {
  if (endsSentence(line)) return false;
  return (
    /^\p{Ll}/u.test(next) ||
    (cannotEnd(line) && !/[,:;]$/u.test(line)) ||
    (/^[\p{Lo}\p{N}]/u.test(next) && isOfAgencyWidth(line))
  );
}

function goesOnForSure({ line, next }: Break): boolean {
  if (!isOfAgencyWidth(line) || /[;:]$/u.test(line)) return false;
  return cannotEnd(line) || (/[\p{L}\p{N}]$/u.test(line) && /^[\p{Ll}\p{N}]/u.test(next));
}

function isOfAgencyWidth(line: string): boolean {
  return line.length >= AGENCY_WIDTH_MIN && line.length <= AGENCY_WIDTH_MAX;
}

const AGENCY_WIDTH_MIN = 55;
const AGENCY_WIDTH_MAX = 80;

function breaksIn(blocks: readonly Block[], margin: number): readonly Break[] {
  return blocks.flatMap(({ lines }) => {
    const isSetIn = isIndented(lines[0].text, margin);
    return lines.flatMap(({ text }, index): readonly Break[] => {
      const next = lines[index + 1]?.text;
      if (next === undefined || isIndented(next, margin) || isRow(text) || isRow(next)) return [];
      if (beginsApart(next) || isSetOff(next.trim()) || isSetOff(text.trim())) return [];
      return [{ line: text.trimEnd(), next: next.trimStart(), isHung: isSetIn }];
    });
  });
}

/** An item of a list, and what a desk puts on a new line after a dateline's place: the line above proves nothing. */
function beginsApart(line: string): boolean {
  return isItem(line) || /^\s{0,3}\([^()]{2,20}\)\s?[-–—_]/u.test(line);
}

/** Whether the first word of the next line could have stood on the one before it. */
function hasRoom(line: string, next: string, width: number): boolean {
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

/** The paragraphs of all blocks, each with its form. */
export function paragraphsOf(blocks: readonly Block[], layout: Layout): readonly Paragraph[] {
  return withSubheads(underlined(blocks.flatMap((block) => paragraphsOfBlock(block, layout))));
}

function paragraphsOfBlock({ lines }: Block, layout: Layout): readonly Paragraph[] {
  const inTable = tableLines(lines.map(({ text }) => text));
  const runs: { isTable: boolean; lines: Line[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const isTable = inTable[index] === true;
    const current = runs.at(-1);
    if (current?.isTable === isTable) current.lines.push(line);
    else runs.push({ isTable, lines: [line] });
  }
  return runs.flatMap((run) => (run.isTable ? [table(run.lines)] : textParagraphs(run.lines, layout)));
}

function table(lines: readonly Line[]): Paragraph {
  return { line: lines[0]?.number ?? 1, text: tableText(lines.map(({ text }) => text)), form: 'preformatted' };
}

/** In wrapped copy a block is a paragraph, or several with first lines set in; else every line is a paragraph. */
function textParagraphs(lines: readonly Line[], layout: Layout): readonly Paragraph[] {
  if (!layout.isWrapped) return lines.map(({ number, text }) => ({ line: number, text: text.trim() }));
  const isList = lines.filter(({ text }) => isItem(text)).length >= 2 || isItem(lines[0]?.text ?? '');
  const paragraphs: Line[][] = [];
  for (const line of lines) {
    const current = paragraphs.at(-1);
    const last = current?.at(-1);
    const begins = last === undefined || (isList && isItem(line.text)) || beginsParagraph(line.text, last.text, layout);
    if (begins || current === undefined) paragraphs.push([line]);
    else current.push(line);
  }
  return paragraphs.map((own) => ({
    line: own[0]?.number ?? 1,
    text: unwrap(own.map(({ text }) => text)),
  }));
}

function beginsParagraph(
  line: string,
  previous: string,
  { margin, width, isOfSingleSentences, isInCapitals }: Layout,
): boolean {
  if (isIndented(line, margin) || isSetOff(line.trim()) || isSetOff(previous.trim())) return true;
  if (
    isInCapitals !== true &&
    isShouted(previous) !== isShouted(line) &&
    (endsSentence(previous) || isShouted(previous))
  )
    return true;
  if (width === undefined) return false;
  // Whoever wraps by width leaves a line short of it at the end of a paragraph only.
  if (hasRoom(previous, line, width)) return endsSentence(previous);
  return isOfSingleSentences === true && isSentenceEnd(previous, line);
}

/** `* Fed raises rates`, `- Reporting by`, `1. The first` */
function isItem(line: string): boolean {
  return /^\s{0,16}(?:[*•·▪–-]|\d{1,2}[.)])\s{1,3}\S/u.test(line);
}

const SUBHEAD_LENGTH_MAX = 60;

/** A short line in capitals: a heading, as `UP NEXT` or `BACKGROUND`. */
function isShouted(text: string): boolean {
  const written = text.trim();
  if (written.length > SUBHEAD_LENGTH_MAX || endsSentence(written) || /\p{Ll}/u.test(written)) return false;
  return /\p{Lu}{2}/u.test(written) && !/\d{3}|[=|]/u.test(written);
}

/** `- "Moment historique" -`, as the AFP sets its headings off. */
function isSetOff(text: string): boolean {
  return text.length <= SUBHEAD_LENGTH_MAX && /^[-–—]\s\S.*\S\s[-–—]$/u.test(text);
}

/** A line of hyphens below a short one makes it a heading. */
function underlined(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const isLine = (paragraph: Paragraph | undefined): boolean =>
    /^(?:-{4,80}|={4,80}|~{4,80})$/u.test(paragraph?.text ?? '');
  const isHeading = ({ text }: Paragraph): boolean => text.length <= SUBHEAD_LENGTH_MAX && !endsSentence(text);
  return paragraphs.flatMap((paragraph, index): readonly Paragraph[] => {
    const before = paragraphs[index - 1];
    if (isLine(paragraph) && before !== undefined && isHeading(before)) return [];
    return isLine(paragraphs[index + 1]) && isHeading(paragraph) ? [{ ...paragraph, form: 'subhead' }] : [paragraph];
  });
}

/** Most of them. */
function areInCapitals(texts: readonly string[]): boolean {
  return texts.filter((text) => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)).length > texts.length / 2;
}

/** Copy that is in capitals throughout has no headings of that kind; nor does a text begin or end with one. */
function withSubheads(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  if (areInCapitals(paragraphs.map(({ text }) => text))) return paragraphs;
  return paragraphs.map((paragraph, index) => {
    const isLast = index === paragraphs.length - 1;
    const isHeading = isShouted(paragraph.text) || isSetOff(paragraph.text);
    return !isLast && paragraph.form === undefined && isHeading ? { ...paragraph, form: 'subhead' } : paragraph;
  });
}

/** One line out of several. A word that was broken at its own hyphen is joined there: `Port-au-` and `Prince`. */
export function unwrap(lines: readonly string[]): string {
  return lines
    .map((line, index) => {
      const text = line.trim();
      const last = index === lines.length - 1;
      return last || /[\p{L}\p{N}]-$/u.test(text.slice(-4)) ? text : `${text} `;
    })
    .join('');
}
