/** Lines of a text and places in it, as editors count them. */

export type Line = {
  /** In the file, from 1. */
  readonly number: number;
  readonly text: string;
  /**
   * What the line is by the marks of a transmission: `head` is above the text (ANPA 1312's `^ ... <`), `tail` below it
   * (after ETX).
   */
  readonly zone?: 'head' | 'tail';
};

/** Of two carriage returns before a line feed one is an accident of file transfer, seen in copy from old systems. */
const LINE_END = /\r{0,2}\n|[\r\v\f\u0085]/;

/** CRLF, LF and CR end a line, also mixed in one file, as do NEL, VT and FF (Unicode §5.8, R4). */
export function linesOf(text: string): readonly string[] {
  return text.split(LINE_END);
}

/** The same, with their numbers. */
export function numberedLines(texts: readonly string[], first = 1): readonly Line[] {
  return texts.map((text, index) => ({ number: first + index, text }));
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

export function isBlank(line: Line | undefined): boolean {
  return line === undefined || line.text.trim() === '';
}

/** Those that hold text. */
export function written(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => !isBlank(line));
}
