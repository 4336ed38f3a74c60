import { expect, it, onTestFinished } from 'vitest';

import { latestStories, type LatestStories } from '../../src/desk/latest-stories.ts';
import type { PubStatus } from '../../src/story/story.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { storyWith } from '../support/stories.ts';

type Change = readonly [slug: string, minute: number, change?: { pubStatus?: PubStatus; language?: string }];

async function wireOf(...changes: readonly Change[]) {
  const store = await openSqliteStore(':memory:');
  onTestFinished(() => store[Symbol.asyncDispose]());
  const versions = new Map<string, number>();
  for (const [slug, minute, { pubStatus = 'usable', language = 'en' } = {}] of changes) {
    const version = (versions.get(slug) ?? 0) + 1;
    versions.set(slug, version);
    const event = pubStatus === 'canceled' ? 'story.killed' : version === 1 ? 'story.published' : 'story.updated';
    const hash = `${slug} ${version}`;
    await store.log.append([
      {
        version: { ...storyWith({ language }, slug), version, pubStatus, event },
        path: `${slug}.txt`,
        file: { hash, stamp: hash },
        committedAt: new Date(Date.UTC(2026, 10, 30, 12, minute)).toISOString(),
      },
    ]);
  }
  return async (search: Partial<LatestStories> = {}) =>
    (await latestStories(store, { filter: {}, limit: 1_000, ...search })).map(
      ({ version }) => `${version.slug} v${version.version}`,
    );
}

it('has each story once, as it is now, those first that changed last', async () => {
  const list = await wireOf(['a', 0], ['b', 1], ['a', 2], ['c', 3, { pubStatus: 'withheld' }]);
  expect(await list()).toEqual(['c v1', 'a v2', 'b v1']);
  expect(await list({ limit: 2 })).toEqual(['c v1', 'a v2']);
});

it('is narrowed by status, by when, and by filter', async () => {
  const list = await wireOf(['a', 0], ['b', 1, { language: 'fr' }], ['a', 2, { pubStatus: 'canceled' }], ['c', 3]);
  expect(await list({ status: 'canceled' })).toEqual(['a v2']);
  expect(await list({ since: '2026-11-30T12:02:00.000Z' })).toEqual(['c v1', 'a v2']);
  expect(await list({ filter: { language: ['fr'] } })).toEqual(['b v1']);
  expect(await list({ filter: { language: ['pt'] } })).toEqual([]);
});

it('goes on where a wire has more than is looked at together', async () => {
  const stories = Array.from({ length: 450 }, (_, index) => [`s${index}`, index] as const);
  const list = await wireOf(...stories);
  const found = await list();
  expect([found.length, new Set(found).size, found[0], found[449]]).toEqual([450, 450, 's449 v1', 's0 v1']);
});
