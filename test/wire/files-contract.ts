/** What every store must do for the files that stories lie in. */
import { expect, it } from 'vitest';

import type { KeptPicture } from '../../src/story/picture.ts';
import { partPath } from '../../src/wire/story-path.ts';
import type { Commit } from '../../src/wire/store.ts';
import { commitOf, guidOf, secretOf } from './samples.ts';
import type { StoreUnderTest } from './store-contract.ts';

function kept(hash: string): KeptPicture {
  return { hash, file: 'a.jpg', contentType: 'image/jpeg', bytes: 1, width: 1, height: 1 };
}

function pictured(name: string, version: number, ...hashes: string[]): Commit {
  const commit = commitOf(name, version);
  const pictures = [{ href: 'https://example.org/"pictures":.jpg' }, ...hashes.map(kept)];
  return { ...commit, version: { ...commit.version, story: { ...commit.version.story, pictures } } };
}

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

  it('a file that has settled is not when there is something to be told of it', async () => {
    await using store = await open();
    await store.stories.settle('a.jpg', 'stamp');
    await store.stories.unsettle('a.jpg');
    await store.stories.unsettle('b.jpg');
    expect(await store.stories.stamps()).toEqual(new Map());
  });

  it('knows which pictures any version names, however old, a stretch of stories at a time', async () => {
    await using store = await open();
    await store.log.append([pictured('a', 1, 'one', 'two'), commitOf('b'), pictured('c', 1, 'three')]);
    await store.log.append([commitOf('a', 2)]);
    const first = await store.stories.picturesNamed({ from: 1, limit: 2 });
    expect([first.hashes.toSorted(), first.next]).toEqual([['one', 'two'], 3]);
    expect(await store.stories.picturesNamed({ from: 3, limit: 2 })).toEqual({ hashes: ['three'] });
  });

  it('knows the stories that everybody may know of by their slugs, a stretch of them at a time', async () => {
    await using store = await open();
    await store.log.append([commitOf('a'), secretOf('b'), commitOf('c')]);
    const first = await store.stories.publicSlugs({ from: 1, limit: 2 });
    expect(first).toEqual({ stories: [{ guid: guidOf('a'), slug: 'a' }], next: 3 });
    const second = await store.stories.publicSlugs({ from: 3, limit: 2 });
    expect(second).toEqual({ stories: [{ guid: guidOf('c'), slug: 'c' }] });
  });
}
