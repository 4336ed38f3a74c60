/** The feed that is served in the bench: 60 kB of RSS in a folder, as the desk writes it. */
import { mkdir } from 'node:fs/promises';

import { rss } from '../src/formats/rss.ts';
import { FeedsFolder } from '../src/publish/feeds-folder.ts';
import { benchDesk, storyOf } from './material.ts';

export const FEED_PATH = '/rss.xml';
const FEED_BYTES = 60_000;

/** Whole, and in each coding. */
export async function writeFeed(folder: string): Promise<void> {
  const feed = {
    name: 'main',
    kind: 'main',
    label: 'Bench News Agency',
    path: '',
    title: 'Bench News Agency',
    description: 'All stories',
    language: 'en',
    latestEvent: { seq: 1, committedAt: '2026-01-01T00:00:00Z' },
  } as const;
  const documentOf = (stories: number): string =>
    rss.feed.render(
      feed,
      Array.from({ length: stories }, (_, number) => storyOf(number)),
      benchDesk,
    );
  let stories = 1;
  while (documentOf(stories).length < FEED_BYTES) stories += 1;
  await mkdir(folder);
  await using feeds = new FeedsFolder(folder);
  await feeds.put(FEED_PATH.slice(1), Buffer.from(documentOf(stories)), true);
  await feeds.settle();
}

/** Of its gzip. */
export async function etagOf(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${FEED_PATH}`, { headers: { 'accept-encoding': 'gzip' } });
  await response.arrayBuffer();
  return response.headers.get('etag') ?? '';
}
