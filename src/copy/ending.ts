/**
 * The end of copy, from its last line upwards: sign-off, end mark, trailer of a transmission, `MORE`, and what is not
 * for print.
 */
import type { Filed } from '../story/instant.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { SignOff } from '../story/story.ts';
import type { KnownAgencies } from './agencies.ts';
import { endsSentence } from './blocks.ts';
import { findDate } from './dates.ts';
import { beginsPartNotForPrint, isEditorsNote } from './editors-note.ts';
import type { Finding } from './finding.ts';
import { isBlank, type Line, written } from './lines.ts';
import { marksOfLine } from './marks.ts';
import { isEndMark, readSignOffLine, type SignOffLine } from './sign-off.ts';

export type Ending = {
  readonly signOff?: SignOff;
  readonly filed?: Filed;
  readonly marks: readonly StatusMark[];
  /** For editors and not for print. */
  readonly notes: readonly string[];
  /** What stands above. */
  readonly lines: readonly Line[];
  readonly warnings: readonly Finding[];
};

/** A sign-off and what belongs to it stand on a few lines. */
const LINES_MAX = 8;

type Closing = { readonly line: Line; readonly reading?: SignOffLine; readonly marks: readonly StatusMark[] };

export function readEnding(lines: readonly Line[], known: KnownAgencies): Ending {
  const split = splitAtEndMark(lines, known);
  const { closings, rest } = closingLines(split.lines, known);
  const inline = closings.some(({ reading }) => reading !== undefined && !reading.isBare)
    ? undefined
    : inlineEnding(rest, known);
  const signed = [
    ...(inline === undefined ? [] : [inline.reading]),
    ...closings.flatMap(({ reading }) => reading ?? []),
  ];
  const print = partForPrint(inline?.lines ?? rest);
  const notes = notesBelow(print.lines);
  return {
    ...signOffOf(signed),
    marks: closings.flatMap(({ marks }) => marks),
    notes: [...notes.notes, ...print.notes, ...split.notes],
    lines: notes.lines,
    warnings: [
      ...split.warnings,
      ...closings.flatMap(({ line, reading }) => (reading?.fault === undefined ? [] : [notUsed(reading.fault, line)])),
      ...(inline?.reading.fault === undefined ? [] : [notUsed(inline.reading.fault, inline.line)]),
    ],
  };
}

function closingLines(
  lines: readonly Line[],
  known: KnownAgencies,
): { closings: readonly Closing[]; rest: readonly Line[] } {
  const closings: Closing[] = [];
  let end = lines.length;
  for (let index = lines.length - 1; index > 0 && closings.length < LINES_MAX; index -= 1) {
    const line = lines[index];
    if (line === undefined) break;
    if (isBlank(line)) continue;
    const closing = closingOf(line, known);
    // One line of initials ends a story; above it another is a line of the story.
    const isSecond = closing?.reading?.isBare === true && closings.some(({ reading }) => reading?.isBare === true);
    if (closing === undefined || isSecond || goesOn(lines[index - 1], closing)) break;
    closings.unshift(closing);
    end = index;
  }
  return { closings, rest: lines.slice(0, end) };
}

/** Shorter lines are not broken by width. */
const WRAPPED_MIN = 40;

/** The last line of a wrapped paragraph may be an agency's name: `... the minister told` / `Reuters.` */
function goesOn(above: Line | undefined, { line, reading, marks }: Closing): boolean {
  const isOfWords = reading?.isOfWords ?? (marks.length > 0 && /^\p{Ll}/u.test(line.text));
  if (!isOfWords || above === undefined || /^\s/u.test(line.text)) return false;
  const text = above.text.trim();
  return text.length >= WRAPPED_MIN && !endsSentence(text) && !AFTER_SENTENCE.test(text.slice(-LOOKED_AT));
}

