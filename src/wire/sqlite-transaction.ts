/** One transaction on SQLite, and SQLite's errors in words that tell an operator what to do. */
import type { DatabaseSync } from 'node:sqlite';

import { endOthers, gatheringOn, inGathering } from './sqlite-together.ts';
import { StoreError } from './store.ts';

/** Runs `work` in a write transaction: all of it, or nothing. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  const gathering = gatheringOn(database);
  if (gathering !== undefined) return inGathering(gathering, work);
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has SQLite roll back by itself.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

const FULL = 'the disk is full; free some space, nothing that was reported as published is lost';

type Refusal = readonly [StoreError['code'], string];

const SQLITE_PRIMARY_CODES: Readonly<Record<number, Refusal>> = {
  5: ['unavailable', 'another process holds the wire; wait for it to finish, then try again'],
  8: ['unavailable', 'the wire cannot be written; check the owner and mode of its folder'],
  10: [
    'unavailable',
    'the disk failed while reading or writing the wire, or has no room left for it; check the disk, and any quota on it',
  ],
  11: ['damaged', 'the wire is damaged; restore it from a backup'],
  13: ['full', FULL],
  // A full disk as well, where a file beside the database is to be made: SQLite does not say why.
  14: [
    'unavailable',
    'the wire cannot be opened; check the owner and mode of the file and its folder, and that the disk has room',
  ],
  26: ['damaged', 'this file is no wire of Wiredesk; restore it from a backup'],
};

/** Where the primary code says less. */
const SQLITE_EXTENDED_CODES: Readonly<Record<number, Refusal>> = {
  // SQLITE_IOERR_SHMSIZE: the first thing that a full disk refuses to whoever opens the wire.
  4874: ['full', FULL],
};

/** Of the system, where a file beside the database cannot be made or read. */
const SYSTEM_CODES: Readonly<Record<string, string>> = {
  EROFS: 'the wire lies on a file system that is read-only; make it writable, or move the desk',
  EACCES: 'the wire cannot be written; check the owner and mode of its folder',
  EPERM: 'the wire cannot be written; check the owner and mode of its folder',
  EEXIST: 'a file is where the folder of the wire must be, or a link that leads nowhere; move it away',
  ENOTDIR: 'a file is where the folder of the wire must be; move it away',
};

/** Passes on what `work` returns, and turns SQLite's refusals into a `StoreError`. */
export async function speaking<Result>(work: () => Result): Promise<Result> {
  endOthers();
  try {
    return await Promise.resolve(work());
  } catch (error) {
    throw asStoreError(error);
  }
}

export function asStoreError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('errcode' in error) {
    const errcode = Number(error.errcode);
    // The low byte is the primary result code (sqlite.org/rescode.html).
    const known = SQLITE_EXTENDED_CODES[errcode] ?? SQLITE_PRIMARY_CODES[errcode & 0xff];
    return known === undefined ? error : new StoreError(known[0], known[1], { cause: error });
  }
  if (!('syscall' in error && 'code' in error)) return error;
  const code = String(error.code);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StoreError('full', FULL, { cause: error });
  const reason = SYSTEM_CODES[code] ?? `the wire cannot be written: ${error.message}; check the disk`;
  return new StoreError('unavailable', reason, { cause: error });
}
