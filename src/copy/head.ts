/**
 * What stands above the text, line by line:
 *
 *     head = { agency line | slug line | status line | date line | editor's note | headline | byline }
 *
 * in about that order. The first line that is none of the others is the headline. What is left is the body.
 */
import type { Filed } from '../story/instant.ts';
import type { StatusMark } from '../story/status-mark.ts';
import { isAgencyLine } from './agency-line.ts';
import type { KnownAgencies } from './agencies.ts';
import { type Block, endsSentence, withoutLines } from './blocks.ts';
import { bylineText, isByline, isBylineTitle, withoutEndMark } from './byline.ts';
import { type DatelineReading, readDateline } from './dateline.ts';
import { beginsAdvisory, isAdvisory } from './editors-note.ts';
import { dateOfSource, isHeadNote, mailHeaderLines } from './head-notes.ts';
import { endMarksOff, first, type HeadContext, HEADLINE_LINES_MAX, type Step, type Taken } from './head-parts.ts';
import { headlinesOf, isHeadlineLike, isHeadlineLine } from './headlines.ts';
import { takeSubheadlines } from './subheadlines.ts';
import { dateOfLine } from './date-line.ts';
import type { Line } from './lines.ts';
import { type FoundMark, marksOfHeadline, marksOfLine } from './marks.ts';
import { isIndented, type Paragraph, unwrap } from './paragraphs.ts';
import { readSlugLine } from './slug-line.ts';
import { isRow } from './tables.ts';
import { textFollows } from './text-follows.ts';

export type Head = {
  readonly agencyLine?: string;
  readonly slugline?: string;
  readonly headline?: Paragraph;
  readonly subheadlines: readonly Paragraph[];
  readonly byline?: string;
  readonly notes: readonly string[];
  readonly marks: readonly StatusMark[];
  /** On a line of its own. */
  readonly filed?: Filed;
  /** Of copy that has it above its headline. */
  readonly dateline?: Paragraph;
  readonly body: readonly Block[];
};

/** No head has more lines; so time does not grow with the square of a file of nothing but head lines. */
const STEPS_MAX = 40;

export function readHead(blocks: readonly Block[], context: HeadContext): Head {
  const taken: Taken = { subheadlines: [], notes: [], marks: [], isClosed: false };
  let rest = blocks;
  for (let step = 0; step < STEPS_MAX && rest.length > 0; step += 1) {
    const next = beginsText(rest, taken, context) ? undefined : nextStep(rest, taken, context);
    if (next === undefined) break;
    rest = next;
  }
  const { isClosed: _, ...head } = taken;
  return { ...head, body: rest };
}

function nextStep(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  for (const step of STEPS) {
    const rest = step(blocks, taken, context);
    if (rest !== undefined) return rest;
  }
  return undefined;
}

const STEPS: readonly Step[] = [
  takeRule,
  takeMailHeader,
  takeDateline,
  takeMarks,
  takeAgencyLine,
  takeSlugLine,
  takeDateLine,
  takeNote,
  takeByline,
  takeHeadline,
  takeSubheadlines,
];

