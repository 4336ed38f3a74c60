/** A wire on disk, and a look at its tables beside the store. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { onTestFinished } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Both are closed by the test. */
export async function newWire(): Promise<{ readonly store: Store; readonly database: DatabaseSync }> {
  const file = join(await temporaryFolder(), 'wire.sqlite');
  const store = await openSqliteStore(file);
  const database = new DatabaseSync(file);
  onTestFinished(async () => {
    database.close();
    await store[Symbol.asyncDispose]();
  });
  return { store, database };
}
