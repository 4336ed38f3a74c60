import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { fileCalls, type FileCalls } from '../../src/publish/file-calls.ts';
import { FeedsFolder } from '../../src/publish/feeds-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { newDesk } from './desk-under-test.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

const DECODERS = { '.br': brotliDecompressSync, '.gz': gunzipSync, '.zst': zstdDecompressSync };

/** The document and each of its codings, decoded. */
async function readings(file: string): Promise<readonly string[]> {
  const decoded = Object.entries(DECODERS).map(async ([suffix, decode]) =>
    decode(await readFile(file + suffix)).toString(),
  );
  return Promise.all([readFile(file, 'utf8'), ...decoded]);
}

async function written(root: string, ...contents: readonly string[]): Promise<readonly string[]> {
  await using folder = new FeedsFolder(root);
  for (const content of contents) await folder.put('rss.xml', bytes(content), true);
  return (await folder.settle()).documents;
}

describe('a document that many ask for', () => {
  it('lies there in each coding too, of the same date, and is told of once', async () => {
    const root = await temporaryFolder();
    expect(await written(root, 'one')).toEqual(['rss.xml']);
    expect((await readdir(root)).toSorted()).toEqual(['rss.xml', 'rss.xml.br', 'rss.xml.gz', 'rss.xml.zst']);
    expect(await readings(join(root, 'rss.xml'))).toEqual(['one', 'one', 'one', 'one']);
    const dates = ['', '.br', '.gz', '.zst'].map(async (suffix) =>
      Math.floor((await stat(join(root, `rss.xml${suffix}`))).mtimeMs / 1000),
    );
    expect(new Set(await Promise.all(dates)).size).toBe(1);
  });

  it('changes with its codings, of which the last of several versions stays', async () => {
    const root = await temporaryFolder();
    await written(root, 'one');
    expect(await written(root, 'two', 'three')).toEqual(['rss.xml']);
    expect(await readings(join(root, 'rss.xml'))).toEqual(['three', 'three', 'three', 'three']);
  });

  it('is on disk with them when its folder is', async () => {
    const root = await temporaryFolder();
    const synced: string[] = [];
    const sync: FileCalls['sync'] = (path, how) => {
      synced.push(path);
      return fileCalls.sync(path, how);
    };
    await using folder = new FeedsFolder(root, { files: { ...fileCalls, sync } });
    await folder.put('rss.xml', bytes('one'), true);
    await folder.settle();
    expect(synced).toEqual([root]);
  });

  it('goes with its codings also where an earlier pass has taken itself away alone', async () => {
    const root = await temporaryFolder();
    await written(root, 'one');
    await rm(join(root, 'rss.xml'));
    await rm(join(root, 'rss.xml.br'));
    await using folder = new FeedsFolder(root);
    await folder.remove('rss.xml');
    expect((await folder.settle()).documents).toEqual([]);
    expect(await readdir(root)).toEqual([]);
  });

  it('is not written again where nothing has changed', async () => {
    const root = await temporaryFolder();
    await written(root, 'one');
    const { ino } = await stat(join(root, 'rss.xml.gz'));
    expect(await written(root, 'one')).toEqual([]);
    expect((await stat(join(root, 'rss.xml.gz'))).ino).toBe(ino);
  });

  it('gets back a coding that a crash has left behind, damaged or lost', async () => {
    const root = await temporaryFolder();
    await written(root, 'withdrawn');
    const old = await readFile(join(root, 'rss.xml.gz'));
    await written(root, 'notice');
    await writeFile(join(root, 'rss.xml.gz'), old);
    await writeFile(join(root, 'rss.xml.br'), '');
    await rm(join(root, 'rss.xml.zst'));
    expect(await written(root, 'notice')).toEqual([]);
    expect(await readings(join(root, 'rss.xml'))).toEqual(['notice', 'notice', 'notice', 'notice']);
  });

  it('bears a later second in each coding when it changes twice within one', async () => {
    const root = await temporaryFolder();
    await written(root, 'one');
    const ahead = new Date(Date.now() + 5_000);
    for (const suffix of ['', '.gz']) await utimes(join(root, `rss.xml${suffix}`), ahead, ahead);
    await written(root, 'two');
    for (const suffix of ['', '.gz']) {
      const { mtimeMs } = await stat(join(root, `rss.xml${suffix}`));
      expect(Math.floor(mtimeMs / 1000)).toBe(Math.floor(ahead.getTime() / 1000) + 1);
    }
  });

  it('goes with its codings, also with those that wait', async () => {
    const root = await temporaryFolder();
    await written(root, 'one');
    await using folder = new FeedsFolder(root);
    await folder.put('rss.xml', bytes('two'), true);
    await folder.remove('rss.xml');
    expect((await folder.settle()).documents).toEqual(['rss.xml']);
    expect(await readdir(root)).toEqual([]);
  });
});

describe('what a desk publishes', () => {
  it('is coded where it is a feed or a page of the site, and not where it is one of thousands', async () => {
    const desk = await newDesk();
    await desk.save(
      'a.txt',
      'Panafrican News Agency\n\nRain\n\nDakar, Senegal (PANA) - It rained.\n-0- PANA 10June2021\n',
    );
    await desk.publish();
    const names = await readdir(desk.feeds, { recursive: true });
    const coded = names.filter((name) => name.endsWith('.gz')).map((name) => name.slice(0, -'.gz'.length));
    expect(coded).toEqual(expect.arrayContaining(['rss.xml', 'index.html', 'opml.xml', 'languages/en/atom.xml']));
    expect(coded.filter((name) => name.startsWith('stories/') || name.startsWith('sitemap'))).toEqual([]);
    for (const name of coded) {
      const document = await readFile(join(desk.feeds, name));
      expect(gunzipSync(await readFile(join(desk.feeds, `${name}.gz`))).equals(document)).toBe(true);
      expect(gzipSync(document, { level: 6 }).equals(await readFile(join(desk.feeds, `${name}.gz`)))).toBe(true);
    }
  });
});
