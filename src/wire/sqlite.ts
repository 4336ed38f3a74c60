/** The wire in one SQLite file: nothing to install, and what was reported as published survives a power cut. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { migrate } from './migrate.ts';
import { sqliteLog } from './sqlite-log.ts';
import { sqliteStories } from './sqlite-stories.ts';
import { sqliteSubscribers } from './sqlite-subscribers.ts';
import { speaking } from './sqlite-transaction.ts';
import type { Store } from './store.ts';

const BUSY_TIMEOUT_MS = 5_000;

/** Opens the wire, creating or migrating it first. Throws a `StoreError` where that cannot be done. */
export function openSqliteStore(file: string): Promise<Store> {
  return speaking(() => {
    const database = openDatabase(file);
    try {
      migrate(database);
      return storeOver(database);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** SQLite's own name for a database that no file holds (sqlite.org/inmemorydb.html). */
const IN_MEMORY = ':memory:';

function openDatabase(file: string): DatabaseSync {
  if (file !== IN_MEMORY) {
    mkdirSync(dirname(file), { recursive: true });
    // It holds the subscribers' secrets: for its owner alone. SQLite gives its side files the same mode.
    closeSync(openSync(file, 'a', 0o600));
  }
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  // WAL with FULL syncs the log at each commit (sqlite.org/pragma.html#pragma_synchronous).
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  return database;
}

function storeOver(database: DatabaseSync): Store {
  const dataVersion = database.prepare('PRAGMA data_version');
  const selectNote = database.prepare('SELECT value FROM note WHERE name = ?');
  const upsertNote = database.prepare(
    'INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    stories: sqliteStories(database),
    log: sqliteLog(database),
    subscribers: sqliteSubscribers(database),
    revision: () => speaking(() => Number(dataVersion.get()?.['data_version'])),
    note: (name) =>
      speaking(() => {
        const row = selectNote.get(name);
        return row === undefined ? undefined : String(row['value']);
      }),
    setNote: async (name, value) => {
      await speaking(() => upsertNote.run(name, value));
    },
    [Symbol.asyncDispose]: async () => {
      await speaking(() => {
        if (database.isOpen) database.close();
      });
    },
  };
}
