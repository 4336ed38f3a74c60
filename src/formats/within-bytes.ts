/** As much of a list as a page has room for. */
import type { Markup } from './markup.ts';

/** The first of the pieces, as many as come to so many bytes together. */
export function withinBytes<Piece extends Markup>(pieces: readonly Piece[], bytesMax: number): readonly Piece[] {
  let bytes = 0;
  const end = pieces.findIndex(({ html }) => (bytes += Buffer.byteLength(html)) > bytesMax);
  return end < 0 ? pieces : pieces.slice(0, end);
}
