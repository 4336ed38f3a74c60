import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { takingContext } from '../../src/publish/publish-pass.ts';
import { findStoryFiles } from '../../src/publish/story-files.ts';
import { guidsIn, takeFiles } from '../../src/publish/take-files.ts';
import type { TakenFile, TakingContext } from '../../src/publish/take-file.ts';
import { StoreError } from '../../src/wire/store.ts';
import { copyOf } from '../support/desk-folder.ts';
import { type DeskUnderTest, newDesk } from './desk-under-test.ts';

const NO_PICTURES = (): readonly string[] => [];

function pictureOfThird(path: string): readonly string[] {
  return path === 's02.txt' ? ['s02.jpg'] : [];
}

async function deskWith(stories: number): Promise<DeskUnderTest> {
  const desk = await newDesk();
  for (let index = 0; index < stories; index += 1) {
    await desk.save(`s${String(index).padStart(2, '0')}.txt`, copyOf(`Story ${index}`));
  }
  return desk;
}

async function taken(
  desk: DeskUnderTest,
  context: TakingContext & { readonly signal?: AbortSignal },
  picturesOf: (path: string) => readonly string[] = NO_PICTURES,
): Promise<readonly (readonly TakenFile[])[]> {
  const { files } = await findStoryFiles(desk.stories);
  const groups: (readonly TakenFile[])[] = [];
  for await (const group of takeFiles(files, picturesOf, context)) groups.push(group);
  return groups;
}

/** How often the wire was asked to commit together, and how many events each time. */
function watched(desk: DeskUnderTest, sizes: number[]): TakingContext {
  const { store } = desk;
  const together: typeof store.together = async (work) => {
    const before = (await store.log.head())?.seq ?? 0;
    const result = await store.together(work);
    sizes.push(((await store.log.head())?.seq ?? 0) - before);
    return result;
  };
  return { ...takingContext(desk.context), store: { ...store, together } };
}

describe('files that are taken in', () => {
  it('are committed a few at a time, in their order, and told of when they are on the wire', async () => {
    const desk = await deskWith(20);
    const sizes: number[] = [];
    const heads: unknown[] = [];
    const context = watched(desk, sizes);
    const onCommitted = (): void => void heads.push(sizes.length);
    const groups = await taken(desk, { ...context, onCommitted });
    expect(sizes).toEqual([16, 4]);
    expect(heads).toEqual([1, 2]);
    const events = await desk.store.log.after(0, 100);
    expect(groups.flatMap(guidsIn)).toEqual(events.map(({ guid }) => guid));
    const slugs = events.map(({ guid }) => guid.slice(guid.lastIndexOf(':') + 1));
    expect(slugs).toEqual(Array.from({ length: 20 }, (_, index) => `s${String(index).padStart(2, '0')}`));
  });

  it('do not wait for the pictures of another', async () => {
    const desk = await deskWith(5);
    const sizes: number[] = [];
    await writeFile(join(desk.stories, 's02.jpg'), 'no picture');
    const groups = await taken(desk, watched(desk, sizes), pictureOfThird);
    expect(groups.map((group) => group.map(({ path }) => path))).toEqual([
      ['s00.txt', 's01.txt'],
      ['s02.txt'],
      ['s03.txt', 's04.txt'],
    ]);
    expect(sizes).toEqual([2, 2]);
  });

  it('are all as they were where the wire refuses the last of them', async () => {
    const desk = await deskWith(4);
    const { store } = desk;
    let appended = 0;
    const append: typeof store.log.append = async (commits) => {
      appended += 1;
      if (appended === 4) throw new StoreError('unavailable', 'the disk is full');
      return store.log.append(commits);
    };
    const refusing = { ...store, log: { ...store.log, append } };
    await expect(taken(desk, { ...takingContext(desk.context), store: refusing })).rejects.toThrow('the disk is full');
    expect(await store.log.head()).toBeUndefined();
    const pass = await desk.publish();
    expect(pass.new).toHaveLength(4);
  });

  it('are left where they are when the work is to end', async () => {
    const desk = await deskWith(20);
    const stopping = new AbortController();
    const onCommitted = (): void => stopping.abort();
    const groups = await taken(desk, { ...takingContext(desk.context), onCommitted, signal: stopping.signal });
    expect(groups.map((group) => group.length)).toEqual([16]);
    expect((await desk.store.log.head())?.seq).toBe(16);
  });
});
