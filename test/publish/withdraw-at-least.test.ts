/** Kills and holds while `feeds/` cannot be written. */
import { existsSync, readFileSync } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { holdStory, killStory } from '../../src/publish/acts.ts';
import { fileCalls } from '../../src/publish/file-calls.ts';
import { FeedsFolder } from '../../src/publish/feeds-folder.ts';
import { ARCHIVE_STORIES } from '../../src/story/feed.ts';
import { copyOf } from '../support/desk-folder.ts';
import { contentsOf, type DeskUnderTest, newDesk } from './desk-under-test.ts';
import { where } from './story-on-desk.ts';

type Disk = { isFull: () => boolean };

async function deskOnDisk(): Promise<DeskUnderTest & { readonly disk: Disk }> {
  const disk = { isFull: () => false };
  const write: typeof fileCalls.write = (file, content, options) => {
    if (!disk.isFull()) return fileCalls.write(file, content, options);
    return Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
  };
  const feeds = { folder: '' };
  const desk = await newDesk({ feedsHere: () => new FeedsFolder(feeds.folder, { files: { ...fileCalls, write } }) });
  feeds.folder = desk.feeds;
  await desk.save('rain.txt', copyOf('Rain at last', 'The text of the rain.'));
  await desk.save('wind.txt', copyOf('Wind as well', 'The text of the wind.'));
  await desk.publish();
  return { ...desk, disk };
}

async function withdraw(desk: DeskUnderTest): Promise<void> {
  const acts = { store: desk.store, agency: 'PANA', now: desk.context.now };
  const guids = await Promise.all(['rain.txt', 'wind.txt'].map((path) => desk.store.stories.atPath(path)));
  await killStory(acts, guids[0]?.guid ?? '', { reason: 'It is not true.' });
  await holdStory(acts, guids[1]?.guid ?? '', { reason: 'It is looked into.' });
}

it('take the text off its page where there is room for nothing, and say so to the server', async () => {
  const desk = await deskOnDisk();
  await withdraw(desk);
  await desk.save('new.txt', copyOf('A new story'));
  desk.disk.isFull = () => true;
  await expect(desk.publish()).rejects.toThrow('the disk is full; free some space');
  for (const [slug, status] of Object.entries({ rain: '410\n', wind: '404\n' })) {
    expect(await readdir(join(desk.feeds, 'stories', slug))).toEqual(['.status']);
    expect(await readFile(join(desk.feeds, 'stories', slug, '.status'), 'utf8')).toBe(status);
  }

  desk.disk.isFull = () => false;
  await desk.publish();
  await access(join(desk.feeds, 'stories', 'new', 'index.html'));
  const written = await contentsOf(desk);
  await desk.publish('all', true);
  expect(await contentsOf(desk)).toEqual(written);
  expect(written[join(desk.feeds, 'stories', 'rain', 'index.html')]).toContain('It is not true.');
  expect(Object.values(written).filter((text) => text.includes('The text of the'))).toEqual([]);
});

it('are out with their notices at once where the room that they make is enough', async () => {
  const desk = await deskOnDisk();
  await withdraw(desk);
  const texts = ['rain', 'wind'].map((slug) => join(desk.feeds, 'stories', slug, 'nitf.xml'));
  desk.disk.isFull = () => texts.some((text) => existsSync(text) && readFileSync(text, 'utf8').includes('The text'));
  await desk.publish();
  expect(await readFile(join(desk.feeds, 'rss.xml'), 'utf8')).toContain('It is not true.');
});

it('are out of all feeds and archives at once where only those make enough room, and with their notices there', async () => {
  const desk = await deskOnDisk();
  for (let count = 1; count < ARCHIVE_STORIES; count += 1) await desk.save(`m${count}.txt`, copyOf(`Number ${count}`));
  await desk.publish();
  const showing = await where(desk, 'The text of the rain');
  expect(showing).toEqual(expect.arrayContaining(['archives/rss-1.xml', 'languages/en/archives/atom-1.xml']));
  await withdraw(desk);
  const feeds = showing.filter((path) => !path.startsWith('stories/')).map((path) => join(desk.feeds, path));
  desk.disk.isFull = () => feeds.some((file) => existsSync(file) && readFileSync(file, 'utf8').includes('The text of'));
  await desk.publish();
  expect(await where(desk, 'The text of')).toEqual([]);
  expect(await where(desk, 'It is not true.')).toEqual(expect.arrayContaining(['rss.xml', 'archives/rss-1.xml']));
  const written = await contentsOf(desk);
  desk.disk.isFull = () => false;
  await desk.publish('all', true);
  expect(await contentsOf(desk)).toEqual(written);
});

it('leave no feed that shows the text where there is room for nothing', async () => {
  const desk = await deskOnDisk();
  await withdraw(desk);
  desk.disk.isFull = () => true;
  await expect(desk.publish()).rejects.toThrow('the disk is full; free some space');
  expect(await where(desk, 'The text of')).toEqual([]);
  desk.disk.isFull = () => false;
  await desk.publish();
  const written = await contentsOf(desk);
  await desk.publish('all', true);
  expect(await contentsOf(desk)).toEqual(written);
});
