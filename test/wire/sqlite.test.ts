import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, it } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { verifyLog } from '../../src/wire/verify.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf, storeContract } from './store-contract.ts';

async function newFile(): Promise<string> {
  return join(await temporaryFolder(), 'wire', 'wire.sqlite');
}

storeContract({ name: 'SQLite', open: async () => openSqliteStore(await newFile()) });

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
