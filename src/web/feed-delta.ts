/**
 * Of a feed, what a reader has not got yet (RFC 3229 with the instance manipulation `feed`): the same document with those
 * items alone that were not in the version that the reader names. What says nothing of a story stays: the head, links to
 * archives, tombstones.
 */
import { createHash } from 'node:crypto';

import { atom } from '../formats/atom.ts';
import { jsonFeed } from '../formats/json-feed.ts';
import { piecesOf } from '../formats/pieces.ts';
import { rss } from '../formats/rss.ts';

export type Itemised = {
  readonly items: readonly string[];
  /** The document with some of its items. */
  readonly withItems: (items: readonly string[]) => string;
};

/** By the name of the document. */
const ITEMISED: ReadonlyMap<string, (document: string) => Itemised> = new Map([
  [rss.feed.fileName, (document: string) => itemisedXml(document, rss.feed.itemLines)],
  [atom.feed.fileName, (document: string) => itemisedXml(document, atom.feed.itemLines)],
  [jsonFeed.feed.fileName, itemisedJson],
]);

/** `undefined`: of this document there are no deltas. Archives do not change by what comes later. */
export function itemised(segments: readonly string[], document: Uint8Array): Itemised | undefined {
  const read = segments[0] === 'stories' ? undefined : ITEMISED.get(segments.at(-1) ?? '');
  try {
    return read?.(new TextDecoder().decode(document));
  } catch {
    // Whoever laid it there in place of ours writes it in another way; it is sent as a whole.
    return undefined;
  }
}

function itemisedXml(document: string, itemLines: typeof rss.feed.itemLines): Itemised {
  if (itemLines === undefined) return { items: [], withItems: () => document };
  const { before, items, after } = piecesOf(document, itemLines);
  return { items, withItems: (some) => before + some.join('\n') + after };
}

/** As `formats/json-feed.ts` lays it out. */
function itemisedJson(document: string): Itemised {
  const feed: { readonly items: readonly unknown[] } = JSON.parse(document);
  const items = feed.items.map((item) => JSON.stringify(item));
  return {
    items,
    withItems: (some) => `${JSON.stringify({ ...feed, items: some.map(parsed) }, undefined, 2)}\n`,
  };
}

function parsed(item: string): unknown {
  return JSON.parse(item);
}

/** What tells one item from another, and a version of it from the next. */
export function digestOf(item: string): string {
  return createHash('sha256').update(item).digest('base64url').slice(0, DIGEST_CHARACTERS);
}

const DIGEST_CHARACTERS = 11;

/** `undefined`: the whole document is as short. */
export function deltaOf({ items, withItems }: Itemised, known: ReadonlySet<string>): string | undefined {
  const fresh = items.filter((item) => !known.has(digestOf(item)));
  return fresh.length === items.length ? undefined : withItems(fresh);
}
