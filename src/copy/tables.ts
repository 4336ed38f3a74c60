/** Columned text: tables, standings, prices. Its line breaks and blanks mean something. */

/** Between two cells: three blanks or a tab or a row of dots; two blanks as well where there are several cells. */
const WIDE_GAP = /\s{3,}|\t|\.{3,}\s?|(?:\s\.){3,}\s?/u;
const GAP = /\s{2,}|\t|\.{3,}\s?|(?:\s\.){3,}\s?/u;
/** Beyond it no line is a row: time must not grow with the line. */
const LENGTH_MAX = 200;
/** A justified line of prose has doubled blanks too, but somewhere a longer run of words. */
const CELL_LENGTH_MAX = 24;

/** Whether a line has the form of a table's row. */
export function isRow(line: string): boolean {
  const cells = cellsOf(line);
  if (cells.length >= 3) return true;
  // With tabs nothing but columns is set.
  if (/\S\t\S/u.test(line) && cells.length === 2 && (cells[0] ?? '').length <= CELL_LENGTH_MAX) return true;
  return isHeadRow(line) && cells.slice(1).some((cell) => /^[\p{N}\p{P}\p{Sc}]|\d/u.test(cell));
}

/** In columns, of words alone: above rows it is the head of a table, elsewhere it need not be of any. */
function isHeadRow(line: string): boolean {
  return cellsOf(line).length >= 2 && WIDE_GAP.test(line.trim());
}

/** None where it is prose: too long, with a sentence's end before a gap, with a cell like a sentence. */
function cellsOf(line: string): readonly string[] {
  const text = line.trim();
  if (text.length > LENGTH_MAX || /[.!?]["'”»)]?\s{2,}/u.test(text)) return [];
  const cells = text.split(GAP).filter((cell) => cell !== '');
  return cells.slice(1).some((cell) => cell.length > CELL_LENGTH_MAX) ? [] : cells;
}

/** Which lines belong to tables: two rows or more below each other, their head, and a short line between two of them. */
export function tableLines(lines: readonly string[]): readonly boolean[] {
  const rows = lines.map(isRow);
  return lines.map((line, index) => {
    const [before, after] = [rows[index - 1] === true, rows[index + 1] === true];
    if (rows[index] === true) return before || after || (rows[index - 2] === true && isShort(lines[index - 1]));
    if (before && after) return isShort(line);
    return after && rows[index + 2] === true && isHeadRow(line);
  });
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
