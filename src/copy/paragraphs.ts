/** From blocks to paragraphs. How a file marks its paragraphs is decided for the file as a whole. */
import type { ParagraphForm } from '../story/story.ts';
import { type Block, endsSentence } from './blocks.ts';
import type { Line } from './lines.ts';
import {
  areInCapitals,
  hasRoom,
  isIndented,
  isItem,
  isSetOff,
  isShouted,
  isWholeLine,
  SUBHEAD_LENGTH_MAX,
} from './line-shapes.ts';
import { endsBefore, goesOnWithNumber, isSentenceEnd } from './single-sentences.ts';
import { tableLines, tableText } from './tables.ts';
import type { Layout } from './wrapping.ts';

export type Paragraph = {
  /** The number of its first line. */
  readonly line: number;
  readonly text: string;
  /** Absent where it is a plain one. */
  readonly form?: ParagraphForm;
};

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

/** A dash within a sentence may come first on its line: `- says that:`. */
function isDashWithin(above: string, line: string): boolean {
  return /^\s{0,16}[-–]\s{1,3}\p{Ll}/u.test(line) && /[\p{L}\p{N}"”]$/u.test(above.trimEnd());
}

/** In wrapped copy a block is a paragraph, or several with first lines set in; else every line is a paragraph. */
function textParagraphs(lines: readonly Line[], layout: Layout): readonly Paragraph[] {
  if (!layout.isWrapped) return lines.map(({ number, text }) => ({ line: number, text: text.trim() }));
  const isList = lines.filter(({ text }) => isItem(text)).length >= 2 || isItem(lines[0]?.text ?? '');
  const paragraphs: Line[][] = [];
  for (const line of lines) {
    const current = paragraphs.at(-1);
    const last = current?.at(-1);
    const begins =
      last === undefined ||
      (isList && isItem(line.text) && !isDashWithin(last.text, line.text)) ||
      beginsParagraph(line.text, last.text, layout);
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
  if (goesOnWithNumber(previous, line)) return false;
  // Whoever wraps by width leaves a line short of it at the end of a paragraph only.
  if (hasRoom(previous, line, width)) return endsBefore(previous, line) || isWholeLine(previous, line);
  return isOfSingleSentences === true && isSentenceEnd(previous, line);
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
