/** What the thread that writes `feeds/` does from one pass to the next; how it writes: feeds-folder.test.ts. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { expect, it, onTestFinished } from 'vitest';

import { type FeedsApart, writeFeedsApart } from '../../src/publish/feeds-apart.ts';
import { FeedsError } from '../../src/publish/feeds-error.ts';
import { FeedsFolder } from '../../src/publish/feeds-folder.ts';
import { publishPass } from '../../src/publish/publish-pass.ts';
import { copyOf } from '../support/desk-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { newDesk } from './desk-under-test.ts';

function apart(root: string): FeedsApart {
  const feedsApart = writeFeedsApart(root);
  onTestFinished(() => feedsApart[Symbol.asyncDispose]());
  return feedsApart;
}

it('writes what a pass changes after one that could not write, and that one leaves nothing behind', async () => {
  const root = await temporaryFolder();
  const feedsApart = apart(root);
  await writeFile(join(root, 'stories'), 'a file in the way');
  await (async () => {
    await using folder = feedsApart.open();
    await folder.put('rss.xml', Buffer.from('new'), true);
    await folder.putFolder('stories/a', new Map([['index.html', Buffer.from('new')]]));
    await expect(folder.settle()).rejects.toThrow(/^feeds\/stories.* cannot be written: a file is where a folder must/);
    await expect(folder.settle()).rejects.toThrow(FeedsError);
  })();
  expect(await readdir(root)).toEqual(['stories']);
  await rm(join(root, 'stories'));
  await using folder = feedsApart.open();
  await folder.put('rss.xml', Buffer.from('new'), true);
  expect((await folder.settle()).documents).toEqual(['rss.xml']);
  expect(gunzipSync(await readFile(join(root, 'rss.xml.gz'))).toString()).toBe('new');
});

it('takes away at once what is removed: who looks afterwards does not find it', async () => {
  const root = await temporaryFolder();
  await mkdir(join(root, 'stories/a'), { recursive: true });
  await writeFile(join(root, 'stories/a/photo.jpg'), 'x');
  await using folder = apart(root).open();
  await folder.remove('stories/a/photo.jpg');
  expect(await readdir(join(root, 'stories/a'))).toEqual([]);
});

it('serves one pass of a desk after the other, and a desk that stops in the midst of one', async () => {
  const desk = await newDesk();
  const context = { ...desk.context, feedsApart: apart(desk.feeds) };
  await desk.save('a.txt', copyOf('Story A'));
  expect((await publishPass(context, new Set(['a.txt']))).documents).toContain('stories/a/index.html');
  await desk.save('b.txt', copyOf('Story B'));
  const stopped = await publishPass({ ...context, signal: AbortSignal.abort() }, new Set(['b.txt']));
  expect(stopped.documents).toEqual([]);
  const next = await publishPass(context, 'all');
  expect(next.documents).toEqual(expect.arrayContaining(['stories/b/index.html', 'rss.xml', 'index.html']));
  expect((await publishPass(context, 'all')).documents).toEqual([]);
  const names = await readdir(desk.feeds, { recursive: true });
  expect(names.filter((name) => name.includes('.tmp'))).toEqual([]);
});

const textOf = (name: string): Buffer => Buffer.from(`${name} has been written. `.repeat(2_000));

it('codes many documents at a time to the same bytes as Node’s threads do', async () => {
  const [root, other] = await Promise.all([temporaryFolder(), temporaryFolder()]);
  const names = Array.from({ length: 24 }, (_, index) => `${index}.xml`);
  for (const [folder, feeds] of [
    [apart(root).open(), root],
    [new FeedsFolder(other), other],
  ] as const) {
    await using _folder = folder;
    for (const name of names) await folder.put(name, textOf(name), true);
    expect((await folder.settle()).documents, feeds).toEqual(names.toSorted());
  }
  const files = names.flatMap((name) => ['', '.br', '.gz', '.zst'].map((suffix) => name + suffix));
  expect((await readdir(root)).toSorted()).toEqual(files.toSorted());
  for (const file of files)
    expect((await readFile(join(root, file))).equals(await readFile(join(other, file)))).toBe(true);
});
