/** A desk with a long log: made with the commands and the store that any desk has, so that it is as real as one. */
import { randomBytes } from 'node:crypto';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { launch } from '../../scripts/command-line.ts';
import { deskFolders } from '../../src/config/folders.ts';
import { KEY_VARIABLE } from '../../src/wire/key-file.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { sqliteSecrets } from '../../src/wire/sqlite-secrets.ts';
import { sqliteSubscribers } from '../../src/wire/sqlite-subscribers.ts';
import type { Commit } from '../../src/wire/store.ts';
import { commitOf, hostOf, storyOf, subscriberOf, type Targets } from '../material.ts';

/** So many versions has every story of a long log, and so many names of files go round among them. */
const VERSIONS = 10;
const FILE_NAMES = 100;
const COMMITS_AT_ONCE = 10_000;

/** Subscribers who want the same section. */
export const READERS = 10;

export function wireOf(desk: string): string {
  return deskFolders(desk).store;
}

/** A desk that sends to that port, with one story on its wire and its feeds written. */
export async function newDesk(folder: string, port: number): Promise<void> {
  await mkdir(join(folder, 'stories'), { recursive: true });
  const settings = [
    'agency: { name: Bench News Agency, mark: BNA, domain: bench.example, url: https://bench.example/ }',
    `webhooks: { allow: ["127.0.0.0/8"], ports: [${port}], allowHttp: true }`,
  ];
  await writeFile(join(folder, 'wiredesk.yaml'), `${settings.join('\n')}\n`);
  await append(folder, [commitOf(storyOf(0))]);
  const { code, err } = await launch(['publish', '--desk', folder]).ended;
  if (code !== 0) throw new Error(`wiredesk publish: ${err}`);
}

export async function append(desk: string, commits: readonly Commit[]): Promise<void> {
  await using store = await openSqliteStore(wireOf(desk));
  await store.log.append(commits);
}

/** Brings the log to that length. The feeds are held to be written: what publishing costs is not asked here. */
export async function lengthen(desk: string, length: number): Promise<void> {
  await using store = await openSqliteStore(wireOf(desk));
  const start = (await store.log.head())?.seq ?? 0;
  const missing = length - start;
  const stories = Math.ceil(missing / VERSIONS);
  for (let made = 0; made < missing; made += COMMITS_AT_ONCE) {
    const count = Math.min(COMMITS_AT_ONCE, missing - made);
    await store.log.append(Array.from({ length: count }, (_, index) => archived(made + index, stories)));
  }
  await store.setNote('feeds-written-seq', String(length));
}

/** Short stories, so that a million of them fit on a disk. */
function archived(number: number, stories: number): Commit {
  const story = storyOf(1 + (number % stories), { section: 'archive', paragraphs: 1 });
  const version = 1 + Math.floor(number / stories);
  const event = version === 1 ? story.event : 'story.updated';
  const commit = commitOf({ ...story, version, event });
  return { ...commit, path: `archive-${number % FILE_NAMES}.txt` };
}

/** All of it; nobody may be at work on it. */
export async function copyDesk(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
}

/** Adds so many subscribers who have everything so far, ten to each section. Without a sync for each: else it takes minutes. */
export async function subscribeMany(desk: string, count: number, targets: Targets): Promise<void> {
  using database = new DatabaseSync(wireOf(desk));
  const box = sqliteSecrets(database, { folder: dirname(wireOf(desk)), given: process.env[KEY_VARIABLE], randomBytes });
  const subscribers = sqliteSubscribers(database, box);
  const head = Number(database.prepare('SELECT max(seq) AS head FROM event').get()?.['head'] ?? 0);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  for (let index = 0; index < count; index += 1) {
    const reader = index % READERS;
    const url = `${targets.scheme}://${hostOf(reader)}:${targets.port}/wire`;
    const filter = { section: [sectionOf(Math.floor(index / READERS))] };
    await subscribers.add({ ...subscriberOf(index, targets), url, filter, cursor: head });
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

export function sectionOf(number: number): string {
  return `section-${number}`;
}
