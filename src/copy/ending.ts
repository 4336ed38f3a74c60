/**
 * The end of copy, from its last line upwards: sign-off, end mark, trailer of a transmission, `MORE`, and what is not
 * for print.
 */
import type { Filed } from '../story/instant.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { SignOff } from '../story/story.ts';
import type { KnownAgencies } from './agencies.ts';
import { withoutAppendix } from './appendix.ts';
import { closingAt, closingLines } from './closings.ts';
import { findDate } from './dates.ts';
import { beginsPartNotForPrint } from './editors-note.ts';
import type { Finding } from './finding.ts';
import { inlineEnding, moreAtEnd } from './inline-ending.ts';
import { isBlank, type Line, written } from './lines.ts';
import { beginsWithEndMark, isEndMark, readSignOffLine, type SignOffLine } from './sign-off.ts';

export type Ending = {
  readonly signOff?: SignOff;
  readonly filed?: Filed;
  /** Below the text. */
  readonly byline?: string;
  readonly marks: readonly StatusMark[];
  /** For editors and not for print. */
  readonly notes: readonly string[];
  /** What stands above. */
  readonly lines: readonly Line[];
  readonly warnings: readonly Finding[];
};

export function readEnding(lines: readonly Line[], known: KnownAgencies): Ending {
  const split = splitAtEndMark(lines, known);
  const upper = withoutAppendix(split.lines);
  const { closings, rest } = closingLines(upper.lines, known);
  const inline = closings.some(({ reading, isCredit }) => isCredit !== true && reading !== undefined && !reading.isBare)
    ? undefined
    : inlineEnding(rest, known);
  const signed = [
    ...(inline === undefined ? [] : [inline.reading]),
    ...closings.flatMap(({ reading }) => reading ?? []),
  ];
  const notes = closings.flatMap(({ note }) => note ?? []);
  const continued = withoutMore(inline?.lines ?? rest);
  const print = partForPrint(continued.lines);
  const [byline, ...bylines] = closings.flatMap((closing) => closing.byline ?? []);
  const stamped = closings.map((closing) => closing.filed).find((date) => date !== undefined);
  return {
    ...(stamped !== undefined && { filed: stamped }),
    ...signOffOf(signed),
    ...(byline !== undefined && { byline }),
    marks: [...continued.marks, ...closings.flatMap(({ marks }) => marks ?? [])],
    notes: [...print.notes, ...bylines, ...notes, ...upper.notes, ...split.notes],
    lines: print.lines,
    warnings: [
      ...split.warnings,
      ...closings.flatMap(({ line, reading }) => (reading?.fault === undefined ? [] : [notUsed(reading.fault, line)])),
      ...(inline?.reading.fault === undefined ? [] : [notUsed(inline.reading.fault, inline.line)]),
    ],
  };
}

function withoutMore(lines: readonly Line[]): Pick<Ending, 'lines' | 'marks'> {
  const index = lines.findLastIndex((line) => !isBlank(line));
  const line = lines[index];
  const text = line === undefined ? undefined : moreAtEnd(line.text);
  if (line === undefined || text === undefined) return { lines, marks: [] };
  const above = { ...line, text: line.text.trimEnd().slice(0, -text.length).trimEnd() };
  return { lines: [...lines.slice(0, index), above], marks: [{ kind: 'more', text, at: 'end', line: line.number }] };
}

function signOffOf(readings: readonly SignOffLine[]): Pick<Ending, 'signOff' | 'filed'> {
  if (readings.length === 0) return {};
  const agency = readings.map(({ signOff }) => signOff.agency).find((name) => name !== undefined);
  const filed = readings.map((reading) => reading.filed).find((date) => date !== undefined);
  return {
    signOff: {
      text: readings.map(({ signOff }) => signOff.text).join(' '),
      ...(agency !== undefined && { agency }),
      initials: readings.flatMap(({ signOff }) => signOff.initials),
    },
    ...(filed !== undefined && { filed }),
  };
}

/** Below an end mark many desks put contacts and notes. Nothing shorter than this is worth the name of a story. */
const STORY_SHARE_MIN = 0.3;

