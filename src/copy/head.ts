/**
 * What stands above the text, line by line:
 *
 *     head = { agency line | slug line | status line | date line | editor's note | headline | byline }
 *
 * in about that order. The first line that is none of the others is the headline. What is left is the body.
 */
import type { Filed } from '../story/instant.ts';
import type { StatusMark } from '../story/status-mark.ts';
import { isAgencyInFull, isAgencyLine } from './agency-line.ts';
import { takeArchiveLines } from './archive-lines.ts';
import { type Block, withFirstText, withoutLines } from './blocks.ts';
import { bylineText, isByline, isBylineTitle, isNameAlone, withoutEndMark } from './byline.ts';
import { readDateLine } from './date-line.ts';
import { readDateline } from './dateline.ts';
import { beginsAdvisory, isAdvisory } from './editors-note.ts';
import type { Finding } from './finding.ts';
import { dateOfSource, isHeadNote, mailHeaderLines } from './head-notes.ts';
import { takeDateLine, takeDateline } from './head-dates.ts';
import { type DatedLine, first, type HeadContext, type Step, takeDate, type Taken } from './head-parts.ts';
import { isKicker } from './kickers.ts';
import { type FieldName, fieldOf } from './labelled-fields.ts';
import type { Line } from './lines.ts';
import { marksOfLine } from './marks.ts';
import { type Paragraph, unwrap } from './paragraphs.ts';
import { readDatedSlug, readSlugLine } from './slug-line.ts';
import { takeRepeatedHeadline } from './repeated-headline.ts';
import { isRightsNotice } from './rights-notice.ts';
import { takeSubheadlines } from './subheadlines.ts';
import { isAgencyMark, isRule, isSlugBelow, isStarred, placed, setHeadline, takeHeadline } from './take-headline.ts';
import { textFollows } from './text-follows.ts';
import {
  beginsText,
  headlineFollows,
  isDatelineAhead,
  isSignedDateline,
  isWrappedText,
  mayBeHeadline,
} from './text-begins.ts';

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
  /** All such lines. */
  readonly dated: readonly DatedLine[];
  /** Of copy that has it above its headline. */
  readonly dateline?: Paragraph;
  readonly warnings: readonly Finding[];
  readonly body: readonly Block[];
};

/** No head has more lines; so time does not grow with the square of a file of nothing but head lines. */
const STEPS_MAX = 40;

export function readHead(blocks: readonly Block[], context: HeadContext): Head {
  const taken: Taken = { subheadlines: [], notes: [], marks: [], dated: [], warnings: [], isClosed: false };
  let rest = blocks;
  for (let step = 0; step < STEPS_MAX && rest.length > 0; step += 1) {
    const next = beginsText(rest, taken, context) ? undefined : nextStep(rest, taken, context);
    if (next === undefined) break;
    rest = next;
  }
  const { isClosed: _, isLabelled: __, ...head } = taken;
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
  takeField,
  takeArchiveLines,
  takeDateline,
  takeMarks,
  takeKicker,
  takeAgencyLine,
  takeSlugLine,
  takeSlugBelow,
  takeDateLine,
  takeNote,
  takeByline,
  takeHeadline,
  takeRepeatedHeadline,
  takeSubheadlines,
];

function takeRule(blocks: readonly Block[]): readonly Block[] | undefined {
  return isRule(first(blocks).text) ? withoutLines(blocks, 1) : undefined;
}

/** Editors may see it; its date is that of the story, its subject the headline where there is no other. */
function takeMailHeader(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const lines = blocks[0]?.lines ?? [];
  const count = mailHeaderLines(lines);
  const rest = withoutLines(blocks, count);
  if (count === 0 || rest.length === 0) return undefined;
  const header = lines.slice(0, count).map(({ text }) => text.trim());
  taken.notes.push(header.join('\n'));
  const filed = header.map((each) => readDateLine(each)?.filed).find((date) => date !== undefined);
  if (filed !== undefined) taken.filed ??= filed;
  const subject = header.map((line) => SUBJECT.exec(line)?.groups?.['words']).find((words) => words !== undefined);
  if (subject !== undefined && taken.headline === undefined && !mayBeHeadline(rest, context)) {
    setHeadline(taken, { line: lines[0]?.number ?? 1, text: subject });
  }
  return rest;
}

const SUBJECT = /^(?:subject|objet|assunto|asunto)\s?:\s{0,3}(?<words>\S.*)$/iu;

/** `HEADLINE: ...` above all; the other labels count below it alone. */
function takeField(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const line = first(blocks);
  const field = fieldOf(line.text);
  const rest = withoutLines(blocks, 1);
  const isOpen = taken.headline === undefined && !context.headlineGiven;
  if (field === undefined || rest.length === 0) return undefined;
  if (isOpen && field.name !== 'headline' && !isHeadlineLabelled(rest)) return undefined;
  const { name, value } = field;
  if (name === 'headline' || isOpen) taken.isLabelled = true;
  if (name === 'headline') {
    if (!isOpen || value === '') return undefined;
    return takeHeadline(withFirstText(blocks, value), taken, context);
  }
  if (taken.isLabelled !== true && !isOpen) return undefined;
  if (name === 'body' && value !== '') {
    taken.isClosed = true;
    return withFirstText(blocks, value);
  }
  if (value !== '' && !isFieldTaken(name, { ...line, text: value }, rest)) taken.notes.push(line.text.trim());
  return rest;

  function isFieldTaken(of: FieldName, { number, text }: Line, below: readonly Block[]): boolean {
    if (of === 'byline' && taken.byline === undefined) taken.byline = bylineText(text);
    else if (of === 'slugline' && taken.slugline === undefined) taken.slugline = text;
    else if (of === 'dateline' && taken.dateline === undefined && !isDatelineAhead(below, context)) {
      taken.dateline = { line: number, text };
    } else return false;
    return true;
  }
}

