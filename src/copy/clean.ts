/**
 * Takes out what no document of ours can carry: characters that XML 1.0 §2.2 forbids, lone surrogates among them;
 * Unicode's noncharacters; and the control characters that HTML calls parse errors (DEL and C1).
 */

import type { Finding } from './finding.ts';
import type { Line } from './lines.ts';

export type Removal = {
  /** Where the first one stood, counted in UTF-16 units from 0. */
  readonly index: number;
  readonly count: number;
  /** `U+0002`, each once, in the order met. */
  readonly codePoints: readonly string[];
};

export type Cleaned = {
  readonly text: string;
  readonly removed?: Removal;
};

const NONCHARACTERS = Array.from({ length: 17 }, (_, plane) => {
  const last = (offset: number): string => `\\u{${(plane * 0x1_00_00 + 0xff_fe + offset).toString(16)}}`;
  return last(0) + last(1);
}).join('');

const FORBIDDEN = new RegExp(
  `[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\uD800-\\uDFFF\\uFDD0-\\uFDEF${NONCHARACTERS}]`,
  'gu',
);

export function clean(text: string, isStructure: (character: string) => boolean = () => false): Cleaned {
  let index = -1;
  let count = 0;
  const codePoints = new Set<string>();
  const kept = text.replace(FORBIDDEN, (character, at: number) => {
    if (isStructure(character)) return character;
    if (index < 0) index = at;
    count += 1;
    codePoints.add(codePointName(character));
    return '';
  });
  return count === 0 ? { text } : { text: kept, removed: { index, count, codePoints: [...codePoints] } };
}

export type CleanedLines = {
  readonly lines: readonly Line[];
  readonly warnings: readonly Finding[];
};

/** The same for many lines, with one warning for all of them. What `isStructure` is left to whoever reads structure. */
export function cleanLines(lines: readonly Line[], isStructure: (character: string) => boolean): CleanedLines {
  const cleaned = lines.map((line) => ({ line, ...clean(line.text, isStructure) }));
  const removals = cleaned.flatMap(({ line, removed }) => (removed === undefined ? [] : [{ ...removed, line }]));
  const [first] = removals;
  if (first === undefined) return { lines, warnings: [] };
  const all: Removal = {
    index: first.index,
    count: removals.reduce((sum, { count }) => sum + count, 0),
    codePoints: [...new Set(removals.flatMap(({ codePoints }) => codePoints))],
  };
  return {
    lines: cleaned.map(({ line, text }) => ({ ...line, text })),
    warnings: [
      { severity: 'warning', line: first.line.number, column: first.index + 1, message: describeRemoval(all) },
    ],
  };
}

/** `removed 3 characters that must not stand in text: U+0002, U+FFFE; the first stood here`. */
export function describeRemoval({ count, codePoints }: Removal): string {
  const characters = count === 1 ? 'a character' : `${count} characters`;
  const shown = codePoints.slice(0, CODE_POINTS_SHOWN).join(', ');
  const more = codePoints.length > CODE_POINTS_SHOWN ? ` and ${codePoints.length - CODE_POINTS_SHOWN} more` : '';
  return `removed ${characters} that may not stand in XML or HTML (${shown}${more})${count === 1 ? '' : '; the first stood here'}`;
}

const CODE_POINTS_SHOWN = 8;

function codePointName(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