type Split = {
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
  readonly warnings: readonly Finding[];
};

function splitAtEndMark(lines: readonly Line[], known: KnownAgencies): Split {
  const enough = Math.max(2, written(lines).length * STORY_SHARE_MIN);
  const marked = lines.findLastIndex(({ text }) => beginsWithEndMark(text));
  let above = 0;
  const at = lines.findIndex((line, index) => {
    if (
      above >= enough &&
      (isEndMark(line.text) ||
        isSignedOff(lines, index, known) ||
        (index === marked && isMarkedEnd(lines, index, known)))
    )
      return true;
    above += isBlank(line) ? 0 : 1;
    return false;
  });
  const mark = lines[at];
  if (mark === undefined) return { lines, notes: [], warnings: [] };
  const below = written(lines.slice(at + 1));
  const isPlain = lines
    .slice(at + 1)
    .every(
      (line, index) => isBlank(line) || line.zone === 'tail' || closingAt(lines, at + 1 + index, known) !== undefined,
    );
  if (isPlain) return { lines, notes: [], warnings: [] };
  const message = `${below.length} lines stand below the end mark "${mark.text.trim()}": kept as editor's note, not published`;
  return {
    lines: lines.slice(0, at + 1),
    notes: [below.map(({ text }) => text.trim()).join('\n')],
    warnings: [{ severity: 'warning', line: below[0]?.number ?? mark.number, message }],
  };
}

/** Of a round-up each item may be signed so; below the last one stands little. */
const BELOW_AGENCY_MAX = 6;
const SHARE_BELOW_AGENCY_MAX = 0.25;
/** Blank ones among them. */
const LINES_BELOW_MAX = 30;

/** `-- BERNAMA`, `(AIM)`, `--SPA`: an agency alone, with no story below it. */
function isSignedOff(lines: readonly Line[], index: number, known: KnownAgencies): boolean {
  if (index < lines.length - LINES_BELOW_MAX) return false;
  const text = lines[index]?.text.trim() ?? '';
  const mark = /^(?:[-–—]{1,2}\s?|\()(?<mark>\p{L}[\p{L} -]{1,14})(?:\)\.?)?$/u.exec(text)?.groups?.['mark'] ?? '';
  if (mark === '' || !known.isName(mark) || mark !== mark.toUpperCase()) return false;
  const below = written(lines.slice(index + 1));
  return below.length <= BELOW_AGENCY_MAX && lengthOf(below) <= lengthOf(lines) * SHARE_BELOW_AGENCY_MAX;
}

const SHARE_BELOW_MARK_MAX = 0.5;

/** `-0- PANA BY/IS 10June2021`, the only one or the last: what a page or a mail puts below is no part of the story. */
function isMarkedEnd(lines: readonly Line[], index: number, known: KnownAgencies): boolean {
  const text = lines[index]?.text ?? '';
  if (readSignOffLine(text, known) === undefined) return false;
  return lengthOf(lines.slice(index + 1)) <= lengthOf(lines) * SHARE_BELOW_MARK_MAX;
}

function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { text }) => sum + text.length, 0);
}

/** dpa's notebook, with its rule line above. */
function partForPrint(lines: readonly Line[]): Pick<Split, 'lines' | 'notes'> {
  const at = lines.findIndex((line, index) => index > 1 && beginsPartNotForPrint(line.text));
  if (at < 0) return { lines, notes: [] };
  const above = lines.slice(0, at);
  const last = above.findLastIndex((line) => !isBlank(line));
  const isRule = /^\s{0,3}(?:\*\s?){3,}$/u.test(above[last]?.text ?? '');
  const notes = written(lines.slice(at)).map(({ text }) => text.trim());
  return { lines: isRule ? above.slice(0, last) : above, notes: [notes.join('\n')] };
}

function notUsed(fault: string, { text, number }: Line): Finding {
  return {
    severity: 'warning',
    line: number,
    column: (findDate(text)?.index ?? 0) + 1,
    message: `the sign-off's date is not used: ${fault}. Mend it, or put "date: 2026-01-31" into the front matter`,
  };
}