function closingOf(line: Line, known: KnownAgencies): Closing | undefined {
  const marks = marksOfLine(line.text).filter(({ kind }) => kind === 'more');
  if (marks.length > 0) {
    return { line, marks: marks.map((mark) => ({ ...mark, at: 'end', line: line.number })) };
  }
  const reading = readSignOffLine(line.text, known);
  if (reading === undefined) return line.zone === 'tail' ? { line, marks: [] } : undefined;
  return { line, reading, marks: [] };
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

type Inline = { readonly reading: SignOffLine; readonly lines: readonly Line[]; readonly line: Line };

/** After the last sentence on the same line: `... he said. -0- PANA BY/IS 10June2021`, `... he added. Enditem`, `... GNA`. */
const AFTER_SENTENCE =
  /(?<=[.!?…؟]["'”’»)]{0,2})\s{0,4}(?<ending>-{1,2}\s?(?:0|30)\s?-.{0,100}|={1,2}\p{L}{2,12}={1,2}\.?|Enditem|End [Ii]tem|REUTERS?|\((?:ENDS?|FIN|FIM|END|النهاية|انتهى)\)|###|(?<signed>\p{Lu}{2,10})(?:\/[\p{L}.]{1,15}){1,4}|(?:[-‐-―−]{1,2}\s?)?\(?(?<agency>\p{L}[\p{L}-]{1,11})\)?\.?(?:\s?\(www[^)]{0,40}\))?)$/u;
const LOOKED_AT = 140;

function inlineEnding(lines: readonly Line[], known: KnownAgencies): Inline | undefined {
  const index = lines.findLastIndex((line) => !isBlank(line));
  const line = lines[index];
  if (line === undefined) return undefined;
  const text = line.text.trimEnd();
  const from = Math.max(0, text.length - LOOKED_AT);
  const match = AFTER_SENTENCE.exec(text.slice(from));
  const { ending, agency, signed } = match?.groups ?? {};
  const mark = agency ?? signed;
  if (match === null || ending === undefined || (mark !== undefined && !isSigned(mark, known))) return undefined;
  const before = text.slice(0, from + match.index);
  const reading = readSignOffLine(ending.replace(/\s?\(www[^)]{0,40}\)$/u, ''), known);
  if (reading === undefined || before.trim() === '') return undefined;
  return { reading, line, lines: [...lines.slice(0, index), { ...line, text: before }] };
}

/** In capitals, or a name that no word is: the last word of a text may be anything. */
function isSigned(agency: string, known: KnownAgencies): boolean {
  return (
    known.isMark(agency) &&
    (agency === agency.toUpperCase() || /^(?:Lana|Xinhua|Lusa|Reuters?|dpa|Inforpress)$/u.test(agency))
  );
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
  let above = 0;
  const at = lines.findIndex((line) => {
    if (above >= enough && isEndMark(line.text)) return true;
    above += isBlank(line) ? 0 : 1;
    return false;
  });
  const below = at < 0 ? [] : written(lines.slice(at + 1));
  const isPlain = below.every((line) => line.zone === 'tail' || closingOf(line, known) !== undefined);
  const mark = lines[at];
  if (isPlain || mark === undefined) return { lines, notes: [], warnings: [] };
  const message = `${below.length} lines stand below the end mark "${mark.text.trim()}": kept as editor's note, not published`;
  return {
    lines: lines.slice(0, at + 1),
    notes: [below.map(({ text }) => text.trim()).join('\n')],
    warnings: [{ severity: 'warning', line: below[0]?.number ?? mark.number, message }],
  };
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

const NOTES_MAX = 4;

/** Notes below the text: `(Corrects figure in item of Feb 25)`, `Eds: ...`. */
function notesBelow(lines: readonly Line[]): Pick<Split, 'lines' | 'notes'> {
  const notes: string[] = [];
  let rest = lines;
  while (notes.length < NOTES_MAX) {
    const last = rest.findLastIndex((line) => !isBlank(line));
    const line = rest[last];
    const hasStory = rest.slice(0, last).filter((above) => !isBlank(above)).length > 1;
    if (line === undefined || !hasStory || !isEditorsNote(line.text)) break;
    notes.unshift(line.text.trim());
    rest = rest.slice(0, last);
  }
  return { lines: rest, notes };
}

function notUsed(fault: string, { text, number }: Line): Finding {
  return {
    severity: 'warning',
    line: number,
    column: (findDate(text)?.index ?? 0) + 1,
    message: `the sign-off's date is not used: ${fault}. Mend it, or put "date: 2026-01-31" into the front matter`,
  };
}
