/** Further headlines: between the first and the byline or the text. */
import { type Block, endsSentence, withoutLines } from './blocks.ts';
import { isByline, withoutEndMark } from './byline.ts';
import { readDateLine } from './date-line.ts';
import { readDatelineOfLines } from './dateline-lines.ts';
import { isHeadNote } from './head-notes.ts';
import { endMarksOff, type HeadContext, HEADLINE_LINES_MAX, type Taken } from './head-parts.ts';
import { headlinesOf, isHeadlineLine, withoutBullet } from './headlines.ts';
import type { Line } from './lines.ts';
import { isIndented } from './line-shapes.ts';
import { isRow } from './tables.ts';
import { textFollows } from './text-follows.ts';

const SUBHEADLINES_MAX = 8;

/** Reuters tells what is new in lines with stars. */
function isBullet({ text }: Line): boolean {
  return /^\s{0,3}[*•·]\s{1,3}\S/u.test(text);
}

/** A second headline: between the first and the byline or the text, without a full stop. */
export function takeSubheadlines(
  blocks: readonly Block[],
  taken: Taken,
  context: HeadContext,
): readonly Block[] | undefined {
  const [block] = blocks;
  if (block === undefined || taken.subheadlines.length >= SUBHEADLINES_MAX) return undefined;
  if (block.lines[0].zone === 'head') {
    // Below a byline the fields of ANPA head the parts of the text: `^AMERICAN LEAGUE=`.
    if (taken.byline !== undefined || isRow(block.lines[0].text)) return undefined;
    taken.subheadlines.push({ line: block.lines[0].number, text: withoutEndMark(block.lines[0].text) });
    return withoutLines(blocks, 1);
  }
  if (context.headlineGiven || (taken.byline !== undefined && !isBullet(block.lines[0]))) return undefined;
  const count = subheadlineLines(block, context);
  const rest = withoutLines(blocks, count);
  if (count === 0 || !textFollows(rest, context.known)) return undefined;
  // Below the byline Reuters' stars tell what is new only right above the dateline.
  if (taken.byline !== undefined && !isSetOff(belowBullets(rest), context)) return undefined;
  // `Was it late?` may be the first sentence of the text, unless the dateline is still to come.
  if (block.lines.slice(0, count).some(({ text }) => endsSentence(text)) && !isSetOff(rest, context)) return undefined;
  const lines = endMarksOff(block.lines.slice(0, count));
  taken.subheadlines.push(...headlinesOf(lines).map(withoutBullet));
  taken.isClosed = block.lines[count - 1]?.text.trimEnd().endsWith(' =') === true;
  return rest;
}

/** Each star may stand in a block of its own. */
function belowBullets(blocks: readonly Block[]): readonly Block[] {
  let rest = blocks;
  for (let taken = 0; taken < SUBHEADLINES_MAX && rest[0] !== undefined && isBullet(rest[0].lines[0]); taken += 1) {
    rest = withoutLines(rest, 1);
  }
  return rest;
}

function isSetOff(blocks: readonly Block[], { known }: HeadContext): boolean {
  const lines = blocks[0]?.lines ?? [];
  return isByline(lines[0]?.text ?? '') || readDatelineOfLines(lines, known).kind === 'dateline';
}

function subheadlineLines(block: Block, { known, margin }: HeadContext): number {
  const lines = block.lines.slice(0, SUBHEADLINES_MAX + 1);
  if (readDateLine(block.lines[0].text)?.isDayWithoutYear === true) return 0;
  if (lines.every(isBullet)) return lines.length <= SUBHEADLINES_MAX ? lines.length : 0;
  const end = lines.findIndex(
    ({ text }, index) =>
      index > 0 &&
      (isByline(text) ||
        isHeadNote(text) ||
        readDatelineOfLines(lines.slice(index, index + 2), known).kind === 'dateline'),
  );
  const count = end < 0 ? lines.length : end;
  if (count > HEADLINE_LINES_MAX) return 0;
  const areHeadlines = lines
    .slice(0, count)
    .every(
      ({ text }) => isHeadlineLine(text) && !isIndented(text, margin) && !isRow(text) && !text.trimEnd().endsWith(':'),
    );
  return areHeadlines ? count : 0;
}
