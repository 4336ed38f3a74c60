import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import type { DocumentFolder } from '../../src/publish/document-folder.ts';
import { writeFeedsApart } from '../../src/publish/feeds-apart.ts';
import { feedsError } from '../../src/publish/feeds-error.ts';
import { FeedsFolder } from '../../src/publish/feeds-folder.ts';
import { fileCalls, type FileCalls } from '../../src/publish/file-calls.ts';
import { fileCallsAtOnce } from '../../src/publish/file-calls-at-once.ts';
import { syncFileSystem } from '../../src/publish/sync-file-system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

function documents(contents: Readonly<Record<string, string>>): ReadonlyMap<string, Buffer> {
  return new Map(Object.entries(contents).map(([name, text]) => [name, bytes(text)]));
}

/** What a story has takes its time, and a picture more. */
async function slowly(file: string): Promise<void> {
  if (file.includes('stories')) await setTimeout(file.endsWith('.jpg') ? 20 : 10);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).toSorted();
}

const FOLDERS: readonly (readonly [string, (root: string) => DocumentFolder])[] = [
  ['by this thread and those of Node', (root) => new FeedsFolder(root, { files: fileCalls })],
  ['by this thread at once', (root) => new FeedsFolder(root, { files: fileCallsAtOnce })],
  [
    'by a thread of its own',
    (root) => {
      const apart = writeFeedsApart(root);
      onTestFinished(() => apart[Symbol.asyncDispose]());
      return apart.open();
    },
  ],
];

const CALLS = [
  ['by threads of their own', fileCalls],
  ['at once', fileCallsAtOnce],
] as const;

