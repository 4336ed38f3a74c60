/** Prepared bytes in memory, up to a bound; what was used longest ago goes first. */

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
  /** In order of use, oldest first. */
  const kept = new Map<string, T>();
  let newest: string | undefined;
  const underWay = new Map<string, Promise<T | undefined>>();
  let bytes = 0;
  let preparations = 0;

  function put(key: string, value: T): void {
    kept.set(key, value);
    newest = key;
  }

  function keep(key: string, value: T): void {
    put(key, value);
    bytes += value.bytes.byteLength;
    for (const [oldKey, old] of kept) {
      if (bytes <= bytesMax) return;
      kept.delete(oldKey);
      bytes -= old.bytes.byteLength;
    }
  }

  async function prepareAndKeep(key: string, prepare: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      preparations += 1;
      const value = await prepare();
      if (value !== undefined) keep(key, value);
      return value;
    } finally {
      underWay.delete(key);
    }
  }

  function get(key: string, prepare: () => Promise<T | undefined>): Maybe<T> {
    const value = kept.get(key);
    if (value !== undefined) {
      // Nearly all ask for what was asked for last.
      if (key !== newest) {
        kept.delete(key);
        put(key, value);
      }
      return value;
    }
    const pending = underWay.get(key) ?? prepareAndKeep(key, prepare);
    underWay.set(key, pending);
    return pending;
  }

  return { get, statistics: () => ({ entries: kept.size, bytes, preparations }) };
}
