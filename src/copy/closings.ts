/** The lines that close copy, from the last one upwards: sign-off, end marks, credits, rights, rules, pointers. */
import type { Filed } from '../story/instant.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { KnownAgencies } from './agencies.ts';
import { isAgencyInFull } from './agency-line.ts';
import { endsSentence } from './blocks.ts';
import { creditEndingAt } from './credit-line.ts';
import { findDate } from './dates.ts';
import { isEditorsNote } from './editors-note.ts';
import { endsWithMark } from './inline-ending.ts';
import { isKnownCity } from './known-cities.ts';
import { isItem } from './line-shapes.ts';
import { isBlank, type Line } from './lines.ts';
import { marksOfLine } from './marks.ts';
import { cannotEnd } from './connecting.ts';
import { dateOfThread, isPageFurniture } from './page-furniture.ts';
import { present } from './present.ts';
import { isEndMark, readSignOffLine, type SignOffLine } from './sign-off.ts';
import { bylineBelow, isTailLine } from './tail-lines.ts';

export type Closing = {
  readonly line: Line;
  /** Of its lines, where it has several. */
  readonly count?: number;
  readonly reading?: SignOffLine;
  readonly marks?: readonly StatusMark[];
  /** Says who worked on the story, and may stand below any other end. */
  readonly isCredit?: true;
  readonly note?: string;
  /** Where the note says when the story came out. */
  readonly filed?: Filed;
  readonly byline?: string;
};

/** A sign-off, and what stands around it. */
const LINES_MAX = 16;

export function closingLines(
  lines: readonly Line[],
  known: KnownAgencies,
): { closings: readonly Closing[]; rest: readonly Line[] } {
  const closings: Closing[] = [];
  let end = lines.length;
  let index = lines.length - 1;
  while (index > 0 && closings.length < LINES_MAX) {
    const line = lines[index];
    if (line === undefined) break;
    const closing = isBlank(line) ? undefined : closingAt(lines, index, known);
    // One line of initials ends a story; above it another is a line of the story.
    const isSecond = closing?.reading?.isBare === true && closings.some(({ reading }) => reading?.isBare === true);
    if (!isBlank(line) && (closing === undefined || isSecond || goesOn(lines[index - 1], closing))) break;
    if (closing !== undefined) {
      closings.unshift(closing);
      end = index - (closing.count ?? 1) + 1;
    }
    index -= closing?.count ?? 1;
  }
  return { closings, rest: lines.slice(0, end) };
}

/** Shorter lines are not broken by width. */
const WRAPPED_MIN = 40;

/** The last line of a wrapped paragraph may be an agency's name: `... the minister told` / `Reuters.` */
function goesOn(above: Line | undefined, { line, reading, marks }: Closing): boolean {
  const isOfWords = reading?.isOfWords ?? (marks !== undefined && /^\p{Ll}/u.test(line.text));
  if (!isOfWords || above === undefined || /^\s/u.test(line.text)) return false;
  const text = above.text.trim();
  if (isItem(above.text)) return false;
  return text.length >= WRAPPED_MIN && !endsSentence(text) && !endsWithMark(text);
}

export function closingAt(lines: readonly Line[], index: number, known: KnownAgencies): Closing | undefined {
  const line = lines[index];
  if (line === undefined) return undefined;
  const own = closingOf(line, known) ?? besideAgency(lines, index, known) ?? placeAndDate(line);
  if (own !== undefined) return own;
  // The rest counts only below a story.
  if (!standsBelowStory(lines, index)) return undefined;
  const credit = creditEndingAt(lines, index);
  if (credit !== undefined) {
    const text = credit.map((each) => each.text.trim()).join(' ');
    return {
      line,
      isCredit: true,
      count: credit.length,
      reading: { signOff: { text, initials: [] }, isBare: false, isOfWords: false },
    };
  }
  const note = line.text.trim();
  if (isRuleLine(note)) return { line };
  if (isTailLine(note) || isEditorsNote(note)) {
    return beginsAnew(lines[index - 1]) || isBelowCut(note, lines[index - 1])
      ? { line, note, ...present({ filed: dateOfThread(note) }) }
      : undefined;
  }
  if (beginsAnew(lines[index - 1]) && isAgencyInFull(note, known)) {
    return { line, reading: { signOff: { text: note, agency: note, initials: [] }, isBare: false, isOfWords: false } };
  }
  const byline = beginsAnew(lines[index - 1]) ? bylineBelow(note) : undefined;
  return byline === undefined ? undefined : { line, byline };
}

