/** A wire of the first release, opened by this one. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SPINE = new URL('../../src/wire/migrations/0001-spine.sql', import.meta.url);
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
