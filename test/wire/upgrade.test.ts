/** A wire of the first release, opened by this one. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MIGRATIONS = new URL('../../src/wire/migrations/', import.meta.url);
const SPINE = new URL('0001-spine.sql', MIGRATIONS);
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

it('keeps its subscribers, their places and their receipts, and seals their secrets', async () => {
  const folder = join(await temporaryFolder(), 'wire');
  await mkdir(folder);
  const file = join(folder, 'wire.sqlite');
  {
    using database = new DatabaseSync(file);
    database.exec(await readFile(SPINE, 'utf8'));
    database.exec(`
      PRAGMA user_version = 1;
      INSERT INTO subscriber (name, url, format, filter, secret, state, created_at, cursor)
      VALUES ('lusa', 'https://lusa.example/', 'ninjs', '{}', '${SECRET}', 'active', '2026-11-24', 7);
      INSERT INTO receipt (subscriber_id, seq, outcome, finished_at, attempts, duration_ms) VALUES
        (1, 2, 'delivered', '2026-11-24T12:00:00.000Z', 1, 5),
        (1, 1, 'dead', '2026-11-24T13:00:00.000Z', 5, 6);`);
  }
  await using store = await openSqliteStore(file, { key: undefined });
  const lusa = await store.subscribers.withName('lusa');
  expect(lusa).toMatchObject({ secret: SECRET, generation: 0, progress: { cursor: 7, failures: 0 } });
  const receipts = await store.subscribers.receipts(lusa?.id ?? 0, 10);
  expect(receipts.map(({ seq, outcome }) => [seq, outcome])).toEqual([
    [1, 'dead'],
    [2, 'delivered'],
  ]);
  expect(await readFile(file, 'latin1')).not.toContain('whsec_');
});

it('keeps what endpoints answered, and finds each subscriber’s receipts as before', async () => {
  const folder = join(await temporaryFolder(), 'wire');
  await mkdir(folder);
  const file = join(folder, 'wire.sqlite');
  {
    using database = new DatabaseSync(file);
    for (const name of (await readdir(MIGRATIONS)).toSorted().slice(0, 13)) {
      database.exec(await readFile(new URL(name, MIGRATIONS), 'utf8'));
    }
    database.exec(`
      PRAGMA user_version = 13;
      INSERT INTO receipt (id, subscriber_id, seq, outcome, finished_at, status, attempts, duration_ms, reason) VALUES
        (3, 1, 1, 'delivered', '2026-11-24T12:00:00.250Z', 204, 1, 5, NULL),
        (4, 2, 1, 'delivered', '2026-11-24T12:00:01.000Z', 204, 1, 5, NULL),
        (7, 1, 2, 'dead', '2026-11-24T13:00:00.999Z', 422, 5, 6, 'HTTP 422');
      INSERT INTO refusal VALUES (7, 'no headline');`);
  }
  await using store = await openSqliteStore(file, { key: undefined });
  const delivered = { subscriberId: 1, seq: 1, outcome: 'delivered', status: 204, attempts: 1, durationMs: 5 } as const;
  const dead = { seq: 2, outcome: 'dead', status: 422, attempts: 5, durationMs: 6, reason: 'HTTP 422' } as const;
  await store.subscribers.record({
    progress: new Map(),
    receipts: [{ ...delivered, finishedAt: '2026-11-24T14:00:00.000Z' }],
  });
  expect(await store.subscribers.receipts(1, 10)).toEqual([
    { ...delivered, finishedAt: '2026-11-24T14:00:00.000Z' },
    { ...dead, subscriberId: 1, finishedAt: '2026-11-24T13:00:00.999Z' },
    { ...delivered, finishedAt: '2026-11-24T12:00:00.250Z' },
  ]);
  using database = new DatabaseSync(file);
  expect(database.prepare('SELECT * FROM refusal').all()).toEqual([{ receipt_id: 7, answer: 'no headline' }]);
  expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
});
