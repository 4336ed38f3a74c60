/** The web room over a folder of its own, with a clock that stands still and a log that can be read. */
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { pino } from 'pino';

import type { WebOptions } from '../../src/web/app.ts';
import { type ByteCache, createByteCache } from '../../src/web/byte-cache.ts';
import type { Representation } from '../../src/web/representation.ts';
import { sampleDesk } from './stories.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NOW: Date = new Date('2024-11-24T12:00:00Z');

/** When every file of these tests was last changed, unless a test says otherwise. */
const MODIFIED: Date = new Date('2024-11-24T10:00:00.700Z');
export const LAST_MODIFIED = 'Sun, 24 Nov 2024 10:00:00 GMT';

export type TestWeb = WebOptions & {
  readonly cache: ByteCache<Representation>;
  /** As JSON. */
  readonly logged: readonly string[];
};

export type Files = Readonly<Record<string, string>>;

export async function webOver(files: Files): Promise<TestWeb> {
  const feedsFolder = join(await temporaryFolder(), 'feeds');
  await mkdir(feedsFolder);
  for (const [name, text] of Object.entries(files)) await publish(feedsFolder, name, text);
  const logged: string[] = [];
  return {
    feedsFolder,
    desk: sampleDesk,
    health: () => ({ ok: true }),
    log: pino({}, { write: (line) => void logged.push(line) }),
    logged,
    now: () => NOW,
    cache: createByteCache(1_000_000),
  };
}

export async function publish(
  feedsFolder: string,
  name: string,
  text: string,
  modified: Date = MODIFIED,
): Promise<void> {
  const file = join(feedsFolder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await utimes(file, modified, modified);
}

/** Long enough to be worth compressing, and different for each name. */
export function longText(name: string): string {
  return `<${name}>${'All the news that is fit to be sent. '.repeat(100)}</${name}>`;
}