const BLOCKS_AHEAD = 8;

/** `LENGTH: 318 words` and the like may stand above `HEADLINE: ...`, as Nexis has them. */
function isHeadlineLabelled(blocks: readonly Block[]): boolean {
  return blocks
    .slice(0, BLOCKS_AHEAD)
    .some(({ lines }) => lines.slice(0, BLOCKS_AHEAD).some(({ text }) => fieldOf(text)?.name === 'headline'));
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

/** Readers of other documents have no place for it, and editors may want it. */
function takeKicker(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const { text } = first(blocks);
  const rest = withoutLines(blocks, 1);
  if (taken.headline !== undefined || context.headlineGiven || !isKicker(text)) return undefined;
  if (!headlineFollows(rest, context) || isWrappedText(rest, context)) return undefined;
  if (!textFollows(withoutLines(rest, 1), context.known)) return undefined;
  taken.notes.push(text.trim());
  return rest;
}

function takeAgencyLine(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const { text, zone } = first(blocks);
  if (zone === 'head') return undefined;
  const rest = withoutLines(blocks, 1);
  if (taken.agencyLine !== undefined) {
    // `PANAPRESS` above `Agência Panafricana de Notícias`, as its pages have it.
    if (taken.headline !== undefined || !isAgencyLine(text, context.known) || !headlineFollows(rest, context))
      return undefined;
    taken.agencyLine += ` - ${text.trim()}`;
    return rest;
  }
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

function takeSlugLine(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const line = first(blocks);
  const rest = withoutLines(blocks, 1);
  const isOpen = taken.slugline === undefined && taken.headline === undefined;
  const dated = isOpen && headlineFollows(rest, context) ? readDatedSlug(line.text) : undefined;
  if (dated !== undefined) {
    taken.slugline = dated.slugline;
    if (dated.filed !== undefined) takeDate(taken, line.text, dated.filed);
    return rest;
  }
  const slug = isOpen ? readSlugLine(line.text) : undefined;
  if (slug === undefined || rest.length === 0) return undefined;
  const isSure = slug.rest !== undefined || line.zone === 'head' || line.text.trimStart().startsWith('@');
  if (!isSure && !headlineFollows(rest, context)) return undefined;
  taken.slugline = slug.slugline;
  taken.marks.push(...placed(slug.marks, 'slugline', line.number));
  if (slug.rest === undefined) return rest;
  // The headline begins here and may go on below.
  return takeHeadline(withFirstText(blocks, slug.rest), taken, context);
}

function takeSlugBelow(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const line = first(blocks);
  const rest = withoutLines(blocks, 1);
  const isOpen = taken.headline !== undefined && taken.slugline === undefined && taken.byline === undefined;
  if (!isOpen || !isSlugBelow([line, ...(rest[0]?.lines ?? [])], context.known)) return undefined;
  taken.slugline = line.text.trim();
  return rest;
}

const ADVISORY_LINES_MAX = 6;

function takeNote(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const [block] = blocks;
  const isRights = taken.headline === undefined && isRightsNotice(blocks, context);
  const own = block === undefined || isByline(block.lines[0].text) ? 0 : noteLines(block);
  const count = isRights ? (block?.lines.length ?? 0) : own;
  const rest = withoutLines(blocks, count);
  // `**Libya closes its border**` is a note above a headline, and a headline where there is no other.
  const isOpen = taken.headline === undefined && !context.headlineGiven;
  if (isOpen && isStarred(first(blocks).text) && !headlineFollows(rest, context)) return undefined;
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

/** A dateline with its agency, or the place alone, as allAfrica has it. */
function isBelowName(rest: readonly Block[], context: HeadContext): boolean {
  const { text } = first(rest);
  const reading = readDateline(text, context.known);
  const isPlace = reading.kind === 'dateline' && reading.dateline.text === text.trim() && rest.length > 1;
  return isPlace || isSignedDateline(rest, context);
}

function takeByline(blocks: readonly Block[], taken: Taken, context: HeadContext): readonly Block[] | undefined {
  const { text } = first(blocks);
  const rest = withoutLines(blocks, 1);
  if (rest.length === 0) return undefined;
  const isAbove = taken.headline === undefined && !context.headlineGiven;
  // Above a headline it is a byline too, if one follows, or if it names an agency: `By Salifu Abdul, GNA`.
  if (isAbove && !headlineFollows(rest, context) && !/,\s\p{Lu}{2,}$/u.test(text.trim())) return undefined;
  const isNamed = !isAbove && isNameAlone(text) && !isKicker(text) && isBelowName(rest, context);
  if (taken.byline === undefined && (isByline(text) || isNamed)) {
    taken.byline = bylineText(text);
    taken.isClosed = text.trim().endsWith(' =');
    return rest;
  }
  if (taken.byline === bylineText(text)) return rest;
  if (taken.byline === undefined || !isBylineTitle(text) || taken.byline.includes(', ')) return undefined;
  taken.byline += `, ${withoutEndMark(text)}`;
  return rest;
}
