/** The text of a story, below the front matter, taken apart. */
import type { Filed, Instant } from '../story/instant.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { Dateline, ParagraphForm, SignOff } from '../story/story.ts';
import { type KnownAgencies, knownAgencies } from './agencies.ts';
import { type Block, blocksOf, singleSpaced, withoutLines } from './blocks.ts';
import { brokenDateline } from './dateline-lines.ts';
import { datelineFrom, readDateline } from './dateline.ts';
import { UNCERTAIN_EMBARGO } from './embargo.ts';
import { type EmbargoLine, readEmbargoLine } from './embargo-line.ts';
import { type Ending, readEnding } from './ending.ts';
import { withoutFactivaFields } from './factiva.ts';
import type { Finding } from './finding.ts';
import type { FrontFields } from './front-matter-schema.ts';
import { type Head, readHead } from './head.ts';
import type { Line } from './lines.ts';
import { asksForKill } from './marks.ts';
import { marginOf } from './line-shapes.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import { present } from './present.ts';
import type { CopyDefaults } from './read-copy.ts';
import { headlineLength, missing } from './shortcomings.ts';
import { slugOfHeader } from './slug-line.ts';
import { readTransmission } from './transmission.ts';
import { urgencyOf, type WireHeader } from './wire-header.ts';
import { layoutOf } from './wrapping.ts';

export type TextParts = {
  readonly agencyLine?: string;
  readonly slugline?: string;
  readonly headline: string;
  readonly subheadlines?: readonly string[];
  readonly byline?: string;
  readonly dateline?: Dateline;
  readonly body: readonly string[];
  readonly forms?: Readonly<Record<string, ParagraphForm>>;
  readonly signOff?: SignOff;
  readonly filed?: Filed;
  readonly embargo?: Instant;
  readonly edNote?: string;
  readonly urgency?: number;
};

export type TextReading = {
  /** Absent where an error is among the findings. */
  readonly parts?: TextParts;
  readonly header?: WireHeader;
  readonly marks: readonly StatusMark[];
  readonly findings: readonly Finding[];
  /** Where there are no parts, so that what belongs to it can be held. */
  readonly embargo?: Instant;
};

export function readText(raw: readonly Line[], front: FrontFields, defaults: CopyDefaults): TextReading {
  const transmission = readTransmission(withoutFactivaFields(raw));
  const embargo = embargoOf(transmission.lines, front);
  const names = [defaults.agency?.name, defaults.agency?.mark, defaults.creditLine, front.agencyLine];
  const ending = readEnding(embargo.lines, knownAgencies(names));
  const known = knownAgencies([...names, ending.signOff?.agency]);
  const blocks = blocksOf(singleSpaced(ending.lines));
  const head = readHead(blocks, { known, margin: marginOf(blocks), headlineGiven: front.headline !== undefined });
  const { header } = transmission;
  const marks = marksOf(head, ending, header);
  const written = withoutBareDateline(paragraphsOf(head.body, layoutOf(withoutDatelineAlone(head.body, known))), known);
  const body = bodyOf(written, head, isFlash(marks, header));
  const findings = [...head.warnings, ...ending.warnings];
  const errors = [...transmission.errors, ...embargo.errors];
  if (transmission.errors.length === 0) errors.push(...missing(head, body.paragraphs, front, raw[0]?.number ?? 1));
  const headline = front.headline ?? head.headline?.text;
  if (errors.length > 0 || headline === undefined) {
    const unread = embargo.errors.length > 0 ? UNCERTAIN_EMBARGO : embargo.embargo;
    return { marks, findings: [...findings, ...errors], ...(unread !== undefined && { embargo: unread }) };
  }
  const dated = datelineIn(head, body.paragraphs, known, front);
  const filed = filedIn([ending.filed, head.filed, dated.filed]);
  const killing = asksForKill(headline) || asksForKill(body.paragraphs[0]?.text ?? '');
  return {
    parts: {
      headline,
      ...textOf(body.paragraphs),
      ...present({
        agencyLine: head.agencyLine,
        slugline: head.slugline ?? (header?.slug === undefined ? undefined : slugOfHeader(header.slug).slugline),
        subheadlines: head.subheadlines.length === 0 ? undefined : head.subheadlines.map(({ text }) => text),
        byline: head.byline ?? ending.byline,
        dateline: dated.dateline,
        signOff: ending.signOff,
        filed,
        embargo: embargo.embargo,
        edNote: noteOf(head, ending, filed),
        urgency: urgencyIn(header, marks),
      }),
    },
    ...(header !== undefined && { header }),
    marks: killing && !marks.some(({ kind }) => kind === 'kill') ? [...marks, killAsked(body.paragraphs, head)] : marks,
    findings: [...findings, ...dated.findings, ...body.findings, ...headlineLength(headline, head.headline?.line)],
  };
}

