/** The headline: the first line of the head that is nothing else, and how many lines it has. */
import type { StatusMark } from '../story/status-mark.ts';
import type { KnownAgencies } from './agencies.ts';
import { type Block, withoutLines } from './blocks.ts';
import { isByline } from './byline.ts';
import { cannotEnd } from './connecting.ts';
import { dateInFront, readDateLine } from './date-line.ts';
import { readDatelineOfLines } from './dateline-lines.ts';
import { isInCapitals } from './dateline-parts.ts';
import { isHeadNote } from './head-notes.ts';
import { endMarksOff, type HeadContext, HEADLINE_LINES_MAX, takeDate, type Taken } from './head-parts.ts';
import {
  headlinesOf,
  isHeadlineLike,
  isHeadlineLine,
  isInSmallLetters,
  LINE_LENGTH_MAX,
  withoutBullet,
} from './headlines.ts';
import { fieldOf } from './labelled-fields.ts';
import { type FoundMark, marksOfHeadline, marksOfLine } from './marks.ts';
import type { Line } from './lines.ts';
import { isIndented } from './line-shapes.ts';
import { isPageFurniture } from './page-furniture.ts';
import type { Paragraph } from './paragraphs.ts';
import { isSameHeadline } from './repeated-headline.ts';
import { isRow } from './tables.ts';

/** One line, or a block of two or three that stands alone. */
export function takeHeadline(
  blocks: readonly Block[],
  taken: Taken,
  context: HeadContext,
): readonly Block[] | undefined {
  const [block, ...others] = blocks;
  if (block === undefined || taken.headline !== undefined) return undefined;
  const { lines } = block;
  const isAlone = others.length === 0 && lines.length === 1;
  if (context.headlineGiven && (!isHeadlineLike(lines[0].text) || isAlone)) return undefined;
  const count = headlineLines(block, others, context);
  const [headline, ...more] = headlinesOf(endMarksOff(lines.slice(0, count)));
  if (headline === undefined) return undefined;
  setHeadline(taken, headline);
  taken.subheadlines.push(...more.filter(({ text }) => !isSameHeadline(text, headline.text)).map(withoutBullet));
  const isMarked = (at: number): boolean => lines[at]?.text.trimEnd().endsWith(' =') === true;
  taken.isClosed = isMarked(count - 1) && !isMarked(count);
  return withoutLines(blocks, count);
}

const STARRED = /^\*\*\s?([^*]{5,200}?)\s?\*\*$/u;

/** In type that is bold where the copy comes from. */
export function isStarred(line: string): boolean {
  return STARRED.test(line.trim());
}

export function setHeadline(taken: Taken, { line, text }: Paragraph): void {
  const dated = dateInFront(text.replace(/^[•·]\s{1,3}/u, '').replace(STARRED, '$1'));
  const { headline, marks } = marksOfHeadline(dated.headline);
  taken.headline = { line, text: headline };
  if (dated.filed !== undefined) takeDate(taken, text, dated.filed);
  if (dated.fault !== undefined)
    taken.warnings.push({ severity: 'warning', line, message: `this date is not used: ${dated.fault}` });
  taken.marks.push(...placed(marks, 'headline', line));
}

function headlineLines(block: Block, others: readonly Block[], { known, margin }: HeadContext): number {
  if (block.lines[0].zone === 'head') return 1;
  const lines = block.lines.slice(0, HEADLINE_LINES_MAX + 1);
  const textAt = lines.findIndex(
    ({ text }, index) =>
      index > 0 &&
      (isIndented(text, margin) ||
        isRule(text) ||
        isByline(text) ||
        isAgencyMark(text, known) ||
        (isSlugBelow(lines.slice(index), known) && mayEndHeadline(lines[index - 1]?.text ?? '')) ||
        isHeadNote(text) ||
        marksOfLine(text).length > 0 ||
        readDateLine(text) !== undefined ||
        fieldOf(text) !== undefined ||
        isRow(text) ||
        beginsDateline(lines.slice(index - 1, index + 2), known)),
  );
  const closed = lines.findIndex(({ text }) => text.trimEnd().endsWith(' ='));
  if (closed >= 0 && closed < HEADLINE_LINES_MAX && (textAt < 0 || closed < textAt)) return closed + 1;
  const count = textAt < 0 ? lines.length : textAt;
  const standsAlone = textAt > 0 || others.length > 0;
  // Some agencies end a headline with a full stop: the dateline below tells that it is one.
  const isAboveText = beginsDateline(
    [undefined, ...(lines[count] === undefined ? (others[0]?.lines ?? []) : lines.slice(count))],
    known,
  );
  const areHeadlines = lines
    .slice(0, count)
    .every(
      ({ text }, index) =>
        isHeadlineLine(text) || (isAboveText && index === count - 1 && text.length <= LINE_LENGTH_MAX),
    );
  return standsAlone && count <= HEADLINE_LINES_MAX && areHeadlines ? count : 1;
}

/**
 * Whether the second of three lines begins with a dateline. `SFAX` below `PHOSPHATE EXPORTS RESUME VIA PORT OF` is none,
 * nor is `MALI - OFFICIAL` in a headline in capitals.
 */
function beginsDateline([above, line, below]: readonly (Line | undefined)[], known: KnownAgencies): boolean {
  if (line === undefined) return false;
  const reading = readDatelineOfLines(below === undefined ? [line] : [line, below], known);
  if (reading.kind !== 'dateline' || above === undefined) return reading.kind === 'dateline';
  const goesOn = cannotEnd(above.text) || (isInCapitals(above.text) && isInCapitals(line.text));
  return !(goesOn && reading.isBare === true);
}

/** Below a headline In Title Case one more word belongs to it. */
function mayEndHeadline(line: string): boolean {
  return !cannotEnd(line) && isInSmallLetters(line, 1);
}

export function placed(marks: readonly FoundMark[], at: StatusMark['at'], line: number): readonly StatusMark[] {
  return marks.map((mark) => ({ ...mark, at, line }));
}

/** The Nigerian agency's, between headline and byline or text: `Flood`. */
export function isSlugBelow([line, ...below]: readonly Line[], known: KnownAgencies): boolean {
  const text = line?.text.trim() ?? '';
  // In capitals it is the last word of a headline in capitals.
  if (!/^\p{Lu}[\p{L}\p{M}'’-]{2,25}$/u.test(text) || isInCapitals(text) || isPageFurniture(text)) return false;
  return isByline(below[0]?.text ?? '') || readDatelineOfLines(below, known).kind === 'dateline';
}

/** `(AFP)` on a line of its own below a headline. */
export function isAgencyMark(line: string, known: KnownAgencies): boolean {
  const text = line.trim();
  return text.length <= 20 && known.isName(text.replace(/^\((.*)\)$/u, '$1'));
}

/** `=====` below a headline, `***` or `<<` above it. */
export function isRule(line: string): boolean {
  return !/[\p{L}\p{N}]/u.test(line);
}
