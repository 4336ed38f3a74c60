import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { migrate } from '../../src/wire/migrate.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { verifyLog } from '../../src/wire/verify.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { feedShelfContract } from './feed-shelf-contract.ts';
import { filesContract } from './files-contract.ts';
import { commitOf, secretOf } from './samples.ts';
import { storeContract, type StoreUnderTest } from './store-contract.ts';

/** As the first release wrote it: two versions that were delivered, a kill that was given up. */
function sqliteLogOfOld(database: DatabaseSync): void {
  database.exec(`
    INSERT INTO story VALUES (1, 'urn:newsml:example.org:20261124:a', 'a', 'then', 3, 'now', 3, 'a.txt', 'hash', 'stamp', 0);
    INSERT INTO event VALUES (1, 'story.published', 1, 1, 'now', 'c', 'p', 'h'), (2, 'story.updated', 1, 2, 'now', 'c', 'p', 'h'),
      (3, 'story.killed', 1, 3, 'now', 'c', 'p', 'h');
    INSERT INTO subscriber VALUES (1, 'lusa', 'https://lusa.example/', 'ninjs', '{}', 'whsec_', 'active', 'then', 3, 0, NULL, NULL);
    INSERT INTO receipt VALUES (1, 1, 'delivered', 'then', 204, 1, 3, NULL), (1, 2, 'delivered', 'then', 204, 1, 3, NULL),
      (1, 3, 'dead', 'then', 422, 5, 3, 'HTTP 422');`);
}

async function newFile(): Promise<string> {
  return join(await temporaryFolder(), 'wire', 'wire.sqlite');
}

const open = async () => openSqliteStore(await newFile());
const underTest: StoreUnderTest = { name: 'SQLite', open };

storeContract(underTest);
feedShelfContract(underTest);

describe('files on SQLite', () => filesContract(open));

describe('the wire on SQLite', () => {
  it('is on disk when append returns: WAL with synchronous=FULL, for its owner alone', async () => {
    const file = await newFile();
    await using _store = await openSqliteStore(file);
    using database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('keeps every event that append reported through kill -9', async () => {
    const file = await newFile();
    const child = spawn(process.execPath, [join(import.meta.dirname, 'append-for-ever.ts'), file]);
    let reported = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      reported = Number(chunk.toString().trim().split('\n').at(-1));
      if (reported >= 20) child.kill('SIGKILL');
    });
    await once(child, 'close');
    await using store = await openSqliteStore(file);
    const verification = await verifyLog(store);
    expect(verification.intact && verification.events).toBeGreaterThanOrEqual(reported);
    expect(reported).toBeGreaterThanOrEqual(20);
  });

  it('refuses to change or delete an event, and verification notices what was forced', async () => {
    const file = await newFile();
    await using store = await openSqliteStore(file);
    await store.log.append([commitOf('a'), commitOf('b')]);
    using database = new DatabaseSync(file);
    expect(() => database.exec("UPDATE event SET committed_at = 'x'")).toThrow('append-only');
    expect(() => database.exec('DELETE FROM event')).toThrow('append-only');
    database.exec("UPDATE version SET content = replace(content, 'Libyan', 'Lybian') WHERE story_id = 2");
    expect(await verifyLog(store)).toMatchObject({ intact: false, seq: 2 });
    database.exec('DROP TRIGGER event_is_never_changed');
    database.exec("UPDATE event SET committed_at = '2020-01-01T00:00:00.000Z' WHERE seq = 1");
    expect(await verifyLog(store)).toMatchObject({ intact: false, seq: 1, reason: expect.stringContaining('changed') });
  });

  it('has its verification notice who was let in, and numbers that do not fit', async () => {
    const file = await newFile();
    await using store = await openSqliteStore(file);
    await store.log.append([secretOf('a'), commitOf('b')]);
    expect((await verifyLog(store)).intact).toBe(true);
    using database = new DatabaseSync(file);
    database.exec('DROP TRIGGER event_is_never_changed; UPDATE event SET public_seq = NULL WHERE seq = 2');
    expect(await verifyLog(store)).toMatchObject({ intact: false, seq: 2 });
    database.exec('UPDATE event SET audience = NULL WHERE seq = 1');
    expect(await verifyLog(store)).toMatchObject({
      intact: false,
      seq: 1,
      reason: expect.stringContaining('may know'),
    });
  });

  it('has its verification notice events cut off at the end, all of them gone, and text that cannot be read', async () => {
    const file = await newFile();
    await using store = await openSqliteStore(file);
    await store.log.append([commitOf('a'), commitOf('b')]);
    using database = new DatabaseSync(file);
    database.exec("UPDATE version SET content = '{' WHERE story_id = 1");
    expect(await verifyLog(store)).toMatchObject({
      intact: false,
      seq: 1,
      reason: expect.stringContaining('cannot be read'),
    });
    database.exec('DROP TRIGGER event_is_never_deleted; DELETE FROM event WHERE seq = 2');
    expect((await verifyLog(store)).intact).toBe(false);
    database.exec('DELETE FROM event');
    expect(await verifyLog(store)).toMatchObject({
      intact: false,
      seq: 1,
      reason: expect.stringContaining('ends before'),
    });
  });

  it('of the first schema is brought up to date, and knows from its receipts who has which story', async () => {
    const file = await newFile();
    const folder = await temporaryFolder();
    const spine = '0001-spine.sql';
    await copyFile(new URL(`../../src/wire/migrations/${spine}`, import.meta.url), join(folder, spine));
    await mkdir(dirname(file));
    {
      using database = new DatabaseSync(file);
      migrate(database, pathToFileURL(`${folder}/`));
      sqliteLogOfOld(database);
    }
    await using store = await openSqliteStore(file);
    const guid = 'urn:newsml:example.org:20261124:a';
    expect(await store.subscribers.receivers(guid)).toEqual([{ subscriberId: 1, delivered: 2, possible: 0 }]);
    expect(await store.subscribers.withName('lusa')).toMatchObject({
      window: 4,
      latestUntil: 0,
      progress: { cursor: 3 },
    });
    expect(await store.subscribers.lanes()).toEqual([]);
    expect(await store.log.kills(0)).toMatchObject([{ seq: 3 }]);
  });

  it('tells when another process has written', async () => {
    const file = await newFile();
    await using mine = await openSqliteStore(file);
    await using theirs = await openSqliteStore(file);
    const before = await mine.revision();
    await mine.setNote('mine', '1');
    expect(await mine.revision()).toBe(before);
    await theirs.setNote('theirs', '1');
    expect(await mine.revision()).not.toBe(before);
  });

  it('refuses a wire of a newer release, and a file that is no wire, saying what to do', async () => {
    const newer = await newFile();
    await (await openSqliteStore(newer))[Symbol.asyncDispose]();
    {
      using database = new DatabaseSync(newer);
      database.exec('PRAGMA user_version = 999');
    }
    await expect(openSqliteStore(newer)).rejects.toMatchObject({
      code: 'newer-schema',
      message: expect.stringContaining('run the newer release'),
    });
    const folder = await temporaryFolder();
    const other = join(folder, 'wire.sqlite');
    await writeFile(other, 'this is a letter to my aunt, and quite long enough to be read as a header');
    await expect(openSqliteStore(other)).rejects.toMatchObject({ code: 'damaged' });
  });
});