describe.each(FOLDERS)('the folder of feeds, written %s', (_way, open) => {
  it('gets documents in their place when they are settled, and not before', async () => {
    const root = await temporaryFolder();
    await using folder = open(root);
    await folder.put('rss.xml', bytes('one'));
    await folder.put('stories/a/index.html', bytes('two'));
    await expect(stat(join(root, 'rss.xml'))).rejects.toThrow('ENOENT');
    expect((await folder.settle()).documents).toEqual(['rss.xml', 'stories/a/index.html']);
    expect(await namesIn(root)).toEqual(['rss.xml', 'stories', 'stories/a', 'stories/a/index.html']);
    expect(await readFile(join(root, 'stories/a/index.html'), 'utf8')).toBe('two');
  });

  it('dates what follows within a second in the next, also where the clock has gone on since it was written', async () => {
    const root = await temporaryFolder();
    const seconds: number[] = [];
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    onTestFinished(() => clock.mockRestore());
    for (const text of ['one', 'two', 'three']) {
      await using folder = open(root);
      await folder.put('rss.xml', bytes(text));
      await folder.settle();
      seconds.push(Math.floor((await stat(join(root, 'rss.xml'))).mtimeMs / 1000));
    }
    expect(seconds.toSorted((a, b) => a - b)).toEqual(seconds);
    expect(new Set(seconds).size).toBe(3);
  });

  it('does so too in a folder that it has made itself, and writes nothing there that is as it was', async () => {
    const root = await temporaryFolder();
    await using folder = open(root);
    const seconds: number[] = [];
    for (const text of ['one', 'two', 'three']) {
      await folder.put('archives/rss-1.xml', bytes(text));
      expect((await folder.settle()).documents).toEqual(['archives/rss-1.xml']);
      seconds.push(Math.floor((await stat(join(root, 'archives/rss-1.xml'))).mtimeMs / 1000));
    }
    expect(seconds.toSorted((a, b) => a - b)).toEqual(seconds);
    expect(new Set(seconds).size).toBe(3);
    await folder.put('archives/rss-1.xml', bytes('three'));
    expect((await folder.settle()).documents).toEqual([]);
  });

  it('is left as it was by a run that does not come to its end', async () => {
    const root = await temporaryFolder();
    await writeFile(join(root, 'rss.xml'), 'old');
    await (async () => {
      await using folder = open(root);
      await folder.put('rss.xml', bytes('new'));
      await folder.put('atom.xml', bytes('new'));
    })();
    expect(await namesIn(root)).toEqual(['rss.xml']);
    expect(await readFile(join(root, 'rss.xml'), 'utf8')).toBe('old');
  });

  it('tells what has changed, and leaves what has not', async () => {
    const root = await temporaryFolder();
    await using first = open(root);
    await first.put('a.xml', bytes('a'));
    await first.put('b.xml', bytes('b'));
    await first.settle();
    const { ino } = await stat(join(root, 'a.xml'));
    await using second = open(root);
    await second.put('a.xml', bytes('a'));
    await second.put('b.xml', bytes('other'));
    expect((await second.settle()).documents).toEqual(['b.xml']);
    expect((await stat(join(root, 'a.xml'))).ino).toBe(ino);
    expect((await second.settle()).documents).toEqual([]);
  });

  it('has the last of several documents under one name', async () => {
    const root = await temporaryFolder();
    await using folder = open(root);
    for (const text of ['one', 'two', 'three']) await folder.put('a.xml', bytes(text));
    expect((await folder.settle()).documents).toEqual(['a.xml']);
    expect(await readFile(join(root, 'a.xml'), 'utf8')).toBe('three');
  });

  it('loses what is removed, also what was about to be written', async () => {
    const root = await temporaryFolder();
    await using first = open(root);
    await first.put('sahel/archives/rss-1.xml', bytes('x'));
    await first.put('sahel/rss.xml', bytes('x'));
    await first.settle();
    await using second = open(root);
    await second.put('sahel/archives/rss-2.xml', bytes('x'));
    await second.remove('sahel/archives');
    await second.remove('sahel/newsml-g2.xml');
    expect((await second.settle()).documents).toEqual(['sahel/archives']);
    expect(await namesIn(root)).toEqual(['sahel', 'sahel/rss.xml']);
  });

  it('loses what is to go afterwards when all else has its place, unless it was put there anew', async () => {
    const root = await temporaryFolder();
    await using first = open(root);
    await first.putFolder('a', documents({ 'old.jpg': 'x', 'same.jpg': 'x', 'new.jpg': 'x' }));
    await first.put('rss.xml', bytes('x'), true);
    await first.settle();
    await using second = open(root);
    for (const path of ['a/old.jpg', 'a/same.jpg', 'a/new.jpg', 'rss.xml', 'no.xml'])
      await second.removeAfterwards(path);
    await second.putFolder('a', documents({ 'same.jpg': 'x', 'new.jpg': 'other' }));
    expect(await namesIn(root)).toContain('a/old.jpg');
    expect((await second.settle()).documents.toSorted()).toEqual(['a/new.jpg', 'a/old.jpg', 'rss.xml']);
    expect(await namesIn(root)).toEqual(['a', 'a/new.jpg', 'a/same.jpg']);
  });

  it.each([
    ['a file where a folder must be', 'stories', 'stories/a/index.html'],
    ['a folder where a file must be', 'rss.xml/x', 'rss.xml'],
  ])('says why it cannot be written: %s', async (_, inTheWay, path) => {
    const root = await temporaryFolder();
    await mkdir(join(root, inTheWay, '..'), { recursive: true });
    await writeFile(join(root, inTheWay), 'in the way');
    await using folder = open(root);
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

describe.each(FOLDERS)('a folder of documents, written %s', (_way, open) => {
  it('that is new takes its place as a whole', async () => {
    const root = await temporaryFolder();
    await using folder = open(root);
    await folder.putFolder('stories/a', documents({ 'index.html': 'one', 'nitf.xml': 'two' }));
    await expect(stat(join(root, 'stories/a'))).rejects.toThrow('ENOENT');
    expect((await folder.settle()).documents).toEqual(['stories/a/index.html', 'stories/a/nitf.xml']);
    expect(await namesIn(root)).toEqual(['stories', 'stories/a', 'stories/a/index.html', 'stories/a/nitf.xml']);
    expect(await readFile(join(root, 'stories/a/nitf.xml'), 'utf8')).toBe('two');
  });

  it('that is there keeps what is not among them, and is told only what differs', async () => {
    const root = await temporaryFolder();
    await using folder = open(root);
    await folder.putFolder('stories/a', documents({ 'index.html': 'one', 'nitf.xml': 'two' }));
    await folder.settle();
    await folder.putFolder('stories/a', documents({ 'index.html': 'one, corrected', 'nitf.xml': 'two' }));
    await folder.putFolder('stories/a', documents({}));
    expect((await folder.settle()).documents).toEqual(['stories/a/index.html']);
    await folder.putFolder('stories/a', documents({ 'ninjs.json': 'three' }));
    expect((await folder.settle()).documents).toEqual(['stories/a/ninjs.json']);
    expect(await readFile(join(root, 'stories/a/index.html'), 'utf8')).toBe('one, corrected');
    expect(await namesIn(join(root, 'stories/a'))).toEqual(['index.html', 'ninjs.json', 'nitf.xml']);
  });

  it('has the last of several documents under one name, before it has taken its place too', async () => {
    const root = await temporaryFolder();
    await using folder = open(root);
    await folder.putFolder('stories/a', documents({ 'index.html': 'one', 'nitf.xml': 'two' }));
    await folder.putFolder('stories/a', documents({ 'index.html': 'one again' }));
    expect((await folder.settle()).documents).toEqual(['stories/a/index.html', 'stories/a/nitf.xml']);
    expect(await readFile(join(root, 'stories/a/index.html'), 'utf8')).toBe('one again');
  });

  it('is not made by a run that does not come to its end, and nothing of it is left', async () => {
    const root = await temporaryFolder();
    await (async () => {
      await using folder = open(root);
      await folder.putFolder('stories/a', documents({ 'index.html': 'one' }));
    })();
    expect(await namesIn(root)).toEqual(['stories']);
  });

  it('has nothing in it of a run that was killed', async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'stories/.a.tmp'), { recursive: true });
    await writeFile(join(root, 'stories/.a.tmp/half.xml'), '<half');
    await using folder = open(root);
    await folder.putFolder('stories/a', documents({ 'index.html': 'one' }));
    await folder.settle();
    expect(await namesIn(root)).toEqual(['stories', 'stories/a', 'stories/a/index.html']);
  });

  it('goes as a whole with the folder that it is to lie in', async () => {
    const root = await temporaryFolder();
    await using folder = open(root);
    await folder.putFolder('stories/a', documents({ 'index.html': 'one' }));
    await folder.remove('stories');
    expect((await folder.settle()).documents).toEqual(['stories']);
    expect(await namesIn(root)).toEqual([]);
    await folder.putFolder('stories/a', documents({ 'index.html': 'one' }));
    expect((await folder.settle()).documents).toEqual(['stories/a/index.html']);
  });
});

describe.each(CALLS)('the folder of feeds, with files made %s', (_way, files) => {
  it('takes more documents than wait for one sync, each whole', async () => {
    const root = await temporaryFolder();
    await using folder = new FeedsFolder(root, { files, batchMax: 16, syncAllFrom: 12 });
    for (let index = 0; index < 60; index += 1) await folder.put(`s/${index % 5}/${index}.txt`, bytes(`${index}`));
    const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.txt'));
    expect(names.length).toBeGreaterThanOrEqual(32);
    expect((await folder.settle()).documents).toHaveLength(60);
    for (let index = 0; index < 60; index += 1) {
      expect(await readFile(join(root, `s/${index % 5}/${index}.txt`), 'utf8')).toBe(`${index}`);
    }
  });

  it('has them take their places as they were given, however long each takes to be written and renamed', async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'stories/old'), { recursive: true });
    const taken: string[] = [];
    const slow: FileCalls = {
      ...files,
      async write(file, ...content) {
        await slowly(file);
        await files.write(file, ...content);
      },
      async rename(from, to) {
        await slowly(to);
        taken.push(relative(root, to));
        await files.rename(from, to);
      },
      async remove(path) {
        taken.push(`without ${relative(root, path)}`);
        await files.remove(path);
      },
    };
    await writeFile(join(root, 'stories/old/former.jpg'), 'x');
    const story = documents({ 'flood.jpg': 'x', 'index.html': 'flood.jpg' });
    await using folder = new FeedsFolder(root, { files: slow });
    await folder.put('rss.xml', bytes('of before'));
    await folder.put('archives/rss-1.xml', bytes('x'));
    await folder.removeAfterwards('stories/old/former.jpg');
    await folder.putFolder('stories/old', story);
    await folder.putFolder('stories/new', story);
    await folder.put('index.html', bytes('stories/old, stories/new'));
    await folder.put('rss.xml', bytes('archives/rss-1.xml, stories/old, stories/new'));
    await folder.settle();
    // The two stories need not wait for each other.
    expect(taken.filter((path) => path !== 'stories/new')).toEqual([
      'archives/rss-1.xml',
      'stories/old/flood.jpg',
      'stories/old/index.html',
      'index.html',
      'rss.xml',
      'without stories/old/former.jpg',
    ]);
    expect(taken.indexOf('stories/new')).toBeGreaterThan(taken.indexOf('archives/rss-1.xml'));
    expect(taken.indexOf('stories/new')).toBeLessThan(taken.indexOf('index.html'));
  });

  it('counts by its documents towards those that wait for one sync', async () => {
    const root = await temporaryFolder();
    await using folder = new FeedsFolder(root, { files, batchMax: 16, syncAllFrom: 12 });
    for (let index = 0; index < 40; index += 1) {
      await folder.putFolder(`s/${index}`, documents({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', 'd.txt': 'd' }));
    }
    const settled = (await readdir(join(root, 's'))).filter((name) => !name.startsWith('.'));
    expect(settled.length).toBeGreaterThanOrEqual(16);
    expect((await folder.settle()).documents).toHaveLength(160);
  });
});

describe('a sync of the whole file system', () => {
  it('is done where the system can, and said not to be where it cannot', async () => {
    const root = await temporaryFolder();
    expect(await syncFileSystem(root)).toBe(process.platform === 'linux');
    expect(await syncFileSystem(join(root, 'absent'))).toBe(false);
  });
});
