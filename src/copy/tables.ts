/** Columned text: tables, standings, prices. Its line breaks and blanks mean something. */

/** Between two cells: three blanks or a tab or a row of dots; two blanks as well where there are several cells. */
const WIDE_GAP = /\s{3,}|\t|\.{3,}\s?|(?:\s\.){3,}\s?/u;
const GAP = /\s{2,}|\t|\.{3,}\s?|(?:\s\.){3,}\s?/u;
/** Beyond it no line is a row: time must not grow with the line. */
const LENGTH_MAX = 200;
/** A justified line of prose has doubled blanks too, but somewhere a longer run of words. */
const CELL_LENGTH_MAX = 24;
const ROWS_MIN = 2;

/** Whether a line has the form of a table's row. */
export function isRow(line: string): boolean {
  const text = line.trim();
  if (text === '' || text.length > LENGTH_MAX) return false;
  const cells = text.split(GAP).filter((cell) => cell !== '');
  if (cells.length < 2 || cells.slice(1).some((cell) => cell.length > CELL_LENGTH_MAX)) return false;
  if (/[.!?]["'”»)]?\s{2,}/u.test(text)) return false;
  return (
    cells.length >= 3 || (WIDE_GAP.test(text) && cells.slice(1).some((cell) => /^[\p{N}\p{P}\p{Sc}]|\d/u.test(cell)))
  );
}

/**
 * Which lines belong to tables: two rows or more below each other, with the single line between two of them and the
 * heading of one word or two above.
 */
export function tableLines(lines: readonly string[]): readonly boolean[] {
  const rows = lines.map(isRow);
  return rows.map((isARow, index) => {
    const before = rows[index - 1] === true;
    const after = rows[index + 1] === true;
    if (isARow) return before || after || (rows[index - 2] === true && isShort(lines[index - 1]));
    return before && after && runLength(rows, index) >= ROWS_MIN && isShort(lines[index]);
  });
}

function runLength(rows: readonly boolean[], index: number): number {
  let count = 0;
  for (let at = index - 1; rows[at] === true; at -= 1) count += 1;
  for (let at = index + 1; rows[at] === true; at += 1) count += 1;
  return count;
}

const SHORT = 50;

function isShort(line: string | undefined): boolean {
  const text = line?.trim() ?? '';
  return text.length <= SHORT && !/[.!?]$/u.test(text);
}

/** The rows as they stand, without the margin that all of them have and blanks at their ends. */
export function tableText(lines: readonly string[]): string {
  const written = lines.map((line) => line.replaceAll('\t', '    ').trimEnd());
  const margin = Math.min(...written.map((line) => line.length - line.trimStart().length));
  return written.map((line) => line.slice(margin)).join('\n');
}
