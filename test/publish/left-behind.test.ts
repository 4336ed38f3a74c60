/** What is in feeds/ after a pass that was cut off, and after the next one. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { FeedsFolder } from '../../src/publish/feeds-folder.ts';
import { fileCalls, type FileCalls } from '../../src/publish/file-calls.ts';
import { fileCallsAtOnce } from '../../src/publish/file-calls-at-once.ts';
import { takeAwayLeftBehind } from '../../src/publish/left-behind.ts';
import { publishPass, type PassContext } from '../../src/publish/publish-pass.ts';
import { copyOf } from '../support/desk-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { newDesk, type DeskUnderTest } from './desk-under-test.ts';
import { where } from './story-on-desk.ts';

async function unfinishedIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.tmp'));
}

function fails(): Promise<never> {
  return Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
}

/** Stories are written, in a thread of their own; then the disk takes no name more, and lets nothing go. */
function cutOff({ context, feeds }: DeskUnderTest, changed: Partial<PassContext> = {}): Promise<unknown> {
  const files: FileCalls = { ...fileCalls, rename: fails, remove: fails };
  const feedsHere = () => new FeedsFolder(feeds, { files });
  return publishPass({ ...context, ...changed, storiesApartFrom: 1, feedsHere }, 'all');
}

describe('a pass after one that was cut off', () => {
  it('takes away what that has begun, also of documents that nobody writes any more', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await expect(cutOff(desk)).rejects.toThrow(/cannot be written/);
    expect(await unfinishedIn(desk.feeds)).toContain('.rss.xml.tmp');
    await mkdir(join(desk.feeds, 'sahel'));
    await writeFile(join(desk.feeds, 'sahel', '.rss.xml.gz.tmp'), 'half');
    await desk.publish();
    expect(await unfinishedIn(desk.feeds)).toEqual([]);
  });

  it('writes everything anew where that had other settings, though they are as before again', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    const elsewhere = { ...desk.context.desk, baseUrl: 'https://elsewhere.example/' };
    await expect(cutOff(desk, { desk: elsewhere })).rejects.toThrow(/cannot be written/);
    expect(await where(desk, 'elsewhere.example')).toContain('stories/a/index.html');
    await desk.publish();
    expect(await where(desk, 'elsewhere.example')).toEqual([]);
  });

  it('looks for nothing where the last one ended well', async () => {
    const desk = await newDesk();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    await writeFile(join(desk.feeds, '.notes.tmp'), 'of the operator');
    await desk.save('a.txt', copyOf('Story A again'));
    await desk.publish();
    expect(await readFile(join(desk.feeds, '.notes.tmp'), 'utf8')).toBe('of the operator');
  });
});

describe.each([
  ['by threads of their own', fileCalls],
  ['at once', fileCallsAtOnce],
])('what is left behind, looked for %s', (_way, calls) => {
  it('is found in every folder; all of them are synced, by one call or one by one', async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'stories', '.a.tmp'), { recursive: true });
    await mkdir(join(root, 'stories', 'b'));
    for (const name of ['.rss.xml.tmp', 'rss.xml', 'stories/.a.tmp/index.html', 'stories/b/.x.jpg.tmp'])
      await writeFile(join(root, name), name);
    const synced: string[] = [];
    const files = {
      ...calls,
      sync: (folder: string) => {
        synced.push(folder);
        return Promise.resolve();
      },
    };
    await takeAwayLeftBehind(root, { files, syncAll: () => Promise.resolve(false) });
    expect((await readdir(root, { recursive: true })).toSorted()).toEqual(['rss.xml', 'stories', 'stories/b']);
    expect(synced.toSorted()).toEqual([root, join(root, 'stories'), join(root, 'stories', 'b')]);
    synced.length = 0;
    await takeAwayLeftBehind(root, {
      files,
      syncAll: (folder) => Promise.resolve(synced.push(`all of ${folder}`) > 0),
    });
    expect(synced).toEqual([`all of ${root}`]);
    await takeAwayLeftBehind(join(root, 'nowhere'), {
      files,
      syncAll: () => Promise.reject(new Error('nothing to sync')),
    });
  });
});
