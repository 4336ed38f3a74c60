/** A table as text: its columns stand one below the other in any face whose letters are of one width. */
import type { Block } from './blocks.ts';

/** A cell with a whole paragraph in it does not move the next column out of sight. */
const WIDTH_MAX = 40;

/** Rows of cells of paragraphs. A table of one column is no table: pages were once laid out so. */
export function layOut(rows: readonly (readonly (readonly string[])[])[]): readonly Block[] {
  const filled = rows.filter((row) => row.some((cell) => cell.length > 0));
  const columns = filled.reduce((most, row) => Math.max(most, row.length), 0);
  if (columns <= 1) return filled.flat(2).map((text) => ({ form: 'paragraph', text }));
  const cells = filled.map((row) => row.map((cell) => cell.join(' ')));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.min(
      WIDTH_MAX,
      cells.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
    ),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [{ form: 'preformatted', text: lines.join('\n') }];
}
