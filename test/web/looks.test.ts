import { setImmediate } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { sharedLooks } from '../../src/web/looks.ts';

/** Looks that end when the test says so, in the order in which they began. */
function lookout(): {
  readonly look: (key: string) => Promise<string>;
  readonly begun: PromiseWithResolvers<string>[];
} {
  const begun: PromiseWithResolvers<string>[] = [];
  const look = async (): Promise<string> => {
    const seen = Promise.withResolvers<string>();
    begun.push(seen);
    return seen.promise;
  };
  return { look, begun };
}

describe('looks that are shared', () => {
  it('are one for all who ask in one turn of the event loop, and begin when they have asked', async () => {
    let seen = 'old';
    let looks = 0;
    const ask = sharedLooks(() => {
      looks += 1;
      return seen;
    });
    const asked = [ask('rss.xml'), ask('rss.xml'), ask('rss.xml')];
    seen = 'new';
    expect(await Promise.all(asked)).toEqual(['new', 'new', 'new']);
    // Still in the turn in which that was seen.
    const later = ask('rss.xml');
    seen = 'newest';
    expect([await later, looks]).toEqual(['newest', 2]);
  });

  it('are two at most, however many ask, and tell nobody what was seen before they asked', async () => {
    const { look, begun } = lookout();
    const ask = sharedLooks(look);
    const first = ask('rss.xml');
    await setImmediate();
    const later = [ask('rss.xml'), ask('rss.xml'), ask('rss.xml')];
    await setImmediate();
    expect(begun).toHaveLength(1);
    begun[0]?.resolve('old');
    expect(await first).toBe('old');
    await setImmediate();
    expect(begun).toHaveLength(2);
    const latest = ask('rss.xml');
    begun[1]?.resolve('new');
    expect(await Promise.all(later)).toEqual(['new', 'new', 'new']);
    await setImmediate();
    begun[2]?.resolve('newest');
    expect(await latest).toBe('newest');
  });

  it('begin anew after one has failed, and when nobody looks any more', async () => {
    const { look, begun } = lookout();
    const ask = sharedLooks(look);
    const first = ask('a');
    await setImmediate();
    const second = ask('a');
    begun[0]?.reject(new Error('no such disk'));
    await expect(first).rejects.toThrow('no such disk');
    await setImmediate();
    begun[1]?.resolve('there');
    expect(await second).toBe('there');
    const third = ask('a');
    await setImmediate();
    begun[2]?.resolve('again');
    expect(await third).toBe('again');
  });

  it('at one thing do not wait for another', async () => {
    const { look, begun } = lookout();
    const ask = sharedLooks(look);
    void ask('slow');
    const quick = ask('quick');
    await setImmediate();
    begun[1]?.resolve('there');
    expect(await quick).toBe('there');
  });
});
