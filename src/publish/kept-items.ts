/** Items of feeds that were made before, as bytes: the latest to be used, up to so many bytes together. */
import type { Desk } from '../story/desk.ts';
import type { Store } from '../wire/store.ts';

const keptOf = new WeakMap<Store, { readonly desk: Desk; readonly items: KeptItems }>();

/**
 * Those of a wire, from one pass to the next, up to the most bytes that any pass has allowed. What a desk says of itself
 * stands in them: with other settings they are others.
 */
export function keptItems(store: Store, desk: Desk, bytesMax: number): KeptItems {
  const known = keptOf.get(store);
  if (known?.desk === desk) {
    known.items.allow(bytesMax);
    return known.items;
  }
  const items = new KeptItems(bytesMax);
  keptOf.set(store, { desk, items });
  return items;
}

export class KeptItems {
  #bytesMax: number;
  readonly #items = new Map<string, Buffer>();
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  allow(bytesMax: number): void {
    this.#bytesMax = Math.max(this.#bytesMax, bytesMax);
  }

  get(key: string): Buffer | undefined {
    const item = this.#items.get(key);
    if (item === undefined) return undefined;
    // A Map keeps the order of insertion: the first is the one that was not asked for the longest.
    this.#items.delete(key);
    this.#items.set(key, item);
    return item;
  }

  keep(key: string, item: Buffer): void {
    if (this.#items.has(key)) return;
    this.#items.set(key, item);
    this.#bytes += item.byteLength;
    for (const [oldest, bytes] of this.#items) {
      if (this.#bytes <= this.#bytesMax) break;
      this.#items.delete(oldest);
      this.#bytes -= bytes.byteLength;
    }
  }
}
