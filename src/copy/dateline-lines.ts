/** Datelines that are broken over lines: `Tripoli, Libya` above `(PANA) - The minister`, `Dakar (PANA)` above `- The`. */
import { AGENCY_WORD } from './agency-line.ts';
import type { KnownAgencies } from './agencies.ts';
import { readDateLine } from './date-line.ts';
import { type DatelineReading, NONE } from './dateline-parts.ts';
import { readDateline } from './dateline.ts';
import { isKnownCity } from './known-cities.ts';
import type { Line } from './lines.ts';

/** A line that holds the beginning of a dateline and nothing else is no longer. */
const LENGTH_MAX = 80;

/** The dateline that begins on the first line, whether it ends there or on the second. */
export function readDatelineOfLines(
  [line, next]: readonly Pick<Line, 'text'>[],
  known: KnownAgencies,
): DatelineReading {
  const own = line === undefined ? NONE : readDateline(line.text, known);
  if (line === undefined || next === undefined) return own;
  return brokenDateline(line.text, next.text, known) ?? own;
}

/** The dateline of which the first text is but a part, if there is one. */
export function brokenDateline(text: string, next: string, known: KnownAgencies): DatelineReading | undefined {
  const begun = text.trim();
  // `Associated Press` above `Nov. 26, 2020`, `ESSAY CONTEST` above `14 September, 2004`.
  if (readDateLine(next) !== undefined) return undefined;
  if (begun.length > LENGTH_MAX || AGENCY_WORD.test(begun) || next.trim() === '' || isWholeByItself(begun, next, known))
    return undefined;
  const joined = readDateline(`${begun} ${next.trimStart()}`, known);
  const isSure = joined.kind === 'dateline' && joined.isBare !== true && joined.dateline.place !== undefined;
  return isSure && joined.dateline.text.length > begun.length ? joined : undefined;
}

/** Below `Jane Doe` stands `TRIPOLI, Libya -`; but below `Dar es Salaam,` or `Tripoli` it may go on with `Libya (PANA) -`. */
function isWholeByItself(begun: string, next: string, known: KnownAgencies): boolean {
  const reading = readDateline(next, known);
  const place = reading.kind === 'dateline' ? reading.dateline.place : undefined;
  const isBegun = place?.country?.name === place?.name && isKnownCity(begun);
  return place !== undefined && !isBegun && !/[,،/-]$/u.test(begun);
}
