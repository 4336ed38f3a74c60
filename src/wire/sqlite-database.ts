/** A connection to the wire's file, as every thread that has one opens it. */
import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { makeFoldersAtOnce } from './make-folders.ts';
import { StoreError } from './store.ts';

const BUSY_TIMEOUT_MS = 5_000;

/**
 * Pages in the write-ahead log before they are copied to their places: 16 MB. Deliveries write the same few hundred again
 * and again, and each is copied once for all the times that it is in the log.
 */
const LOG_PAGES_MAX = 4_000;

/** SQLite's own name for a database that no file holds (sqlite.org/inmemorydb.html). */
export const IN_MEMORY = ':memory:';

export function openDatabase(file: string): DatabaseSync {
  if (file !== IN_MEMORY) {
    makeFoldersAtOnce(dirname(file));
    makeFile(file);
  }
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  // WAL with FULL syncs the log at each commit (sqlite.org/pragma.html#pragma_synchronous).
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES_MAX}`);
  return database;
}

/** For a further connection to a wire that is open already: where the file is gone, none is made in its place. */
export function openDatabaseAgain(file: string): DatabaseSync {
  if (!existsSync(file)) throw new StoreError('unavailable', `${file} is not there any more`);
  return openDatabase(file);
}

/**
 * It holds stories under embargo and subscribers' addresses: for its owner alone. SQLite gives its side files the same mode.
 * A file that is there is not opened: to close it would end the locks of every connection that this process has to it
 * (sqlite.org/howtocorrupt.html, 2.2), and whoever closes the wire elsewhere would take its log away from under them.
 */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'ax', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
