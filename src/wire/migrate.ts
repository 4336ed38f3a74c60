/** Brings a database to the schema of this release: numbered SQL files, each applied once, in one transaction. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { inTransaction } from './sqlite-transaction.ts';
import { StoreError } from './store.ts';

const FOLDER = new URL('migrations/', import.meta.url);

const BUSY_TIMEOUT_MS = 5_000;

/**
 * Whether the wire in that file is in the form of an earlier release, so that opening it changes tables under whoever has it
 * open. Only looks; what cannot be read is for whoever opens it to say.
 */
export function isOfEarlierRelease(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    using database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
    const applied = schemaVersion(database);
    return applied > 0 && applied < migrationFiles(FOLDER).length;
  } catch {
    return false;
  }
}

/** Throws a `StoreError` (`newer-schema`) where a later release of Wiredesk has already changed the schema. */
export function migrate(database: DatabaseSync, folder: URL = FOLDER): void {
  const files = migrationFiles(folder);
  // Most often there is nothing to do, and no lock to wait for.
  if (schemaVersion(database) === files.length) return;
  inTransaction(database, () => {
    const applied = schemaVersion(database);
    if (applied > files.length) {
      throw new StoreError(
        'newer-schema',
        `this wire was written by a newer Wiredesk (schema ${applied}, this release knows ${files.length}): ` +
          'run the newer release, or restore a backup from before the upgrade',
      );
    }
    for (const [index, name] of files.entries()) {
      const number = index + 1;
      if (Number(name.slice(0, 4)) !== number) throw new Error(`migration ${number} is missing: found ${name}`);
      if (number <= applied) continue;
      database.exec(readFileSync(new URL(name, folder), 'utf8'));
      database.exec(`PRAGMA user_version = ${number}`);
    }
  });
}

function migrationFiles(folder: URL): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort();
}

function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
