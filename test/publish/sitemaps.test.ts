/** The sitemaps of news beyond their first file, with as few stories in each as there can be. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { killStory } from '../../src/publish/acts.ts';
import { PUBLISH_LIMITS } from '../../src/publish/limits.ts';
import { publishPass, type PassContext } from '../../src/publish/publish-pass.ts';
import { NO_DOCUMENTS } from '../../src/publish/changed-documents.ts';
import { FeedsFolder } from '../../src/publish/feeds-folder.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk, type DeskUnderTest } from './desk-under-test.ts';

const HOUR_MS = 60 * 60 * 1000;
const START = Date.UTC(2040, 5, 4, 9);
const LIMITS = { ...PUBLISH_LIMITS, sitemapUrls: 1 };

function undated(headline: string): string {
  return copyOf(headline).replace(/-0-.*\n/, '');
}

type Clock = { now: number };

async function deskOf(clock: Clock, names: readonly string[]): Promise<DeskUnderTest> {
  const desk = await newDesk({ now: () => new Date(clock.now), limits: LIMITS });
  for (const name of names) await desk.save(`${name}.txt`, undated(`Story ${name}`));
  return desk;
}

async function sitemapsOf({ feeds }: DeskUnderTest): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(join(feeds, 'sitemaps'))).filter((name) => name.endsWith('.xml')).toSorted();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [
        name,
        (await readFile(join(feeds, 'sitemaps', name), 'utf8')).match(/Story \w+/)?.[0] ?? '',
      ]),
    ),
  );
}

it('leave no file behind that is news no longer, whoever writes everything anew', async () => {
  const clock = { now: START };
  const desk = await deskOf(clock, ['a', 'b']);
  await desk.publish();
  expect(await sitemapsOf(desk)).toEqual({ 'news-1.xml': 'Story a', 'news-2.xml': 'Story b' });
  clock.now += 72 * HOUR_MS;
  await killStory({ store: desk.store, agency: 'PANA', now: desk.context.now }, (await guidOf(desk, 'a')) ?? '', {
    reason: 'it was wrong',
  });
  const changed: PassContext = { ...desk.context, feed: { items: 20 } };
  await publishPass(changed, new Set());
  expect(await sitemapsOf(desk)).toEqual({ 'news-2.xml': '' });
});

it.each([
  ['that was there, and empty', []],
  ['of which there was none yet', ['a']],
])('leave none behind that a pass had begun to fill when it was cut off, days ago: one %s', async (_which, first) => {
  const clock = { now: START };
  const desk = await deskOf(clock, first);
  await desk.publish();
  for (const name of ['a', 'b']) await desk.save(`${name}.txt`, undated(`Story ${name}`));
  const broken: PassContext = {
    ...desk.context,
    feedsApart: {
      open: () => {
        const folder = new FeedsFolder(desk.feeds);
        const settle = folder.settle.bind(folder);
        folder.settle = async () => {
          await settle();
          throw new Error('cut off');
        };
        return folder;
      },
    },
  };
  await expect(publishPass(broken, 'all')).rejects.toThrow('cut off');
  expect(await sitemapsOf(desk)).toEqual({ 'news-1.xml': 'Story a', 'news-2.xml': 'Story b' });
  clock.now += 72 * HOUR_MS;
  await desk.publish();
  expect(await sitemapsOf(desk)).toEqual({ 'news-2.xml': '' });
});

it('list again what a clock that was ahead had taken out', async () => {
  const clock = { now: START };
  const desk = await deskOf(clock, ['a', 'b']);
  await desk.publish();
  clock.now += 72 * HOUR_MS;
  await desk.publish();
  expect(await sitemapsOf(desk)).toEqual({ 'news-2.xml': '' });
  clock.now -= 71 * HOUR_MS;
  await desk.publish();
  expect(await sitemapsOf(desk)).toEqual({ 'news-1.xml': 'Story a', 'news-2.xml': 'Story b' });
  expect(await desk.publish()).toMatchObject(NO_DOCUMENTS);
});

async function guidOf({ store }: DeskUnderTest, slug: string): Promise<string | undefined> {
  return (await store.stories.withSlug(slug))?.guid;
}
