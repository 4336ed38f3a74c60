/** What the wire knows, for whoever only looks: nothing is made, brought to this release's form, or written. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import type { WireToRead } from './rehearsed.ts';
import { noteReading } from './sqlite-notes.ts';
import { sqliteStories } from './sqlite-stories.ts';
import { selectAnyTrusted } from './sqlite-subscribers.ts';
import { speaking } from './sqlite-transaction.ts';

const BUSY_TIMEOUT_MS = 5_000;

/**
 * The wire in that file; `undefined` where there is none yet. Throws where it cannot be read, as where an earlier release has
 * written it.
 */
export async function openWireToRead(file: string): Promise<(WireToRead & Disposable) | undefined> {
  if (!existsSync(file)) return undefined;
  const database = await speaking(() => new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true }));
  try {
    return await speaking(() => toRead(database));
  } catch (error) {
    database.close();
    throw error;
  }
}

function toRead(database: DatabaseSync): WireToRead & Disposable {
  const readNote = noteReading(database);
  return {
    stories: sqliteStories(database),
    subscribers: { anyTrusted: selectAnyTrusted(database) },
    note: (name) => speaking(() => readNote(name)),
    [Symbol.dispose]: () => database.close(),
  };
}
