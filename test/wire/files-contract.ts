/** What every store must do for the files that stories lie in. */
import { expect, it } from 'vitest';

import { partPath } from '../../src/wire/story-path.ts';
import { commitOf, guidOf } from './samples.ts';
import type { StoreUnderTest } from './store-contract.ts';

export function filesContract(open: StoreUnderTest['open']): void {
  it('a file may hold several stories: it is known when it has settled, and missing with all of them', async () => {
    await using store = await open();
    const parts = ['a', 'b'].map((name) => ({ ...commitOf(name), path: partPath('m.xml', guidOf(name)) }));
    await store.log.append([...parts, { ...commitOf('c'), path: 'm.xml0' }]);
    expect((await store.stories.inFile('m.xml')).map(({ guid }) => guid)).toEqual([guidOf('a'), guidOf('b')]);
    expect(await store.stories.inFile('m')).toEqual([]);
    expect([...(await store.stories.stamps()).keys()]).toEqual(['m.xml0']);
    await store.stories.settle('m.xml', 'stamp of m');
    expect((await store.stories.stamps()).get('m.xml')).toBe('stamp of m');
    await store.stories.markMissing(['m.xml']);
    expect((await store.stories.stamps()).has('m.xml')).toBe(false);
    const missing = await Promise.all(['a', 'b', 'c'].map((name) => store.stories.withGuid(guidOf(name))));
    expect(missing.map((entry) => entry?.isMissing)).toEqual([true, true, false]);
  });

  it('a file that has settled is no longer so when a story is filed in it', async () => {
    await using store = await open();
    await store.log.append([commitOf('a')]);
    await store.stories.settle('a.txt', 'of something old');
    expect((await store.stories.stamps()).get('a.txt')).toBe('of something old');
    await store.log.append([commitOf('a', 2)]);
    expect((await store.stories.stamps()).get('a.txt')).toBe(commitOf('a', 2).file?.stamp);
    await store.stories.settle('a.txt', 'of something old');
    await store.stories.refile(guidOf('a'), 'a.txt', { hash: 'h', stamp: 's' });
    expect((await store.stories.stamps()).get('a.txt')).toBe('s');
  });
}
