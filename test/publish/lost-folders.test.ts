/** Folders of stories that somebody has removed from feeds/. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { killStory } from '../../src/publish/acts.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk, type DeskUnderTest } from './desk-under-test.ts';
import { trusted } from './trusted.ts';

async function deskWithStories(): Promise<DeskUnderTest> {
  const desk = await newDesk();
  await desk.store.subscribers.add(trusted);
  for (const name of ['bread', 'rain']) await desk.save(`${name}.txt`, copyOf(`All about ${name}`));
  const embargo = new Date(Date.now() + 3_600_000).toISOString();
  await desk.save('later.txt', `---\nembargo: ${embargo}\n---\n${copyOf('Later')}`);
  await desk.publish();
  const rain = await desk.store.stories.atPath('rain.txt');
  const newsroom = { store: desk.store, agency: 'PANA', now: desk.context.now };
  await killStory(newsroom, rain?.guid ?? '', { reason: 'It did not rain' });
  await desk.publish();
  return desk;
}

describe('a story whose folder is gone from feeds/', () => {
  it('is written again by the next pass over all stories, a withdrawn one as such, and nothing else', async () => {
    const desk = await deskWithStories();
    await rm(join(desk.feeds, 'stories'), { recursive: true });
    const { documents, problems } = await desk.publish();
    expect(problems).toEqual([]);
    expect((await readdir(join(desk.feeds, 'stories'))).toSorted()).toEqual(['bread', 'rain']);
    expect(documents.every((path) => path.startsWith('stories/'))).toBe(true);
    expect(await readFile(join(desk.feeds, 'stories/rain/.status'), 'utf8')).toBe('410\n');
    expect(await readFile(join(desk.feeds, 'stories/bread/index.html'), 'utf8')).toContain('All about bread');
    expect((await desk.publish()).documentCount).toBe(0);
  });

  it('is told of where nobody can look, and news goes out all the same', async () => {
    const desk = await deskWithStories();
    await rm(join(desk.feeds, 'stories'), { recursive: true });
    await writeFile(join(desk.feeds, 'stories'), 'not a folder');
    const { problems } = await desk.publish();
    expect(problems.map(({ file, severity }) => [file, severity])).toEqual([['feeds/stories', 'warning']]);
  });
});