/** The front matter's word, if it has one, stands above a line in the text; that line is no part of the story. */
function embargoOf(lines: readonly Line[], front: FrontFields): EmbargoLine {
  if (front.noEmbargo === true) return { lines, errors: [] };
  const reading = readEmbargoLine(lines);
  return front.embargo === undefined ? reading : { lines: reading.lines, errors: [] };
}

/** In the order of the file. */
function marksOf(head: Head, ending: Ending, header: WireHeader | undefined): readonly StatusMark[] {
  const ofHeader = header?.slug === undefined ? [] : slugOfHeader(header.slug).marks;
  const own = ofHeader
    .filter(({ kind }) => !head.marks.some((mark) => mark.kind === kind))
    .map((mark): StatusMark => ({ ...mark, at: 'header', line: 1 }));
  return [...own, ...head.marks, ...ending.marks].toSorted((a, b) => a.line - b.line);
}

function killAsked(body: readonly Paragraph[], head: Head): StatusMark {
  const line = body[0]?.line ?? head.headline?.line ?? 1;
  return { kind: 'kill', text: (body[0]?.text ?? '').slice(0, KILL_TEXT_MAX), at: 'line', line };
}

const KILL_TEXT_MAX = 80;

type Body = { readonly paragraphs: readonly Paragraph[]; readonly findings: readonly Finding[] };

/** A dateline whose text begins on the next line is no paragraph by itself, nor is the beginning of one. */
function withoutBareDateline(paragraphs: readonly Paragraph[], known: KnownAgencies): readonly Paragraph[] {
  const [own, second, ...more] = paragraphs;
  const first = own?.form === 'subhead' && isDateline(own.text, known) ? withoutForm(own) : own;
  if (first === undefined || second === undefined || second.form !== undefined) return paragraphs;
  const isWhole = /[-–—_]$/u.test(first.text) && isDateline(first.text, known);
  if (!isWhole && brokenDateline(first.text, second.text, known) === undefined) return [first, second, ...more];
  return [{ line: first.line, text: `${first.text} ${second.text}` }, ...more];
}

/** A dateline on a line of its own is not broken by width. */
function withoutDatelineAlone(body: readonly Block[], known: KnownAgencies): readonly Block[] {
  const line = body[0]?.lines[0].text.trim() ?? '';
  return isDateline(line, known) ? withoutLines(body, 1) : body;
}

/** From its first character to its last. */
function isDateline(text: string, known: KnownAgencies): boolean {
  const reading = readDateline(text, known);
  return reading.kind === 'dateline' && reading.dateline.text === text;
}

function withoutForm({ line, text }: Paragraph): Paragraph {
  return { line, text };
}

/** Kinds of copy that may be a headline and nothing more. */
const HEADLINE_ALONE: ReadonlySet<StatusMark['kind']> = new Set(['flash', 'bulletin', 'alert', 'urgent', 'kill']);

function isFlash(marks: readonly StatusMark[], header: WireHeader | undefined): boolean {
  return marks.some(({ kind }) => HEADLINE_ALONE.has(kind)) || /^[f1]$/iu.test(header?.priority ?? '');
}

