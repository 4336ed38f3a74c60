/**
 * A feed document is a head, items and an end. A story stands in several feeds and many times in each: so its item is
 * made once and kept, and documents are put together. That gives the bytes of a document that is made as a whole, which
 * a test holds against each other for every format.
 */
import type { FeedDocument } from './format.ts';

export type Pieces = {
  readonly before: string;
  /** Each from the first to the last of its lines, without what separates it from the next. */
  readonly items: readonly string[];
  readonly after: string;
};

type ItemLines = NonNullable<FeedDocument['itemLines']>;

/** No text of a story begins a line so: its markup is escaped, also in CDATA, and JSON has no line breaks in texts. */
export function piecesOf(document: string, { first, last }: ItemLines): Pieces {
  const begin = `\n${first}`;
  const end = `\n${last}`;
  const items: string[] = [];
  const firstAt = document.indexOf(begin);
  let endAt = firstAt;
  for (let at = firstAt; at >= 0; at = document.indexOf(begin, endAt)) {
    endAt = document.indexOf(end, at) + end.length;
    if (endAt < end.length) throw new Error(`an item that begins with ${JSON.stringify(first)} has no end`);
    items.push(document.slice(at + 1, endAt));
  }
  if (firstAt < 0) return { before: document, items, after: '' };
  return { before: document.slice(0, firstAt + 1), items, after: document.slice(endAt) };
}
