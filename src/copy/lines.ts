/** Lines of a text and places in it, as editors count them. */

const LINE_END = /\r\n|[\n\r\u0085]/;

/** CRLF, LF and CR end a line, also mixed in one file, as does NEL (Unicode §5.8, R4). */
export function linesOf(text: string): readonly string[] {
  return text.split(LINE_END);
}

/** Line and column, from 1, of the UTF-16 unit at that index. */
export function placeAt(text: string, index: number): { readonly line: number; readonly column: number } {
  const before = linesOf(text.slice(0, index));
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The same for many places in one text, whose lines are looked up once. As XML counts them: by line feeds. */
export function placesIn(text: string): (index: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (index) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: index - (starts[low] ?? 0) + 1 };
  };
}
