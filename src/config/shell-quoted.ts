/** A path as a shell takes it: as it is, or in quotes where it has spaces or signs of the shell's own. */
export function shellQuoted(path: string): string {
  return /^[\p{L}\p{N}\p{M}_./:@%+,=-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
