import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { feedsError } from '../../src/publish/feeds-error.ts';
import { FeedsFolder } from '../../src/publish/feeds-folder.ts';
import { syncFileSystem } from '../../src/publish/sync-file-system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).toSorted();
}

describe('the folder of feeds', () => {
  it('gets documents in their place when they are settled, and not before', async () => {
    const root = await temporaryFolder();
    await using folder = new FeedsFolder(root);
    await folder.put('rss.xml', bytes('one'));
    await folder.put('stories/a/index.html', bytes('two'));
    await expect(stat(join(root, 'rss.xml'))).rejects.toThrow('ENOENT');
    expect(await folder.settle()).toEqual(['rss.xml', 'stories/a/index.html']);
    expect(await namesIn(root)).toEqual(['rss.xml', 'stories', 'stories/a', 'stories/a/index.html']);
    expect(await readFile(join(root, 'stories/a/index.html'), 'utf8')).toBe('two');
  });

  it('is left as it was by a run that does not come to its end', async () => {
    const root = await temporaryFolder();
    await writeFile(join(root, 'rss.xml'), 'old');
    await (async () => {
      await using folder = new FeedsFolder(root);
      await folder.put('rss.xml', bytes('new'));
      await folder.put('atom.xml', bytes('new'));
    })();
    expect(await namesIn(root)).toEqual(['rss.xml']);
    expect(await readFile(join(root, 'rss.xml'), 'utf8')).toBe('old');
  });

  it('tells what has changed, and leaves what has not', async () => {
    const root = await temporaryFolder();
    await using first = new FeedsFolder(root);
    await first.put('a.xml', bytes('a'));
    await first.put('b.xml', bytes('b'));
    await first.settle();
    const { ino } = await stat(join(root, 'a.xml'));
    await using second = new FeedsFolder(root);
    await second.put('a.xml', bytes('a'));
    await second.put('b.xml', bytes('other'));
    expect(await second.settle()).toEqual(['b.xml']);
    expect((await stat(join(root, 'a.xml'))).ino).toBe(ino);
    expect(await second.settle()).toEqual([]);
  });

  it('has the last of several documents under one name', async () => {
    const root = await temporaryFolder();
    await using folder = new FeedsFolder(root);
    for (const text of ['one', 'two', 'three']) await folder.put('a.xml', bytes(text));
    expect(await folder.settle()).toEqual(['a.xml']);
    expect(await readFile(join(root, 'a.xml'), 'utf8')).toBe('three');
  });

  it('loses what is removed, also what was about to be written', async () => {
    const root = await temporaryFolder();
    await using first = new FeedsFolder(root);
    await first.put('sahel/archives/rss-1.xml', bytes('x'));
    await first.put('sahel/rss.xml', bytes('x'));
    await first.settle();
    await using second = new FeedsFolder(root);
    await second.put('sahel/archives/rss-2.xml', bytes('x'));
    await second.remove('sahel/archives');
    await second.remove('sahel/newsml-g2.xml');
    expect(await second.settle()).toEqual(['sahel/archives']);
    expect(await namesIn(root)).toEqual(['sahel', 'sahel/rss.xml']);
  });

  it('takes more documents than wait for one sync, each whole', async () => {
    const root = await temporaryFolder();
    await using folder = new FeedsFolder(root, { batchMax: 16, syncAllFrom: 12 });
    for (let index = 0; index < 60; index += 1) await folder.put(`s/${index % 5}/${index}.txt`, bytes(`${index}`));
    const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.txt'));
    expect(names.length).toBeGreaterThanOrEqual(32);
    expect(await folder.settle()).toHaveLength(60);
    for (let index = 0; index < 60; index += 1) {
      expect(await readFile(join(root, `s/${index % 5}/${index}.txt`), 'utf8')).toBe(`${index}`);
    }
  });

  it.each([
    ['a file where a folder must be', 'stories', 'stories/a/index.html'],
    ['a folder where a file must be', 'rss.xml/x', 'rss.xml'],
  ])('says why it cannot be written: %s', async (_, inTheWay, path) => {
    const root = await temporaryFolder();
    await mkdir(join(root, inTheWay, '..'), { recursive: true });
    await writeFile(join(root, inTheWay), 'in the way');
    await using folder = new FeedsFolder(root);
    await folder.put(path, bytes('x'));
    await expect(folder.settle()).rejects.toThrow(
      new RegExp(`^feeds/${path} cannot be written: a (file|folder) is where a (file|folder) must be; move it away$`),
    );
  });

  it('says that this user may not write there, whoever runs the test', () => {
    // Root may write wherever it likes: the system's refusal itself is what is read.
    const refused = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    expect(feedsError('rss.xml', refused).message).toContain('this user may not write there');
  });
});

describe('a sync of the whole file system', () => {
  it('is done where the system can, and said not to be where it cannot', async () => {
    const root = await temporaryFolder();
    expect(await syncFileSystem(root)).toBe(process.platform === 'linux');
    expect(await syncFileSystem(join(root, 'absent'))).toBe(false);
  });
});
