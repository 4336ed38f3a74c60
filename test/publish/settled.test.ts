import { open, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { openForWriting } from '../../src/publish/open-for-writing.ts';
import { ABANDONED_MS, QUIET_MS, settled } from '../../src/publish/settled.ts';
import { seeStoryFile, type StoryFile } from '../../src/publish/story-files.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';

async function savedFile(): Promise<{ folder: string; file: StoryFile; path: string }> {
  const desk = await deskFolder();
  const path = await desk.save('a.txt', copyOf('Story A'));
  const sighting = await seeStoryFile(desk.stories, 'a.txt');
  if (sighting.kind !== 'file') throw new Error('the file is gone');
  return { folder: desk.stories, file: sighting.file, path };
}

const paths = (files: readonly StoryFile[]): readonly string[] => files.map(({ path }) => path);

describe('a saved file', () => {
  it('is done once it has been quiet', async () => {
    const { folder, file } = await savedFile();
    const early = await settled(folder, [file], 0, () => file.changedAt + QUIET_MS - 1);
    expect([paths(early.ready), paths(early.unsettled)]).toEqual([[], ['a.txt']]);
    const late = await settled(folder, [file], 0, () => file.changedAt + QUIET_MS);
    expect([paths(late.ready), paths(late.unsettled)]).toEqual([['a.txt'], []]);
  });

  it('is waited for', async () => {
    const { folder, file } = await savedFile();
    const begun = performance.now();
    const { ready } = await settled(folder, [file], 5_000, () => file.changedAt + performance.now() - begun);
    expect(paths(ready)).toEqual(['a.txt']);
  });

  it('is waited for as long where the clock that it was saved by was ahead', async () => {
    const { folder, file } = await savedFile();
    const aDayBefore = () => file.changedAt - 86_400_000;
    expect(paths((await settled(folder, [file], 0, aDayBefore)).unsettled)).toEqual(['a.txt']);
    expect(paths((await settled(folder, [file], 5_000, aDayBefore)).ready)).toEqual(['a.txt']);
  });

  it('is done for who looks again and again without waiting, where that clock is ahead still', async () => {
    const { folder, file } = await savedFile();
    const look = () => settled(folder, [file], 0, () => file.changedAt - 86_400_000);
    expect(paths((await look()).unsettled)).toEqual(['a.txt']);
    await sleep(QUIET_MS + 10);
    expect(paths((await look()).ready)).toEqual(['a.txt']);
    // The next of that name and date begins anew.
    expect(paths((await look()).unsettled)).toEqual(['a.txt']);
  });

  it('is in neither list when it vanishes meanwhile', async () => {
    const { folder, file, path } = await savedFile();
    await rm(path);
    expect(await settled(folder, [file], 5_000, () => file.changedAt)).toEqual({ ready: [], unsettled: [] });
  });
});

describe.runIf(process.platform === 'linux')('a file that somebody is still writing', () => {
  it('is not done, however quiet, until it is closed or seems abandoned', async () => {
    const { folder, file, path } = await savedFile();
    const at = (ms: number) => settled(folder, [file], 0, () => file.changedAt + ms);
    {
      await using _writer = await open(path, 'r+');
      expect(await openForWriting([path])).toEqual(new Set([path]));
      expect(paths((await at(ABANDONED_MS - 1)).unsettled)).toEqual(['a.txt']);
      expect(paths((await at(ABANDONED_MS)).ready)).toEqual(['a.txt']);
    }
    expect(paths((await at(QUIET_MS)).ready)).toEqual(['a.txt']);
  });

  it('is told from one that is only being read', async () => {
    const { path } = await savedFile();
    await using _reader = await open(path, 'r');
    expect(await openForWriting([path])).toEqual(new Set());
  });
});
