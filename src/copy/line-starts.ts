/** What stands before every line: `> ` of copy that somebody has sent on (RFC 3676 §4.5), once or more, and a margin. */
import { isBlank, type Line } from './lines.ts';

const QUOTED = /^\s{0,8}(?:>\s?){1,6}/u;
const SHARE_MIN = 0.75;
const LINES_MIN = 3;

export function withoutQuoting(lines: readonly Line[]): readonly Line[] {
  const written = lines.filter((line) => !isBlank(line));
  const quoted = written.filter(({ text }) => QUOTED.test(text)).length;
  if (quoted < LINES_MIN || quoted < written.length * SHARE_MIN) return lines;
  return lines.map((line) => ({ ...line, text: line.text.replace(QUOTED, '') }));
}

/** Blanks that each line of the file begins with say nothing. */
export function withoutMargin(lines: readonly Line[]): readonly Line[] {
  const written = lines.filter((line) => !isBlank(line));
  const margin = Math.min(...written.slice(0, LINES_MAX).map(({ text }) => text.search(/[^ ]/u)));
  const isShared =
    Number.isFinite(margin) && margin > 0 && written.every(({ text }) => text.startsWith(' '.repeat(margin)));
  return isShared ? lines.map((line) => ({ ...line, text: line.text.slice(margin) })) : lines;
}

const LINES_MAX = 1000;
