/**
 * An embargo that stands in the text itself: `EMBARGOED UNTIL 24 November 2026 12:00 GMT`. It is obeyed where it is
 * certain; where it is not, the story is held, for such a line is no headline and nobody may publish it by mistake.
 */
import type { Instant } from '../story/instant.ts';
import { findDate } from './dates.ts';
import { readEmbargo } from './embargo.ts';
import type { Finding } from './finding.ts';
import { type Line, written } from './lines.ts';

export type EmbargoLine = {
  readonly embargo?: Instant;
  readonly errors: readonly Finding[];
  /** The same lines, those of the embargo blank: line numbers stay. */
  readonly lines: readonly Line[];
};

/** Above the headline or at the very end, never within the story. */
const LINES_AT_TOP = 6;
const LINES_AT_END = 3;
const LENGTH_MAX = 160;

const EMBARGO =
  /^[\s*_#=([-]{0,20}(?:(?:strictly|strict|under|sous|sob|bajo)\s{1,3}){0,2}embargo(?:ed|ado|ada)?[\s*_]{0,20}(?:for\s{1,3}\p{L}{1,20}\s{1,3})?(?:$|:|\d|(?:until|till|jusqu|até|ate|hasta)(?![\p{L}]))/iu;
const NOT_BEFORE =
  /^[\s*_#=([-]{0,20}(?:not for (?:release|publication|use|broadcast)|(?:à )?ne pas (?:publier|diffuser)|não publicar|no publicar|لا ينشر|محظور النشر)\s{1,3}(?:before|until|till|avant|antes|hasta|قبل|حتى)(?![\p{L}])/iu;
const UP_TO_THE_TIME =
  /^.*?(?:until|till|jusqu['’](?:au|à)|até|\bate|hasta(?: el)?|before|avant(?: le)?|antes (?:de|del|das?|do)|حتى|قبل|embargo(?:ed)?\s*:|embargo(?:ed)?(?=\s\d))[\s:*_]*/iu;

export function readEmbargoLine(lines: readonly Line[]): EmbargoLine {
  const texts = written(lines);
  const looked = new Set([...texts.slice(0, LINES_AT_TOP), ...texts.slice(-LINES_AT_END)]);
  const found = [...looked].filter(({ text }) => isEmbargoLine(text));
  const readings = found.map((line) => ({ line, reading: readEmbargo(momentIn(line.text)) }));
  const embargoes = readings.flatMap(({ reading }) => (reading.ok ? [reading.embargo] : []));
  // Instants sort as their text does; of two embargoes the later holds.
  const embargo = embargoes.toSorted().at(-1);
  return {
    ...(embargo !== undefined && { embargo }),
    errors: readings.flatMap(({ line, reading }) => (reading.ok ? [] : [held(reading.held, line.number)])),
    lines: found.length === 0 ? lines : lines.map((line) => (found.includes(line) ? { ...line, text: '' } : line)),
  };
}

function isEmbargoLine(line: string): boolean {
  return line.length <= LENGTH_MAX && (EMBARGO.test(line) || NOT_BEFORE.test(line) || mayBeEmbargo(line));
}

const EMBARGOED = /(?<!\p{L})(?:embargoed|embargad[oa]s?|sous embargo)(?!\p{L})/iu;
const UNTIL = /(?<!\p{L})(?:until|till|to|before|jusqu|avant|até|ate|antes|hasta|حتى|قبل)(?!\p{Ll})/iu;
const SHOUTED = /(?<!\p{L})EMBARGO(?:ED|ES|ADO|ADA)?(?!\p{L})/u;
const FOR_RELEASE = /(?<!\p{L})for release(?!\p{L})/iu;

/** A wider net, for the many ways of saying it: what it catches and cannot be read with certainty is held, not published. */
function mayBeEmbargo(line: string): boolean {
  if (EMBARGOED.test(line) && UNTIL.test(line)) return true;
  return (SHOUTED.test(line) || FOR_RELEASE.test(line)) && namesTime(line);
}

function namesTime(line: string): boolean {
  return /\d{1,2}[:.h]\d{2}/u.test(line) || findDate(line) !== undefined;
}

function momentIn(line: string): string {
  // `EMBARGOED: not for release until ...` leads up to it twice.
  const moment = line.replace(UP_TO_THE_TIME, '').replace(UP_TO_THE_TIME, '');
  return moment.replace(/[\s*_#=)\].-]{1,20}$/u, '');
}

function held(reason: string, line: number): Finding {
  const message = `${reason}. Put it into the front matter as "embargo: ...", or "embargo: none" if this line is no embargo`;
  return { severity: 'error', line, message };
}
