/** The last line of copy: `-0- PANA BY/IS/VAO 10June2021`: end mark, agency, initials and date, each optional. */
import type { Filed } from '../story/instant.ts';
import type { SignOff } from '../story/story.ts';
import type { KnownAgencies } from './agencies.ts';
import { findDate } from './dates.ts';
import type { Finding } from './finding.ts';

export type SignOffReading = {
  readonly signOff: SignOff;
  readonly filed?: Filed;
  /** How many lines of the text stand before it. */
  readonly linesBefore: number;
  readonly warnings: readonly Finding[];
};

/** An end mark, and what belongs to it, may stand on lines of their own. */
const LINES_MAX = 3;
const LENGTH_MAX = 120;

/** The sign-off at the end of these lines, if the last of them that has text is one. */
export function readSignOff(
  lines: readonly string[],
  firstLine: number,
  known: KnownAgencies,
): SignOffReading | undefined {
  const end = lines.findLastIndex((line) => line.trim() !== '');
  for (let count = Math.min(LINES_MAX, end + 1); count >= 1; count -= 1) {
    const from = end - count + 1;
    const candidate = lines.slice(from, end + 1).map((line) => line.trim());
    if (candidate.includes('') || candidate.some((line) => line.length > LENGTH_MAX)) continue;
    if (count > 1 && !isEndMark(candidate[0] ?? '')) continue;
    const reading = readLine(candidate.join(' '), known);
    if (reading !== undefined) {
      const { fault, ...parts } = reading;
      return { ...parts, linesBefore: from, warnings: fault === undefined ? [] : [notUsed(fault, firstLine + end)] };
    }
  }
  return undefined;
}

function notUsed(fault: string, line: number): Finding {
  return {
    severity: 'warning',
    line,
    message: `the sign-off's date is not used: ${fault}. Mend it, or put "date: 2026-01-31" into the front matter`,
  };
}

/** No sentence begins with these. */
const MARK = /^(?:-\s?(?:0|30)\s?-|#{2,}|#(?:\s#)+|={1,2}\p{L}{2,12}={1,2}\.?)(?=\s|$)\s*/u;
/** Words that end copy: alone, or before what only a sign-off has. */
const WORD =
  /^(?:\((?:[Ee]nds?|ENDS?|[Ee]nden|FIN|[Ff]in|FIM|[Ff]im|انتهى|النهاية)\)|(?:ENDS?|Ends|Enditem|FIN|Fin|FIM|Fim|REUTERS?|Reuter|XXX|انتهى|النهاية)\.{0,3})(?=\s|$)\s*/u;

function isEndMark(line: string): boolean {
  return (MARK.exec(line) ?? WORD.exec(line))?.[0].length === line.length;
}

type LineReading = { readonly signOff: SignOff; readonly filed?: Filed; readonly fault?: string };

/** After a sure mark anything short is taken, read or not; after a word, or none, what follows must prove it. */
const UNREAD_LENGTH_MAX = 60;

function readLine(text: string, known: KnownAgencies): LineReading | undefined {
  const mark = MARK.exec(text);
  const word = mark === null ? WORD.exec(text) : null;
  const rest = text.slice((mark ?? word)?.[0].length ?? 0);
  const date = findDate(rest);
  const signed = signersOf(date === undefined ? rest : `${rest.slice(0, date.index)} ${rest.slice(date.end)}`, known);
  const proven = signed !== undefined && (signed.certain || (signed.isKnown && date !== undefined));
  const marked = mark !== null && (signed !== undefined || rest.length <= UNREAD_LENGTH_MAX);
  if (!proven && !marked && !(word !== null && rest === '')) return undefined;
  const fault = date === undefined || date.filed !== undefined ? undefined : (date.fault ?? 'it has no year');
  const agency = signed?.agency;
  return {
    signOff: { text, ...(agency !== undefined && { agency }), initials: signed?.initials ?? [] },
    ...(date?.filed !== undefined && { filed: date.filed }),
    ...(fault !== undefined && { fault }),
  };
}

type Signers = {
  readonly agency?: string;
  readonly isKnown: boolean;
  readonly initials: readonly string[];
  /** Only a sign-off looks like this: `BY/IS/VAO`, `dpa wsz jln npr`, `GNA`. */
  readonly certain: boolean;
};

const NAME = /^[\p{L}\p{M}][\p{L}\p{M}.&]{0,11}$/u;
const INITIALS = /^[\p{L}\p{M}]{1,4}(?:[/-][\p{L}\p{M}]{1,4})+\/?$/u;
const NAMES_MAX = 6;

/** Agency and initials, where the text is made of nothing else. */
function signersOf(text: string, known: KnownAgencies): Signers | undefined {
  const bracketed = /^\s*\(.*\)\s*$/u.test(text);
  const words = text.split(/[\s(),=]+/u).filter((word) => word !== '');
  if (words.length > NAMES_MAX || !words.every((word) => NAME.test(word) || INITIALS.test(word))) return undefined;
  const [first = '', ...others] = words;
  const isKnown = known.isMark(first) && !INITIALS.test(first);
  const hasAgency = isKnown || (others.length > 0 && NAME.test(first));
  const initials = (hasAgency ? others : words).flatMap((word) => word.split(/[/-]/u)).filter((part) => part !== '');
  const joined = INITIALS.test(words.at(-1) ?? '') && words.length <= 2;
  const inCapitals = words.every((word) => word === word.toUpperCase() || (word === first && isKnown));
  const listed = isKnown && others.every((word) => /^\p{Ll}{2,4}$/u.test(word));
  return {
    ...(hasAgency && { agency: first }),
    isKnown,
    initials,
    certain: (joined && (bracketed || inCapitals)) || listed,
  };
}