function beginsText(blocks: readonly Block[], taken: Taken, context: HeadContext): boolean {
  const { text, zone } = first(blocks);
  if (zone === 'head') return false;
  const reading = readDateline(text, context.known);
  if (taken.isClosed || reading.kind !== 'dateline') return taken.isClosed;
  const isOpen = taken.headline === undefined && !context.headlineGiven;
  if (isOpen && isDatelineAboveHeadline(first(blocks), withoutLines(blocks, 1), context)) return false;
  return !isOpen || !isHeadlineAllTheSame(blocks, reading, context);
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

/** `=====` below a headline, `***` or `<<` above it. */
function isRule(line: string): boolean {
  return !/[\p{L}\p{N}]/u.test(line);
}

function takeRule(blocks: readonly Block[]): readonly Block[] | undefined {
  return isRule(first(blocks).text) ? withoutLines(blocks, 1) : undefined;
}

/** Editors may see it; its date is that of the story, its subject the headline where there is no other. */
function takeMailHeader(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const lines = blocks[0]?.lines ?? [];
  const count = taken.headline === undefined ? mailHeaderLines(lines) : 0;
  const rest = withoutLines(blocks, count);
  if (count === 0 || rest.length === 0) return undefined;
  const header = lines.slice(0, count).map(({ text }) => text.trim());
  taken.notes.push(header.join('\n'));
  const filed = header.map(dateOfLine).find((date) => date !== undefined);
  if (filed !== undefined) taken.filed ??= filed;
  const subject = header.map((line) => SUBJECT.exec(line)?.groups?.['words']).find((words) => words !== undefined);
  if (subject !== undefined && !mayBeHeadline(rest, context)) {
    setHeadline(taken, { line: lines[0]?.number ?? 1, text: subject });
  }
  return rest;
}

const SUBJECT = /^(?:subject|objet|assunto|asunto)\s?:\s{0,3}(?<words>\S.*)$/iu;

/** The South African agency's, above the headline: `LUANDA December 21 1998 Sapa-AP`. */
function takeDateline(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const line = first(blocks);
  const rest = withoutLines(blocks, 1);
  if (taken.headline !== undefined || taken.dateline !== undefined || context.headlineGiven) return undefined;
  if (!isDatelineAboveHeadline(line, rest, context)) return undefined;
  taken.dateline = { line: line.number, text: line.text.trim() };
  return rest;
}

function isDatelineAboveHeadline(line: Line, rest: readonly Block[], context: HeadContext): boolean {
  const reading = readDateline(line.text, context.known);
  if (reading.kind !== 'dateline' || reading.isBare === true || reading.dateline.text !== line.text.trim())
    return false;
  const { agency, date } = reading.dateline;
  const isSigned = agency !== undefined && date !== undefined && !/[-–—_:]$/u.test(reading.dateline.text);
  return isSigned && headlineFollows(rest, context) && textFollows(withoutLines(rest, 1), context.known);
}

function takeMarks(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const line = first(blocks);
  const marks = marksOfLine(withoutEndMark(line.text));
  const rest = withoutLines(blocks, 1);
  if (marks.length === 0 || rest.length === 0) return undefined;
  taken.marks.push(...placed(marks, 'line', line.number));
  // `CORRECTION` right above the text is all the headline there is.
  const isHeadline = taken.headline === undefined && !context.headlineGiven && !mayBeHeadline(rest, context);
  if (isHeadline && line.zone !== 'head') taken.headline = { line: line.number, text: withoutEndMark(line.text) };
  return rest;
}

function placed(marks: readonly FoundMark[], at: StatusMark['at'], line: number): readonly StatusMark[] {
  return marks.map((mark) => ({ ...mark, at, line }));
}

function takeAgencyLine(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const { text, zone } = first(blocks);
  if (taken.agencyLine !== undefined || zone === 'head') return undefined;
  const rest = withoutLines(blocks, 1);
  if (taken.headline !== undefined) {
    const isAgency = isAgencyMark(text, context.known) || isAgencyInFull(text, context.known);
    if (rest.length === 0 || !isAgency) return undefined;
    taken.agencyLine = text.trim();
    return rest;
  }
  if (!isAgencyLine(text, context.known)) return undefined;
  if (!headlineFollows(rest, context) && !(context.headlineGiven && rest.length > 0)) return undefined;
  taken.agencyLine = text.trim();
  return rest;
}

/** `(AFP)` on a line of its own below a headline. */
function isAgencyMark(line: string, known: KnownAgencies): boolean {
  const text = line.trim();
  return text.length <= 20 && known.isName(text.replace(/^\((.*)\)$/u, '$1'));
}

/** `Panafrican News Agency (Dakar)`, as the pages of allAfrica have it below the headline. */
function isAgencyInFull(line: string, known: KnownAgencies): boolean {
  return /(?:^agence|^agência|news agency|press agency)(?:\s|$)/iu.test(line.trim()) && isAgencyLine(line, known);
}

/** Below an agency's name there must be a headline and a text still; else the name is the headline. */
function headlineFollows(blocks: readonly Block[], context: HeadContext): boolean {
  return mayBeHeadline(blocks, context) && withoutLines(blocks, 1).length > 0;
}

function mayBeHeadline(blocks: readonly Block[], context: HeadContext): boolean {
  const { text, zone } = first(blocks);
  const reading = readDateline(text, context.known);
  const isText = zone !== 'head' && reading.kind === 'dateline' && !isHeadlineAllTheSame(blocks, reading, context);
  return !isText && isHeadlineLike(text);
}

function takeSlugLine(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const line = first(blocks);
  const rest = withoutLines(blocks, 1);
  const slug = taken.slugline === undefined && taken.headline === undefined ? readSlugLine(line.text) : undefined;
  if (slug === undefined || rest.length === 0) return undefined;
  const isSure = slug.rest !== undefined || line.zone === 'head' || line.text.trimStart().startsWith('@');
  if (!isSure && !headlineFollows(rest, context)) return undefined;
  taken.slugline = slug.slugline;
  taken.marks.push(...placed(slug.marks, 'slugline', line.number));
  if (slug.rest !== undefined) setHeadline(taken, { line: line.number, text: slug.rest });
  return rest;
}

function takeDateLine(blocks: readonly Block[], taken: Taken): readonly Block[] | undefined {
  const filed = dateOfLine(first(blocks).text);
  const rest = withoutLines(blocks, 1);
  if (filed === undefined || rest.length === 0) return undefined;
  taken.filed ??= filed;
  return rest;
}

const ADVISORY_LINES_MAX = 6;

function takeNote(blocks: readonly Block[], taken: Taken): readonly Block[] | undefined {
  const [block] = blocks;
  const count = block === undefined ? 0 : noteLines(block);
  const rest = withoutLines(blocks, count);
  if (block === undefined || count === 0 || rest.length === 0) return undefined;
  taken.notes.push(unwrap(block.lines.slice(0, count).map(({ text }) => text)));
  const filed = dateOfSource(block.lines[0].text);
  if (filed !== undefined) taken.filed ??= filed;
  return rest;
}

function noteLines({ lines }: Block): number {
  if (isHeadNote(lines[0].text)) {
    // What is labelled may go on to the end of its block, where the block is nothing else.
    const isWhole = !isAdvisory(lines[0].text.trim()) && lines.length <= ADVISORY_LINES_MAX;
    return isWhole && lines.slice(1).every(({ text, zone }) => zone !== 'head' && /^\s{0,3}[\p{Ll}]/u.test(text))
      ? lines.length
      : 1;
  }
  if (!beginsAdvisory(lines[0].text)) return 0;
  const end = lines.slice(0, ADVISORY_LINES_MAX).findIndex(({ text }) => /[)\]]\.?$/u.test(text.trimEnd()));
  return end > 0 ? end + 1 : 0;
}

