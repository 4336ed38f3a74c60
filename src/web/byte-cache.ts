/** Prepared bytes in memory, up to a bound; what was used longest ago goes first. */
import { LRUCache } from 'lru-cache';

/** At once where it is there already. */
export type Maybe<T> = T | undefined | Promise<T | undefined>;

export type ByteCache<T extends { readonly bytes: Uint8Array }> = {
  /** What is kept under the key, else what `prepare` makes: once, however many ask meanwhile. */
  readonly get: (key: string, prepare: () => Promise<T | undefined>) => Maybe<T>;
  readonly statistics: () => ByteCacheStatistics;
};

export type ByteCacheStatistics = {
  readonly entries: number;
  readonly bytes: number;
  /** How often anything was prepared. */
  readonly preparations: number;
};

export function createByteCache<T extends { readonly bytes: Uint8Array }>(bytesMax: number): ByteCache<T> {
  // Nothing is no size for it.
  const kept = new LRUCache<string, T>({
    maxSize: bytesMax,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes.byteLength),
  });
  const underWay = new Map<string, Promise<T | undefined>>();
  let preparations = 0;

  async function prepareAndKeep(key: string, prepare: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      preparations += 1;
      const value = await prepare();
      if (value !== undefined) kept.set(key, value);
      return value;
    } finally {
      underWay.delete(key);
    }
  }

  function get(key: string, prepare: () => Promise<T | undefined>): Maybe<T> {
    const value = kept.get(key);
    if (value !== undefined) return value;
    const pending = underWay.get(key) ?? prepareAndKeep(key, prepare);
    underWay.set(key, pending);
    return pending;
  }

  return { get, statistics: () => ({ entries: kept.size, bytes: kept.calculatedSize, preparations }) };
}
