/** The wire as it is at one moment, in a file of its own, while others go on writing. */
import { chmodSync, existsSync } from 'node:fs';
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
    using database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
    snapshotOf(database, to);
  });
}

/** The same from a connection that is open. Throws what SQLite does. */
export function snapshotOf(database: DatabaseSync, to: string): void {
  database.prepare('VACUUM INTO ?').run(to);
  chmodSync(to, 0o600);
}
