/** Items of feeds that were made before, as bytes: the latest to be used, up to so many bytes together. */
import { LRUCache } from 'lru-cache';

import type { Desk } from '../story/desk.ts';
import type { Store } from '../wire/store.ts';

export type KeptItems = LRUCache<string, Buffer>;

export function newKeptItems(bytesMax: number): KeptItems {
  return new LRUCache({ maxSize: bytesMax, sizeCalculation: ({ byteLength }) => byteLength });
}

const keptOf = new WeakMap<Store, { readonly desk: Desk; readonly items: KeptItems }>();

/**
 * Those of a wire, from one pass to the next, up to the most bytes that any pass has allowed. What a desk says of itself
 * stands in them: with other settings they are others.
 */
export function keptItems(store: Store, desk: Desk, bytesMax: number): KeptItems {
  const known = keptOf.get(store);
  const before = known?.desk === desk ? known.items : undefined;
  if (before !== undefined && before.maxSize >= bytesMax) return before;
  const items = newKeptItems(bytesMax);
  if (before !== undefined) items.load(before.dump());
  keptOf.set(store, { desk, items });
  return items;
}
