import { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { speaking } from '../../src/wire/sqlite-transaction.ts';

it('a database that has no room left says so', async () => {
  using database = new DatabaseSync(':memory:');
  // No page more than it has: SQLITE_FULL (sqlite.org/pragma.html#pragma_max_page_count).
  database.exec('CREATE TABLE story (text TEXT); PRAGMA max_page_count = 1');
  const writing = speaking(() => database.prepare('INSERT INTO story VALUES (?)').run('x'.repeat(100_000)));
  await expect(writing).rejects.toMatchObject({ code: 'full', message: expect.stringMatching(/^the disk is full/) });
});

it.each(['ENOSPC', 'EDQUOT'])('so does the disk beside it that refuses with %s', async (code) => {
  const refused = Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
  await expect(speaking(() => Promise.reject(refused))).rejects.toMatchObject({ code: 'full', cause: refused });
});
