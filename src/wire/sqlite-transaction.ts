/** One transaction on SQLite, and SQLite's errors in words that tell an operator what to do. */
import type { DatabaseSync } from 'node:sqlite';

import { StoreError } from './store.ts';

/** Runs `work` in a write transaction: all of it, or nothing. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
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

const SQLITE_PRIMARY_CODES: Readonly<Record<number, readonly [StoreError['code'], string]>> = {
  5: ['unavailable', 'another process holds the wire; wait for it to finish, then try again'],
  8: ['unavailable', 'the wire cannot be written; check the owner and mode of its folder'],
  10: ['unavailable', 'the disk failed while reading or writing the wire; check the disk'],
  11: ['damaged', 'the wire is damaged; restore it from a backup'],
  13: ['unavailable', 'the disk is full; free some space, nothing that was reported as published is lost'],
  14: ['unavailable', 'the wire cannot be opened; check that its folder exists and may be written'],
  26: ['damaged', 'this file is no wire of Wiredesk; restore it from a backup'],
};

/** Passes on what `work` returns, and turns SQLite's refusals into a `StoreError`. */
export async function speaking<Result>(work: () => Result): Promise<Result> {
  try {
    return await Promise.resolve(work());
  } catch (error) {
    throw asStoreError(error);
  }
}

export function asStoreError(error: unknown): unknown {
  const errcode = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined;
  if (errcode === undefined) return error;
  // The low byte is the primary result code (sqlite.org/rescode.html).
  const known = SQLITE_PRIMARY_CODES[errcode & 0xff];
  return known === undefined ? error : new StoreError(known[0], known[1], { cause: error });
}
