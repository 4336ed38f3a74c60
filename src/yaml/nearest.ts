/** The word that was meant, for "did you mean": the nearest by edits, where it is near enough to be no guess. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  const ranked = choices
    .map((choice) => ({ choice, edits: edits(word.toLowerCase(), choice.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(1, Math.floor(best.choice.length / 3)) ? best.choice : undefined;
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other. */
function edits(from: string, to: string): number {
  const width = to.length + 1;
  const table = Array.from({ length: (from.length + 1) * width }, () => 0);
  const at = (row: number, column: number) => table[row * width + column] ?? 0;
  for (let row = 0; row <= from.length; row += 1) {
    for (let column = 0; column < width; column += 1) {
      table[row * width + column] = row === 0 || column === 0 ? row + column : cheapest(row, column);
    }
  }
  return at(from.length, to.length);

  function cheapest(row: number, column: number): number {
    const same = from[row - 1] === to[column - 1];
    const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
    return Math.min(
      at(row - 1, column) + 1,
      at(row, column - 1) + 1,
      at(row - 1, column - 1) + (same ? 0 : 1),
      ...(swapped ? [at(row - 2, column - 2) + 1] : []),
    );
  }
}
