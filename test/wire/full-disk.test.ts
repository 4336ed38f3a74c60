/** A store with no room left: the system itself refuses each write, by a limit on the size of files (`ulimit -f`). */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { commitOf } from './samples.ts';

const SCRIPT = join(import.meta.dirname, 'write-everything.ts');

/** What became of each write, by a process that may not make any file larger than this. */
async function writesWith(limit: 'unlimited' | '0', file: string): Promise<Readonly<Record<string, string>>> {
  const words = ['-c', `ulimit -f ${limit}; exec "$0" "$@"`, process.execPath, SCRIPT, file];
  const { stdout } = await promisify(execFile)('sh', words);
  return JSON.parse(stdout) as Record<string, string>;
}

async function filledWire(): Promise<{ store: Store; file: string }> {
  const file = join(await temporaryFolder(), 'wire.sqlite');
  const store = await openSqliteStore(file);
  await store.log.append([commitOf('a')]);
  const subscriber = { url: 'https://lusa.example/', format: 'ninjs', filter: {}, createdAt: 'now', cursor: 1 };
  await store.subscribers.add({ ...subscriber, name: 'lusa', secret: 'whsec_MDEy' });
  return { store, file };
}

function contentOf(file: string): unknown {
  using database = new DatabaseSync(file);
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  return tables.map(({ name }) => [name, database.prepare(`SELECT * FROM ${String(name)}`).all()]);
}

it('a write that finds no room is refused, whichever it is, and has changed nothing', async () => {
  const { store, file } = await filledWire();
  await using _ = store;
  const before = contentOf(file);
  const refused = await writesWith('0', file);
  expect(Object.entries(refused).filter(([, result]) => result !== 'unavailable')).toEqual([]);
  expect(contentOf(file)).toEqual(before);

  const written = await writesWith('unlimited', file);
  expect(written).toEqual(Object.fromEntries(Object.keys(refused).map((name) => [name, 'written'])));
  expect(contentOf(file)).not.toEqual(before);
});
