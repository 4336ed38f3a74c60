/**
 * Many small transactions of one caller as one on SQLite, so that the disk is waited for once. A connection has no second
 * transaction beside it: whoever else asks the store meanwhile has it end first, and sees nothing that is not on disk.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseSync } from 'node:sqlite';

type Gathering = {
  readonly database: DatabaseSync;
  /** The transaction that is open on the connection is its own. */
  isBegun: boolean;
  /** Some of it is lost: what comes after that was decided on what is not there. */
  failure?: { readonly error: unknown };
};

const callers = new AsyncLocalStorage<Gathering>();
const open = new Set<Gathering>();

/** Rejects where not all of it is on disk; what somebody else has had end before that, is. */
export async function together<Result>(database: DatabaseSync, work: () => Promise<Result>): Promise<Result> {
  const gathering: Gathering = { database, isBegun: false };
  open.add(gathering);
  try {
    const result = await callers.run(gathering, work);
    end(gathering);
    if (gathering.failure !== undefined) throw gathering.failure.error;
    return result;
  } catch (error) {
    if (gathering.isBegun) rollBack(gathering);
    throw error;
  } finally {
    open.delete(gathering);
  }
}

/** Those of others than the caller. */
export function endOthers(): void {
  if (open.size === 0) return;
  const own = callers.getStore();
  for (const gathering of open) if (gathering !== own) end(gathering);
}

/** The caller's, where it has one on that database. */
export function gatheringOn(database: DatabaseSync): Gathering | undefined {
  const own = callers.getStore();
  return own !== undefined && own.database === database && open.has(own) ? own : undefined;
}

/** All of `work`, or nothing of it; what was gathered before it stays, unless SQLite has given up all of it. */
export function inGathering<Result>(gathering: Gathering, work: () => Result): Result {
  const { database, failure } = gathering;
  if (failure !== undefined) throw failure.error;
  if (!gathering.isBegun) database.exec('BEGIN IMMEDIATE');
  gathering.isBegun = true;
  database.exec('SAVEPOINT one');
  try {
    const result = work();
    database.exec('RELEASE one');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK TO one; RELEASE one');
    else {
      gathering.isBegun = false;
      gathering.failure = { error };
    }
    throw error;
  }
}

function end(gathering: Gathering): void {
  if (!gathering.isBegun) return;
  try {
    gathering.database.exec('COMMIT');
    gathering.isBegun = false;
  } catch (error) {
    // Whoever had it end has nothing to do with that: the caller is told.
    gathering.failure = { error };
    rollBack(gathering);
  }
}

/** A full disk has SQLite do that by itself. */
function rollBack(gathering: Gathering): void {
  gathering.isBegun = false;
  if (gathering.database.isTransaction) gathering.database.exec('ROLLBACK');
}
