/**
 * What agencies' own transmissions put around a story: the control characters and headers of IPTC 7901 and ANPA 1312,
 * and ZCZC ... NNNN of the telex. Control characters are structure where they frame a text, then they are gone; headers
 * are also known where a file transfer has dropped the control characters.
 */
import type { Finding } from './finding.ts';
import { isBlank, type Line } from './lines.ts';
import { headerIn, type WireHeader } from './wire-header.ts';

export type Transmission = {
  readonly header?: WireHeader;
  /** Without header and control characters; the rest of what they said is in each line's zone. */
  readonly lines: readonly Line[];
  readonly errors: readonly Finding[];
};

const SOH = '\u0001';
const STX = '\u0002';
const ETX = '\u0003';

/** All that the two formats and their modems use: SOH to ENQ, BS, DLE to DC4, SYN, US, DEL. */
const CONTROLS: ReadonlySet<string> = new Set(
  '\u0001\u0002\u0003\u0004\u0005\u0008\u0010\u0011\u0012\u0013\u0014\u0016\u001F\u007F',
);

export function isControl(character: string): boolean {
  return CONTROLS.has(character);
}

/** Whether control characters frame the text: then they are structure. In the middle of a line they are damage. */
export function isFramed(lines: readonly Line[]): boolean {
  return lines.some(({ text }) => {
    const start = /^[\s\p{Cc}]{0,12}/u.exec(text)?.[0] ?? '';
    return [SOH, STX, ETX].some((mark) => start.includes(mark));
  });
}

function withoutControls(text: string, instead = ''): string {
  return text.replace(/\p{Cc}/gu, (character) => (isControl(character) ? instead : character));
}

export function readTransmission(raw: readonly Line[]): Transmission {
  const starts = raw.filter(({ text }) => text.includes(STX));
  const ends = raw.filter(({ text }) => text.includes(ETX));
  if (starts.length > 1) return several(starts);
  const lines = isFramed(raw) ? unframed(raw, starts[0]?.number, ends.at(-1)?.number) : raw;
  const found = headerIn(lines);
  const text = found === undefined ? lines : lines.filter(({ number }) => !found.lines.includes(number));
  return {
    ...(found !== undefined && { header: found.header }),
    lines: fieldsMarked(withoutTelexFrame(text), found?.header.kind === 'anpa-1312'),
    errors: [],
  };
}

function several(starts: readonly Line[]): Transmission {
  const message = `the file holds ${starts.length} transmissions; the second begins here. Save each story in a file of its own`;
  return { lines: [], errors: [{ severity: 'error', line: starts[1]?.number ?? 1, message }] };
}

/** What stands before STX is of the head, what stands after ETX of the end. */
function unframed(raw: readonly Line[], start: number | undefined, end: number | undefined): readonly Line[] {
  return raw.flatMap((line): readonly Line[] => {
    const { number } = line;
    if (number === start) {
      const at = line.text.indexOf(STX);
      return [
        { number, text: withoutControls(line.text.slice(0, at)), zone: 'head' },
        ...afterStart({ number, text: line.text.slice(at + 1) }, end),
      ];
    }
    // In the header they stand for blanks.
    if (start !== undefined && number < start) return [{ number, text: withoutControls(line.text, ' '), zone: 'head' }];
    return afterStart(line, end);

    function afterStart({ text: rest }: Line, last: number | undefined): readonly Line[] {
      if (last === undefined || number < last) return [{ number, text: withoutControls(rest) }];
      if (number > last) return [{ number, text: withoutControls(rest), zone: 'tail' }];
      const at = rest.lastIndexOf(ETX);
      return [
        { number, text: withoutControls(rest.slice(0, at)) },
        { number, text: withoutControls(rest.slice(at + 1)), zone: 'tail' },
      ];
    }
  });
}

const TELEX_START = /^\s{0,3}ZCZC\b/u;
const TELEX_END = /^\s{0,3}N{4}\s{0,3}$/u;
/** `12-GEN-21 14:05 NNNN` */
const TELEX_END_BEHIND = /\s{1,3}N{4}\s{0,3}$/u;

function withoutTelexFrame(lines: readonly Line[]): readonly Line[] {
  const first = lines.find((line) => !isBlank(line));
  const last = lines.findLast((line) => !isBlank(line));
  return lines
    .filter((line) => !(line === first && TELEX_START.test(line.text)) && !(line === last && TELEX_END.test(line.text)))
    .map((line) => (line === last ? { ...line, text: line.text.replace(TELEX_END_BEHIND, '') } : line));
}

/** ANPA 1312 marks lines of the head: `^BC-US--Storm<`, and the lines of a byline: `^By PAUL BYRNE=`. */
function fieldIn(line: string): string | undefined {
  const text = line.trim();
  return text.startsWith('^') ? text.slice(1).replace(/\s{0,3}[<=]$/u, '') : undefined;
}

const FIELDS_MIN = 2;

function fieldsMarked(lines: readonly Line[], isAnpa: boolean): readonly Line[] {
  const fields = lines.filter(({ text }) => fieldIn(text) !== undefined).length;
  if (!isAnpa && fields < FIELDS_MIN) return lines;
  // Further fields below the first paragraph head its parts: `^AMERICAN LEAGUE=`.
  const text = lines.findIndex((line) => !isBlank(line) && fieldIn(line.text) === undefined && line.zone !== 'head');
  return lines.map((line, index) => {
    const field = fieldIn(line.text);
    if (field === undefined) return line;
    return { number: line.number, text: field, ...(text < 0 || index < text ? { zone: 'head' as const } : {}) };
  });
}