/** A flash says all that it has to say in its headline, and so that is its text as well. */
function bodyOf(paragraphs: readonly Paragraph[], { headline }: Head, mayBeHeadlineAlone: boolean): Body {
  if (paragraphs.length > 0 || headline === undefined || !mayBeHeadlineAlone) return { paragraphs, findings: [] };
  const message = 'there is a headline and no text, as in a flash: the headline stands for the text as well';
  return { paragraphs: [headline], findings: [{ severity: 'warning', line: headline.line, message }] };
}

function textOf(paragraphs: readonly Paragraph[]): Pick<TextParts, 'body' | 'forms'> {
  const forms = paragraphs.flatMap(({ form }, index): [string, ParagraphForm][] =>
    form === undefined ? [] : [[String(index), form]],
  );
  return {
    body: paragraphs.map(({ text }) => text),
    ...(forms.length > 0 && { forms: Object.fromEntries(forms) }),
  };
}

/** What the head calls a dateline is one, however little of it can be read. */
function datelineIn({ dateline }: Head, body: readonly Paragraph[], known: KnownAgencies, front: FrontFields): Dated {
  if (dateline === undefined) return datelineOf(body, known, front);
  return { dateline: datelineFrom(dateline.text, known), ...datelineOf([dateline], known, front) };
}

type Dated = { readonly dateline?: Dateline; readonly filed?: Filed; readonly findings: readonly Finding[] };

/** A summary may stand above the paragraph with the dateline. */
const PARAGRAPHS_LOOKED_AT = 2;

function datelineOf(body: readonly Paragraph[], known: KnownAgencies, front: FrontFields): Dated {
  for (const [index, { text, line, form }] of body.slice(0, PARAGRAPHS_LOOKED_AT).entries()) {
    const reading = form === undefined ? readDateline(text, known) : { kind: 'none' as const };
    if (reading.kind === 'dateline') {
      const { dateline, filed, fault } = reading;
      const findings: readonly Finding[] = fault === undefined ? [] : [{ severity: 'warning', line, message: fault }];
      return { dateline, ...(filed !== undefined && { filed }), findings };
    }
    if (reading.kind === 'doubtful' && front.dateline === undefined && index === 0) {
      const message = `"${reading.text}" looks like a dateline but is not certain to be one, so none is given. If it is, put it into the front matter: dateline: "${reading.text}"`;
      return { findings: [{ severity: 'warning', line, message }] };
    }
  }
  return { findings: [] };
}

/** The first that is said, by the most precise of those that name the same day. */
function filedIn(dates: readonly (Filed | undefined)[]): Filed | undefined {
  const said = dates.filter((filed) => filed !== undefined);
  return said.find(({ date, time }) => date === said[0]?.date && time !== undefined) ?? said[0];
}

/** With what is said a second time and otherwise: another day, another name. */
function noteOf(head: Head, ending: Ending, filed: Filed | undefined): string | undefined {
  const days = head.dated.filter((line) => line.filed.date !== filed?.date).map(({ text }) => text);
  const below = ending.byline !== undefined && (head.byline ?? ending.byline) !== ending.byline ? [ending.byline] : [];
  const notes = [...head.notes, ...days, ...below, ...ending.notes];
  return notes.length === 0 ? undefined : notes.join('\n');
}

const URGENCY_OF_MARK: Partial<Record<StatusMark['kind'], number>> = { flash: 1, alert: 1, bulletin: 2, urgent: 2 };

/** The most urgent that header and marks say. */
function urgencyIn(header: WireHeader | undefined, marks: readonly StatusMark[]): number | undefined {
  const ofHeader = header === undefined ? undefined : urgencyOf(header);
  const urgencies = [ofHeader, ...marks.map(({ kind }) => URGENCY_OF_MARK[kind])].filter((each) => each !== undefined);
  return urgencies.length === 0 ? undefined : Math.min(...urgencies);
}
