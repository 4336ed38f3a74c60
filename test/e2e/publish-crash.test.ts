/** A desk killed at any moment: no document is half, and the next run makes `feeds/` what it would have been. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

import { expect, it } from 'vitest';

import { launch } from '../../scripts/command-line.ts';
import { generatedStory, writeGeneratedStories } from '../../scripts/generated-stories.ts';
import { seededRandom } from '../../scripts/seeded-random.ts';
import { deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { readXml } from '../support/read-xml.ts';

const STORIES = 150;
const KILLS = 6;

const DECODED: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  '.zst': zstdDecompressSync,
  '.br': brotliDecompressSync,
  '.gz': gunzipSync,
};

/** Decoded where it lies in a content coding; one that is cut short fails here. */
async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file);
  return (isUnfinished(file) ? bytes : (DECODED[extname(file)]?.(bytes) ?? bytes)).toString();
}

async function filesIn({ feeds }: DeskFolder): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(feeds, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const read = files.map(async (file) => [relative(feeds, file), await textOf(file)] as const);
  return new Map((await Promise.all(read)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A document, or a folder of them, that has not got its name yet. */
function isUnfinished(name: string): boolean {
  return name.split('/').some((part) => part.endsWith('.tmp'));
}

/** How a file of the site ends where it is whole: style, script, icon, robots.txt. */
const SITE_FILE_ENDS: Readonly<Record<string, RegExp>> = {
  '.css': /\n\}\n$/,
  '.js': /\n\}\n$/,
  '.svg': /<\/svg>\n$/,
  '.txt': /\nSitemap: \S+\/sitemap\.xml\n$/,
};

/** Each document that lies under its own name is whole. */
function expectWhole(files: ReadonlyMap<string, string>): void {
  for (const [coded, content] of files) {
    if (isUnfinished(coded)) continue;
    const name = coded.replace(/\.(?:zst|br|gz)$/, '');
    if (name.endsWith('.json')) JSON.parse(content);
    else if (name.endsWith('.xml')) readXml(content);
    else if (name.endsWith('.html')) expect(content, name).toMatch(/<\/html>\n$/);
    else if (name.endsWith('iptc-7901.txt')) expect(content.endsWith('\u0004\r\n'), name).toBe(true);
    else expect(content, name).toMatch(SITE_FILE_ENDS[extname(name)] ?? /^never$/);
  }
}

/** Without what tells when something was committed. */
function comparable(content: string | undefined): string | undefined {
  return content?.replace(/<(?:sent|versionCreated)>[^<]*|wire\/\d+/g, '');
}

function differing(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): readonly (string | undefined)[][] {
  const names = [...new Set([...one.keys(), ...other.keys()])];
  const pairs = names.map((name) => [name, comparable(one.get(name)), comparable(other.get(name))]);
  return pairs.filter(([, ofOne, ofOther]) => ofOne !== ofOther);
}

it(
  `a pass over ${STORIES} stories, killed ${KILLS} times, ends as one that was not`,
  { timeout: 300_000 },
  async () => {
    const random = seededRandom(7);
    const [crashing, calm] = [await deskFolder(), await deskFolder()];
    for (const desk of [crashing, calm]) await writeGeneratedStories(desk.stories, STORIES);
    let killed = 0;
    for (let round = 0; round < KILLS; round += 1) {
      const run = launch(['publish', '--desk', crashing.root]);
      await Promise.race([run.ended, sleep(400 + random() * 1_200)]);
      const { code } = await run.stop('SIGKILL');
      killed += code === null ? 1 : 0;
      expectWhole(await filesIn(crashing));
    }
    expect(killed).toBeGreaterThan(0);
    for (const desk of [crashing, calm]) {
      expect(await launch(['publish', '--desk', desk.root]).ended).toMatchObject({ code: 0 });
    }
    const files = await filesIn(crashing);
    expectWhole(files);
    expect([...files.keys()].filter(isUnfinished)).toEqual([]);
    expect(differing(files, await filesIn(calm))).toEqual([]);
  },
);

const SAVED = 24;
const DEATHS = 4;

it(
  `a running desk at which ${SAVED} stories are saved, killed ${DEATHS} times, has what its wire has`,
  { timeout: 300_000 },
  async () => {
    const random = seededRandom(11);
    const desk = await deskFolder();
    const stories = Array.from({ length: SAVED }, (_, index) => generatedStory(index, SAVED));
    for (let death = 0; death < DEATHS; death += 1) {
      const running = launch(['start', '--desk', desk.root, '--port', '0']);
      await running.printed(/runs the desk of/, 60_000);
      const share = SAVED / DEATHS;
      for (const { path, text } of stories.slice(death * share, (death + 1) * share)) {
        const file = join(desk.stories, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
        await sleep(random() * 600);
      }
      expect((await running.stop('SIGKILL')).code).toBeNull();
      expectWhole(await filesIn(desk));
    }
    expect(await launch(['publish', '--desk', desk.root]).ended).toMatchObject({ code: 0 });
    const files = await filesIn(desk);
    expectWhole(files);
    expect([...files.keys()].filter(isUnfinished)).toEqual([]);
    expect([...files.keys()].filter((name) => /^stories.*index\.html$/.test(name))).toHaveLength(SAVED);
    expect(await launch(['publish', '--rebuild', '--desk', desk.root]).ended).toMatchObject({ code: 0 });
    expect(differing(files, await filesIn(desk))).toEqual([]);
  },
);
