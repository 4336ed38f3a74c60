/**
 * Whether the wire that a process has open lies where it was opened. What is written to a file that somebody has moved away
 * or removed is in nobody's wire, and SQLite does not tell (sqlite.org/howtocorrupt.html, 2.4).
 */
import { stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

import type { Log } from './store.ts';

export type WirePlace = {
  /** Rejects where it cannot be told. */
  readonly isOurs: () => Promise<boolean>;
};

/** What the write-ahead log is called (sqlite.org/wal.html#the_wal_file). */
const LOG_SUFFIX = '-wal';

/** To be made while the wire is in its place. */
export function wirePlace(file: string, log: Pick<Log, 'head'>): WirePlace {
  const [known, knownLog] = [identityOf(file), identityOf(file + LOG_SUFFIX)];
  return {
    async isOurs() {
      const [now, logNow] = [await identityOf(file), await identityOf(file + LOG_SUFFIX)];
      if (now === undefined) return false;
      const [before, logBefore] = [await known, await knownLog];
      // Without its log the file lacks what was written last.
      if (now === before) return logBefore === undefined || logNow === logBefore;
      // Not every file system gives a file the same number for ever.
      return knowsHead(file, log);
    },
  };
}

async function identityOf(file: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(file, { bigint: true });
    return `${dev} ${ino}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  }
}

async function knowsHead(file: string, log: Pick<Log, 'head'>): Promise<boolean> {
  const head = await log.head();
  if (head === undefined) return true;
  try {
    using database = new DatabaseSync(file, { readOnly: true });
    return database.prepare('SELECT 1 FROM event WHERE seq = ? AND hash = ?').get(head.seq, head.hash) !== undefined;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && NO_WIRE.has(error.errcode)) return false;
    throw error;
  }
}

/** SQLITE_ERROR: it has no such table; SQLITE_NOTADB. */
const NO_WIRE = new Set<unknown>([1, 26]);