function takeByline(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const { text } = first(blocks);
  const rest = withoutLines(blocks, 1);
  if (rest.length === 0) return undefined;
  const isAbove = taken.headline === undefined && !context.headlineGiven;
  // Above a headline it is a byline too, if one follows, or if it names an agency: `By Salifu Abdul, GNA`.
  if (isAbove && !headlineFollows(rest, context) && !/,\s\p{Lu}{2,}$/u.test(text.trim())) return undefined;
  if (taken.byline === undefined && isByline(text)) {
    taken.byline = bylineText(text);
    taken.isClosed = text.trim().endsWith(' =');
    return rest;
  }
  if (taken.byline === undefined || !isBylineTitle(text) || taken.byline.includes(', ')) return undefined;
  taken.byline += `, ${withoutEndMark(text)}`;
  return rest;
}

/** One line, or a block of two or three that stands alone. */
function takeHeadline(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const [block, ...others] = blocks;
  if (block === undefined || taken.headline !== undefined) return undefined;
  const { lines } = block;
  const isAlone = others.length === 0 && lines.length === 1;
  if (context.headlineGiven && (!isHeadlineLike(lines[0].text) || isAlone)) return undefined;
  const count = headlineLines(block, others, context);
  const [headline, ...more] = headlinesOf(endMarksOff(lines.slice(0, count)));
  if (headline === undefined) return undefined;
  setHeadline(taken, headline);
  taken.subheadlines.push(...more);
  taken.isClosed = lines[count - 1]?.text.trimEnd().endsWith(' =') === true;
  return withoutLines(blocks, count);
}

function setHeadline(taken: Taken, { line, text }: Paragraph): void {
  const { headline, marks } = marksOfHeadline(text);
  taken.headline = { line, text: headline };
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
        isHeadNote(text) ||
        marksOfLine(text).length > 0 ||
        dateOfLine(text) !== undefined ||
        isRow(text) ||
        readDateline(text, known).kind === 'dateline'),
  );
  const closed = lines.findIndex(({ text }) => text.trimEnd().endsWith(' ='));
  if (closed >= 0 && closed < HEADLINE_LINES_MAX && (textAt < 0 || closed < textAt)) return closed + 1;
  const count = textAt < 0 ? lines.length : textAt;
  const standsAlone = textAt > 0 || others.length > 0;
  const areHeadlines = lines.slice(0, count).every(({ text }) => isHeadlineLine(text));
  return standsAlone && count <= HEADLINE_LINES_MAX && areHeadlines ? count : 1;
}
