/** Folders that cannot be watched, or not any more, as the system says it. */
import { watch } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { expect, it } from 'vitest';

import { watchStories, type WatchFolder } from '../../src/publish/watch-stories.ts';
import { eventually } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Tell = (event: string, name: string) => void;

/** The system's, but for the folders that it refuses to watch, by their names; it can be made to tell of something. */
function watching() {
  const refusals = new Map<string, string>();
  const watches: { readonly folder: string; readonly tell: Tell }[] = [];
  const watchFolder: WatchFolder = (folder, tell) => {
    const code = refusals.get(basename(folder));
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${folder}`), { code });
    watches.push({ folder, tell });
    return watch(folder, tell);
  };
  return { refusals, watches, watchFolder };
}

it('one closed folder is no trouble of the others; one that is too many is told, and not again each minute', async () => {
  const folder = await temporaryFolder();
  const { refusals, watchFolder } = watching();
  for (const name of ['closed', 'many', 'more', 'open']) await mkdir(join(folder, name));
  refusals.set('closed', 'EACCES').set('many', 'ENOSPC').set('more', 'ENOSPC');
  const saved = new Set<string>();
  const troubles: string[] = [];
  using stories = watchStories(
    folder,
    (path) => saved.add(path),
    (_, below) => troubles.push(below),
    watchFolder,
  );
  await stories.refresh();
  await stories.refresh();
  expect(troubles).toEqual([expect.stringMatching(/^many$|^more$/)]);
  await writeFile(join(folder, 'open', 'a.txt'), 'one');
  expect(await eventually(() => (saved.has('open/a.txt') ? true : undefined))).toBe(true);
  refusals.clear();
  await stories.refresh();
  refusals.set('new', 'ENOSPC');
  await mkdir(join(folder, 'new'));
  await stories.refresh();
  expect(troubles.slice(1)).toEqual(['new']);
});

it('a folder whose disk was unmounted, and is mounted again with the same numbers, is watched anew', async () => {
  const folder = await temporaryFolder();
  const { watches, watchFolder } = watching();
  using stories = watchStories(
    folder,
    () => undefined,
    () => undefined,
    watchFolder,
  );
  await stories.refresh();
  const ofIt = () => watches.filter((each) => each.folder === folder);
  expect(ofIt()).toHaveLength(1);
  // What Linux says by IN_UNMOUNT reaches a listener so.
  ofIt()[0]?.tell('rename', basename(folder));
  expect(await eventually(() => (ofIt().length === 2 ? true : undefined))).toBe(true);
});
