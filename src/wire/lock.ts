/**
 * Locks between processes on one desk. The operating system holds them (SQLite's file locks), so that they end with
 * the process however it ends: no stale lock file after a power cut.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { makeFoldersAtOnce } from './make-folders.ts';
import { asStoreError, speaking } from './sqlite-transaction.ts';

export type Lock = Disposable & {
  /** Another line for people, and for whoever asks for the lock. */
  readonly noteOwner: (owner: string) => void;
};

const RETRY_MS = 50;
const SQLITE_BUSY = 5;
/** Most looks of `lockHolder` are over before. */
const LOOK_MS = 10;

/**
 * Takes the lock, waiting for it at most that long, or until `signal`. `undefined`: another process has it; `lockOwner` says which.
 * `owner` is a line for people, such as `wiredesk start, process 4711`.
 */
export async function takeLock(
  file: string,
  owner: string,
  waitMs: number,
  signal?: AbortSignal,
): Promise<Lock | undefined> {
  await speaking(() => makeFoldersAtOnce(dirname(file)));
  const deadline = performance.now() + waitMs;
  for (;;) {
    const isLast = performance.now() >= deadline || signal?.aborted === true;
    const lock = tryLock(file, owner);
    if (lock !== undefined) return lock;
    // Nobody is refused it because somebody is just asking who holds it, which takes long on a machine that is busy.
    if (isLast && lockHolder(file) !== undefined) return undefined;
    await sleep(RETRY_MS);
  }
}

/** Who holds the lock just now, in a line; `undefined`: nobody. Only looks, and takes nothing. */
export function lockHolder(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0, readOnly: true });
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return undefined;
  } catch (error) {
    if (isBusy(error)) return lockOwner(file);
    throw asStoreError(error);
  } finally {
    database?.close();
  }
}

export function lockOwner(file: string): string {
  try {
    return readFileSync(ownerFile(file), 'utf8').trim();
  } catch {
    return 'another process';
  }
}

function tryLock(file: string, owner: string): Lock | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: LOOK_MS });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    throw asStoreError(error);
  }
  noteOwner(file, owner);
  const held = database;
  return {
    noteOwner: (changed) => noteOwner(file, changed),
    [Symbol.dispose]: () => {
      if (held.isOpen) held.close();
    },
  };
}

/** For people alone: on a full disk the lock holds without it. */
function noteOwner(file: string, owner: string): void {
  try {
    writeFileSync(ownerFile(file), `${owner}\n`);
  } catch {
    // `lockOwner` then says "another process".
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function ownerFile(file: string): string {
  return `${file}.owner`;
}
