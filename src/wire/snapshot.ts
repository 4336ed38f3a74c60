/** The wire as it is at one moment, in a file of its own, while others go on writing. */
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

import { speaking } from './sqlite-transaction.ts';
import { StoreError } from './store.ts';

const BUSY_TIMEOUT_MS = 5_000;

/**
 * `to` must not exist. Nobody has to wait for it: SQLite reads one state to its end and writes what is used of it
 * (sqlite.org/lang_vacuum.html#vacuum_with_an_into_clause), so that nothing that was overwritten is left in free pages. Not on
 * disk yet when it resolves. Throws a `StoreError`.
 */
export async function snapshotWire(file: string, to: string): Promise<void> {
  if (!existsSync(file))
    throw new StoreError('unavailable', `${file} is not there: this desk has published nothing yet`);
  await speaking(() => {
    const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
    try {
      database.prepare('VACUUM INTO ?').run(to);
    } finally {
      database.close();
    }
  });
  await chmod(to, 0o600);
}
