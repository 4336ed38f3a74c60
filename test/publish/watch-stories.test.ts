import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { watchStories, type StoryWatch } from '../../src/publish/watch-stories.ts';
import { eventually } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Watching = StoryWatch & {
  readonly folder: string;
  /** Whether that file is told of from now on. */
  readonly tells: (path: string) => Promise<boolean>;
  readonly troubles: readonly unknown[];
};

async function watching(): Promise<Watching> {
  const folder = await temporaryFolder();
  let saved = new Set<string>();
  const troubles: unknown[] = [];
  const watch = watchStories(
    folder,
    (path) => saved.add(path),
    (error) => troubles.push(error),
  );
  onTestFinished(() => watch[Symbol.dispose]());
  await watch.refresh();
  const tells = async (path: string): Promise<boolean> => {
    const told = await eventually(() => (saved.has(path) ? true : undefined));
    saved = new Set();
    return told === true;
  };
  return { ...watch, folder, troubles, tells };
}

async function replace(folder: string, name: string, text: string): Promise<void> {
  await writeFile(join(folder, `.${name}.swp`), text);
  await rename(join(folder, `.${name}.swp`), join(folder, name));
}

it('tells of a file however it is saved, again and again', async () => {
  const { folder, tells } = await watching();
  await writeFile(join(folder, 'a.txt'), 'one');
  expect(await tells('a.txt')).toBe(true);
  for (const text of ['two', 'three']) {
    await replace(folder, 'a.txt', text);
    expect(await tells('a.txt')).toBe(true);
  }
  await writeFile(join(folder, 'a.txt'), 'four');
  expect(await tells('a.txt')).toBe(true);
});

it('tells of files in folders that are made, moved in, or made again', async () => {
  const { folder, tells } = await watching();
  await mkdir(join(folder, 'fr'));
  await writeFile(join(folder, 'fr', 'a.txt'), 'one');
  expect(await tells('fr/a.txt')).toBe(true);
  const outside = await temporaryFolder();
  await mkdir(join(outside, 'pt', 'lx'), { recursive: true });
  await writeFile(join(outside, 'pt', 'lx', 'b.txt'), 'one');
  await rename(join(outside, 'pt'), join(folder, 'pt'));
  expect(await tells('pt/lx/b.txt')).toBe(true);
  await rm(join(folder, 'fr'), { recursive: true });
  await mkdir(join(folder, 'fr'));
  await writeFile(join(folder, 'fr', 'a.txt'), 'two');
  expect(await tells('fr/a.txt')).toBe(true);
});

it('goes on watching beside a link that leads back to itself', async () => {
  const { folder, tells, troubles } = await watching();
  await symlink('x.txt', join(folder, 'x.txt'));
  await symlink('loop', join(folder, 'loop'));
  await writeFile(join(folder, 'a.txt'), 'one');
  expect(await tells('a.txt')).toBe(true);
  await writeFile(join(folder, 'a.txt'), 'two');
  expect(await tells('a.txt')).toBe(true);
  expect(troubles.length).toBeLessThanOrEqual(1);
});

it('says when the folder cannot be watched, and watches it once it can be', async () => {
  const { folder, tells, refresh } = await watching();
  await rm(folder, { recursive: true });
  await refresh();
  await mkdir(folder);
  await refresh();
  await writeFile(join(folder, 'a.txt'), 'one');
  expect(await tells('a.txt')).toBe(true);
});
