/** From lines to blocks and paragraphs. How a file marks its paragraphs is decided for the file as a whole. */

/** Lines without a blank one between them. */
export type Block = {
  /** Of its first line, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
};

export type Paragraph = {
  readonly line: number;
  readonly text: string;
};

export function blocksOf(lines: readonly string[], firstLine: number): readonly Block[] {
  const blocks: Block[] = [];
  let start = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if (index < lines.length && !isBlank(lines[index])) continue;
    if (index > start) blocks.push({ line: firstLine + start, lines: lines.slice(start, index) });
    start = index + 1;
  }
  return blocks;
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

/** Widths at which copy is wrapped; agencies use 60 to 75 columns. */
const WIDTH_MIN = 40;
const WIDTH_MAX = 100;
/** Fewer lines prove nothing. */
const LINES_MIN = 2;
/** A desk mends a line here and there. */
const FULL_SHARE_MIN = 0.85;
const SENTENCE_ENDS_SHARE_MAX = 0.5;
/** Lines broken by hand stop near the width rather than at it, and the next begins in mid-sentence. */
const NEAR_WIDTH = 0.6;
const MID_SENTENCE_SHARE_MIN = 0.4;

/**
 * Whether lines are broken by width and not by sense: nearly every line that is followed by another was so full that
 * the next line's first word had no room, and most stop in mid-sentence; or nearly every one comes near the width, and
 * many go on with a small letter.
 */
export function isWrapped(blocks: readonly Block[]): boolean {
  const margin = marginOf(blocks);
  const breaks = belowHeadline(blocks).flatMap(({ lines }) =>
    lines.flatMap((line, index) => {
      const next = lines[index + 1];
      return next === undefined || isIndented(next, margin) ? [] : [{ line: line.trimEnd(), next: next.trimStart() }];
    }),
  );
  const width = breaks.reduce((widest, { line }) => Math.max(widest, line.length), 0);
  if (breaks.length < LINES_MIN || width < WIDTH_MIN || width > WIDTH_MAX) return false;
  const share = (holds: (each: (typeof breaks)[number]) => boolean): number =>
    breaks.filter(holds).length / breaks.length;
  const byWidth =
    share(({ line, next }) => line.length + 1 + firstWordLength(next) > width) >= FULL_SHARE_MIN &&
    share(({ line }) => endsSentence(line)) < SENTENCE_ENDS_SHARE_MAX;
  const byHand =
    share(({ line }) => line.length >= width * NEAR_WIDTH) >= FULL_SHARE_MIN &&
    share(({ line, next }) => !endsSentence(line) && /^\p{Ll}/u.test(next)) >= MID_SENTENCE_SHARE_MIN;
  return byWidth || byHand;
}

/** A headline is broken by sense also where the text is wrapped. */
function belowHeadline(blocks: readonly Block[]): readonly Block[] {
  const [first, ...others] = blocks;
  return first !== undefined && first.lines.length <= 3 && others.length > 0 ? others : blocks;
}

function firstWordLength(text: string): number {
  const end = text.search(/\s/);
  return end < 0 ? text.length : end;
}

/** With the quotation mark or bracket that may follow the full stop. */
export function endsSentence(text: string): boolean {
  return /[.!?…؟。][\p{Pe}\p{Pf}"']{0,3}$/u.test(text.slice(-4).trimEnd());
}

/** Indentation that no line of the file does without. */
export function marginOf(blocks: readonly Block[]): number {
  return blocks.reduce(
    (least, { lines }) => lines.reduce((widest, line) => Math.min(widest, indentOf(line)), least),
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

/** In wrapped copy a block is a paragraph, or several with first lines set in; else every line is a paragraph. */
export function paragraphsOf({ line, lines }: Block, wrapped: boolean, margin: number): readonly Paragraph[] {
  if (!wrapped) return lines.map((text, index) => ({ line: line + index, text: text.trim() }));
  const paragraphs: { line: number; lines: string[] }[] = [];
  for (const [index, text] of lines.entries()) {
    const current = paragraphs.at(-1);
    if (current === undefined || isIndented(text, margin)) paragraphs.push({ line: line + index, lines: [text] });
    else current.lines.push(text);
  }
  return paragraphs.map((paragraph) => ({ line: paragraph.line, text: unwrap(paragraph.lines) }));
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
