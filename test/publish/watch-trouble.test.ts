/** Folders that cannot be watched, or not any more, as the system says it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { watchStories } from '../../src/publish/watch-stories.ts';
import { eventually } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const refusals = new Map<string, string>();
const watches: { readonly folder: string; readonly tell: (event: string, name: string) => void }[] = [];

vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  const watch = (folder: string, tell: (event: string, name: string) => void): unknown => {
    const code = [...refusals].find(([name]) => folder.endsWith(name))?.[1];
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${folder}`), { code });
    watches.push({ folder, tell });
    return Reflect.apply(fs.watch, undefined, [folder, tell]);
  };
  return { ...fs, watch } as typeof fs;
});

it('one closed folder is no trouble of the others; one that is too many is told, and not again each minute', async () => {
  const folder = await temporaryFolder();
  for (const name of ['closed', 'many', 'more', 'open']) await mkdir(join(folder, name));
  refusals.set('closed', 'EACCES').set('many', 'ENOSPC').set('more', 'ENOSPC');
  const saved = new Set<string>();
  const troubles: string[] = [];
  using watch = watchStories(
    folder,
    (path) => saved.add(path),
    (_, below) => troubles.push(below),
  );
  onTestFinished(() => refusals.clear());
  await watch.refresh();
  await watch.refresh();
  expect(troubles).toEqual([expect.stringMatching(/^many$|^more$/)]);
  await writeFile(join(folder, 'open', 'a.txt'), 'one');
  expect(await eventually(() => (saved.has('open/a.txt') ? true : undefined))).toBe(true);
  refusals.clear();
  await watch.refresh();
  refusals.set('new', 'ENOSPC');
  await mkdir(join(folder, 'new'));
  await watch.refresh();
  expect(troubles.slice(1)).toEqual(['new']);
});

it('a folder whose disk was unmounted, and is mounted again with the same numbers, is watched anew', async () => {
  const folder = await temporaryFolder();
  using watch = watchStories(
    folder,
    () => undefined,
    () => undefined,
  );
  await watch.refresh();
  const ofIt = () => watches.filter((each) => each.folder === folder);
  expect(ofIt()).toHaveLength(1);
  // What Linux says by IN_UNMOUNT reaches a listener so.
  ofIt()[0]?.tell('rename', basename(folder));
  expect(await eventually(() => (ofIt().length === 2 ? true : undefined))).toBe(true);
});