/** A headline and a line of text at least. */
function standsBelowStory(lines: readonly Line[], index: number): boolean {
  const headline = lines.findIndex((line) => !isBlank(line));
  return headline >= 0 && lines.findIndex((line, at) => at > headline && !isBlank(line)) < index;
}

/** Without letters or digits, and more than dots: `=====`, `* * *`, `___`. */
function isRuleLine(text: string): boolean {
  return /^(?:[^\p{L}\p{N}]|ـ){2,}$/u.test(text) && /[^.…\s]/u.test(text);
}

/** Whether a line below this one can begin something new, rather than go on with a sentence. */
function beginsAnew(above: Line | undefined): boolean {
  if (isBlank(above) || above === undefined || endsSentence(above.text)) return true;
  const text = above.text.trim();
  return text.length < WRAPPED_MIN || /(?:https?:\/\/|www\.)\S+$/u.test(text) || isTailLine(text);
}

/** What the page of a story for subscribers shows of it may stop short of a full stop. */
function isBelowCut(note: string, above: Line | undefined): boolean {
  return isPageFurniture(note) && /^[^\p{Ll}]/u.test(note) && !cannotEnd(above?.text ?? '');
}

/** `Dakar - 03/05/2004`, as PANA's pages of that year end. */
function placeAndDate(line: Line): Closing | undefined {
  const text = line.text.trim();
  const { place = '', date: written = '' } =
    /^(?<place>\P{N}{2,40}?)\s?[-–,]\s?(?<date>\d.{5,30})$/u.exec(text)?.groups ?? {};
  const date = isKnownCity(place) ? findDate(written) : undefined;
  if (date?.index !== 0 || date.end !== written.length) return undefined;
  const { filed, fault } = date;
  return {
    line,
    reading: { signOff: { text, initials: [] }, isBare: false, isOfWords: false, ...present({ filed, fault }) },
  };
}

const WRITERS = /^\/?\p{L}{1,4}(?:[/.-]\p{L}{1,4}){0,4}\/?(?:\s\(\d{2,5}\))?$/u;

/** The last sentence may bear the end mark: `... in the south. (end)` above `aa.rk`. */
const ENDED = /[.!?…؟]["'”’»)]{0,2}\s?\((?:end|fin|fim|النهاية|انتهى)\)\s{0,3}$/iu;
const ENDED_LENGTH = 24;

/** Below an agency's line stand those who wrote, in any letters, and the date, in any order: `(AIM)` `Pf/le (412)`. */
function besideAgency(lines: readonly Line[], index: number, known: KnownAgencies): Closing | undefined {
  const line = lines[index];
  const text = line?.text.trim() ?? '';
  const above = lines
    .slice(Math.max(0, index - 3), index)
    .filter((each) => !isBlank(each))
    .slice(-2);
  const isBelow = above.some(
    (each) =>
      readSignOffLine(each.text, known)?.signOff.agency !== undefined ||
      isAgencyInFull(each.text, known) ||
      isEndMark(each.text) ||
      ENDED.test(each.text.slice(-ENDED_LENGTH)),
  );
  if (line === undefined || !isBelow) return undefined;
  const date = findDate(text);
  const isDate = date?.index === 0 && date.end === text.length;
  if (!isDate && !WRITERS.test(text)) return undefined;
  const initials = isDate
    ? []
    : text
        .replace(/\s?\(\d+\)$/u, '')
        .split(/[/.-]/u)
        .filter((part) => part !== '');
  const fault = isDate && date.filed === undefined ? (date.fault ?? 'it has no year') : undefined;
  const reading = {
    signOff: { text, initials },
    // The end mark is still to be found, after the last sentence.
    isBare: above.some((each) => ENDED.test(each.text.slice(-ENDED_LENGTH))),
    isOfWords: false,
    ...present({ fault, filed: isDate ? date.filed : undefined }),
  };
  return { line, reading };
}

function closingOf(line: Line, known: KnownAgencies): Closing | undefined {
  const marks = marksOfLine(line.text).filter(({ kind }) => kind === 'more');
  if (marks.length > 0) {
    return { line, marks: marks.map((mark) => ({ ...mark, at: 'end', line: line.number })) };
  }
  const reading = readSignOffLine(line.text, known);
  if (reading === undefined) return line.zone === 'tail' ? { line } : undefined;
  return { line, reading };
}
