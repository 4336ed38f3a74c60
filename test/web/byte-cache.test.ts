import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createByteCache } from '../../src/web/byte-cache.ts';

type Piece = { readonly bytes: Uint8Array };

const ofSize = (size: number) => (): Promise<Piece> => Promise.resolve({ bytes: new Uint8Array(size) });

describe('the cache of prepared bytes', () => {
  it('prepares once, however many ask at once and later', async () => {
    const cache = createByteCache<Piece>(100);
    const { promise, resolve } = Promise.withResolvers<Piece>();
    const asked = Array.from({ length: 50 }, async () => cache.get('a', () => promise));
    resolve({ bytes: new Uint8Array(10) });
    const pieces = new Set([...(await Promise.all(asked)), await cache.get('a', ofSize(10))]);
    expect(pieces.size).toBe(1);
    expect(cache.statistics()).toEqual({ entries: 1, bytes: 10, preparations: 1 });
  });

  it('drops what was used longest ago', async () => {
    const cache = createByteCache<Piece>(30);
    for (const key of ['a', 'b', 'c', 'a', 'd']) await cache.get(key, ofSize(10));
    expect(cache.statistics()).toEqual({ entries: 3, bytes: 30, preparations: 4 });
    await cache.get('a', ofSize(10));
    expect(cache.statistics().preparations).toBe(4);
    await cache.get('b', ofSize(10));
    expect(cache.statistics().preparations).toBe(5);
  });

  it('gives what is larger than itself, and does not keep it', async () => {
    const cache = createByteCache<Piece>(30);
    await cache.get('a', ofSize(10));
    expect((await cache.get('large', ofSize(31)))?.bytes).toHaveLength(31);
    expect(cache.statistics().bytes).toBeLessThanOrEqual(30);
  });

  it('keeps neither a failure nor an absence', async () => {
    const cache = createByteCache<Piece>(30);
    await expect(cache.get('a', () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
    expect(await cache.get('a', () => Promise.resolve(undefined))).toBeUndefined();
    expect(await cache.get('a', ofSize(1))).toBeDefined();
    expect(cache.statistics()).toEqual({ entries: 1, bytes: 1, preparations: 3 });
  });

  it('never holds more than its bound, and knows what it holds', async () => {
    const use = fc.record({ key: fc.integer({ min: 0, max: 9 }), size: fc.integer({ min: 0, max: 40 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(use, { maxLength: 40 }), async (uses) => {
        const cache = createByteCache<Piece>(100);
        for (const { key, size } of uses) {
          await cache.get(String(key), ofSize(size));
          expect(cache.statistics().bytes).toBeLessThanOrEqual(100);
        }
        const { entries, bytes } = cache.statistics();
        expect(entries > 0 || bytes === 0).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
