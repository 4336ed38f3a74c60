import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { openDesk, type OpenDesk } from '../../src/desk/open-desk.ts';
import { picturesOf } from '../../src/desk/pictures-of.ts';
import { runPass } from '../../src/desk/run-pass.ts';
import { clearStrayPictures } from '../../src/desk/stray-pictures.ts';
import { copyOf, type DeskFolder, deskFolder } from '../support/desk-folder.ts';
import { jpeg } from '../support/pictures.ts';
import { captioned, sha256 } from '../publish/pictured-desk.ts';

const DAY_MS = 24 * 60 * 60_000;
const { signal } = new AbortController();

async function newDesk(): Promise<DeskFolder & { readonly desk: OpenDesk; readonly shelf: string }> {
  const folder = await deskFolder();
  const desk = await openDesk(folder.root);
  onTestFinished(() => desk[Symbol.asyncDispose]());
  return { ...folder, desk, shelf: join(folder.root, 'wire', 'pictures') };
}

async function publish(desk: OpenDesk): Promise<void> {
  await runPass(desk, 'all', { command: 'test', patienceMs: 2000 });
}

async function age(file: string, days: number): Promise<void> {
  const then = new Date(Date.now() - days * DAY_MS);
  await utimes(file, then, then);
}

it('goes where no version names it and it is a day old; what any version names stays', async () => {
  const { desk, shelf, save } = await newDesk();
  const [first, second] = [captioned('As it was'), captioned('As it is')];
  await save('flood.jpg', first);
  await save('flood.txt', copyOf('Flood in Dakar'));
  await publish(desk);
  await save('flood.jpg', second);
  await publish(desk);
  const stray = 'a'.repeat(64);
  const others = ['b'.repeat(64), `.${'c'.repeat(64)}.tmp`, 'README'];
  for (const name of [stray, ...others]) await writeFile(join(shelf, name), 'x');
  for (const name of [sha256(first), sha256(second), stray, ...others.slice(1)]) await age(join(shelf, name), 2);

  expect(await clearStrayPictures(desk, Date.now(), signal)).toBe(2);
  expect((await readdir(shelf)).toSorted()).toEqual(
    [sha256(first), sha256(second), 'b'.repeat(64), 'README'].toSorted(),
  );
  expect(await clearStrayPictures(desk, Date.now(), signal)).toBe(0);
});

it('is sought among what has come since the last time alone, and among what came again', async () => {
  const { desk, shelf } = await newDesk();
  const put = async (name: string, days: number): Promise<void> => {
    await writeFile(join(shelf, name), 'x');
    await age(join(shelf, name), days);
  };
  const bytes = jpeg();
  await picturesOf(desk).pictures.keep(sha256(bytes), bytes);
  await age(join(shelf, sha256(bytes)), 4);
  expect(await clearStrayPictures(desk, Date.now() - 2 * DAY_MS, signal)).toBe(1);
  await put('a'.repeat(64), 2);
  await put('b'.repeat(64), 30);
  expect(await clearStrayPictures(desk, Date.now(), signal)).toBe(1);
  expect(await readdir(shelf)).toEqual(['b'.repeat(64)]);
});

it('stays where it is just being taken in, however long it has been there', async () => {
  const { desk, shelf } = await newDesk();
  const bytes = jpeg();
  const { pictures } = picturesOf(desk);
  await pictures.keep(sha256(bytes), bytes);
  await age(join(shelf, sha256(bytes)), 30);
  await pictures.keep(sha256(bytes), bytes);
  expect(await clearStrayPictures(desk, Date.now(), signal)).toBe(0);
  expect(await readdir(shelf)).toEqual([sha256(bytes)]);
});

it('is nothing on a desk without pictures', async () => {
  const { desk } = await newDesk();
  expect(await clearStrayPictures(desk, Date.now(), signal)).toBe(0);
});
