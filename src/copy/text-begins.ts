/** Where the head ends and the text begins, which its first dateline tells: but a headline may have the form of one. */
import { isAgencyLine } from './agency-line.ts';
import { type Block, endsSentence, withoutLines } from './blocks.ts';
import { isByline } from './byline.ts';
import { readDateLine } from './date-line.ts';
import { readDatelineOfLines } from './dateline-lines.ts';
import { type DatelineReading, readDateline } from './dateline.ts';
import { isHeadNote } from './head-notes.ts';
import { first, type HeadContext, type Taken } from './head-parts.ts';
import { isHeadlineLike } from './headlines.ts';
import type { Line } from './lines.ts';
import { isIndented } from './line-shapes.ts';
import { textFollows } from './text-follows.ts';

export function beginsText(blocks: readonly Block[], taken: Taken, context: HeadContext): boolean {
  const { text, zone } = first(blocks);
  if (zone === 'head') return false;
  const isOpen = taken.headline === undefined && !context.headlineGiven;
  // Above a headline nothing tells that `Envoy in Tripoli, Libya` and `(PANA) - The` are two things.
  const reading = isOpen
    ? readDateline(text, context.known)
    : readDatelineOfLines(blocks[0]?.lines ?? [], context.known);
  if (taken.isClosed || reading.kind !== 'dateline') return taken.isClosed;
  const rest = withoutLines(blocks, 1);
  if (isOpen && (isDatelineAboveHeadline(first(blocks), rest, context) || isAgencyAbove(text, rest, context)))
    return false;
  if (isPlaceAndDate(first(blocks), rest, context)) return false;
  return !isOpen || !isHeadlineAllTheSame(blocks, reading, context);
}

/** `PANA - Panafrican News Agency`, above a headline. */
function isAgencyAbove(text: string, rest: readonly Block[], context: HeadContext): boolean {
  return isAgencyLine(text, context.known) && headlineFollows(rest, context);
}

/** `Dakar, 10 June 2021` where the text has a dateline of its own: a line of the page, or of the desk. */
export function isPlaceAndDate(line: Line, rest: readonly Block[], context: HeadContext): boolean {
  const reading = readDateline(line.text, context.known);
  if (reading.kind !== 'dateline' || reading.dateline.text !== line.text.trim()) return false;
  return reading.dateline.agency === undefined && reading.filed !== undefined && isSignedAhead(rest, context);
}

/** Whether a dateline with its agency comes next, or below one headline. */
function isSignedAhead(blocks: readonly Block[], context: HeadContext): boolean {
  return isSignedDateline(blocks, context) || isSignedDateline(withoutLines(blocks, 1), context);
}

/** `Libya - Envoy arrives`, `GRAIN SHIPS LOADING MARCH 2 - LLOYDS`: where there is no headline yet, this is one. */
function isHeadlineAllTheSame(
  [block]: readonly Block[],
  { isBare, dateline }: Extract<DatelineReading, { kind: 'dateline' }>,
  { known, margin }: HeadContext,
): boolean {
  const [line, next] = block?.lines ?? [];
  if (block === undefined || line === undefined || dateline.agency !== undefined) return false;
  if (isBare || !/\p{Ll}/u.test(line.text)) return true;
  const textIsBelow =
    next !== undefined && (isIndented(next.text, margin) || readDateline(next.text, known).kind === 'dateline');
  return textIsBelow || !endsSentence(block.lines.at(-1)?.text ?? '');
}

export function isDatelineAboveHeadline(line: Line, rest: readonly Block[], context: HeadContext): boolean {
  const reading = readDateline(line.text, context.known);
  if (reading.kind !== 'dateline' || reading.isBare === true || reading.dateline.text !== line.text.trim())
    return false;
  const { agency, date } = reading.dateline;
  const isSigned = agency !== undefined && date !== undefined && !/[-–—_:]$/u.test(reading.dateline.text);
  return isSigned && headlineFollows(rest, context) && textFollows(withoutLines(rest, 1), context.known);
}

/** Below an agency's name there must be a headline and a text still; else the name is the headline. */
export function headlineFollows(blocks: readonly Block[], context: HeadContext): boolean {
  let rest = blocks;
  // Who wrote it, when, and what editors should know is no headline, but one may follow.
  for (let count = 0; count < BETWEEN_MAX && isBetween(first(rest).text); count += 1) rest = withoutLines(rest, 1);
  return mayBeHeadline(rest, context) && withoutLines(rest, 1).length > 0;
}

const BETWEEN_MAX = 3;

function isBetween(text: string): boolean {
  return isByline(text) || readDateLine(text) !== undefined || isHeadNote(text);
}

export function mayBeHeadline(blocks: readonly Block[], context: HeadContext): boolean {
  const { text, zone } = first(blocks);
  const reading = readDateline(text, context.known);
  const isText = zone !== 'head' && reading.kind === 'dateline' && !isHeadlineAllTheSame(blocks, reading, context);
  const rest = withoutLines(blocks, 1);
  if (isText) return isPlaceAndDate(first(blocks), rest, context);
  // `Minister receives envoy of Niger.`: a full stop is none of a headline's, unless the dateline follows.
  return isHeadlineLike(text) || isSignedDateline(rest, context);
}

const BLOCKS_AHEAD = 4;

/** Whether the text that is to come begins with a dateline of its own. */
export function isDatelineAhead(blocks: readonly Block[], { known }: HeadContext): boolean {
  return blocks
    .slice(0, BLOCKS_AHEAD)
    .some(({ lines }) =>
      lines.slice(0, BLOCKS_AHEAD).some(({ text }) => readDateline(text, known).kind === 'dateline'),
    );
}

/** Whether a dateline with its agency is next. */
export function isSignedDateline(blocks: readonly Block[], { known }: HeadContext): boolean {
  const reading = readDatelineOfLines(blocks[0]?.lines ?? [], known);
  return reading.kind === 'dateline' && reading.dateline.agency !== undefined;
}

/** Whether what is next is a paragraph broken over lines, that has no full stop on its first line for that reason. */
export function isWrappedText([block]: readonly Block[], { known }: HeadContext): boolean {
  if (block === undefined || block.lines.length < 2 || !endsSentence(block.lines.at(-1)?.text ?? '')) return false;
  return !block.lines.some(({ text }) => isByline(text) || readDateline(text, known).kind === 'dateline');
}
