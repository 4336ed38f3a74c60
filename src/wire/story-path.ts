/** Where a story lies: its file, or, of a file that holds several, the file and which of them it is. */

/** Nothing in stories/ has a path with two of these in a row. */
const PART = '//';

/** `afp/0815.xml//urn:newsml:afp.com:20261124:TX-PAR-ABC12` */
export function partPath(file: string, guid: string): string {
  return `${file}${PART}${guid}`;
}

/** The file alone. */
export function fileOf(path: string): string {
  const at = path.indexOf(PART);
  return at < 0 ? path : path.slice(0, at);
}

export function isPart(path: string): boolean {
  return path.includes(PART);
}

/** Paths of all parts of a file are greater than or equal to the first and less than the second, as text sorts. */
export function rangeOfParts(file: string): readonly [string, string] {
  return [`${file}${PART}`, `${file}/0`];
}
