/** Folders that cannot be watched, as the system says it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it, onTestFinished, vi } from 'vitest';

import { watchStories } from '../../src/publish/watch-stories.ts';
import { eventually } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const refusals = new Map<string, string>();

vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  const watch = (folder: string, ...rest: readonly unknown[]): unknown => {
    const code = [...refusals].find(([name]) => folder.endsWith(name))?.[1];
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${folder}`), { code });
    return Reflect.apply(fs.watch, undefined, [folder, ...rest]);
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
