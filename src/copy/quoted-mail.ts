/** Copy that somebody has sent on: `> ` before each of its lines (RFC 3676 §4.5), once or more. */
import { isBlank, type Line } from './lines.ts';

const QUOTED = /^\s?(?:>\s?){1,6}/u;
const SHARE_MIN = 0.75;
const LINES_MIN = 4;

export function withoutQuoting(lines: readonly Line[]): readonly Line[] {
  const written = lines.filter((line) => !isBlank(line));
  const quoted = written.filter(({ text }) => QUOTED.test(text)).length;
  if (quoted < LINES_MIN || quoted < written.length * SHARE_MIN) return lines;
  return lines.map((line) => ({ ...line, text: line.text.replace(QUOTED, '') }));
}
