/** What the wire knows of files, for whoever only looks: nothing is made, brought to this release's form, or written. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { sqliteFiles } from './sqlite-files.ts';
import { speaking } from './sqlite-transaction.ts';
import type { Store, StoryShelf } from './store.ts';

const BUSY_TIMEOUT_MS = 5_000;

export type KnownFiles = {
  readonly stories: Pick<StoryShelf, 'inFile'>;
  readonly note: Store['note'];
};

/**
 * The wire in that file, open for as long as `look` takes; `undefined` where there is none yet. Throws where it cannot be
 * read, as where an earlier release has written it.
 */
export async function withKnownFiles<Found>(
  file: string,
  look: (known: KnownFiles) => Promise<Found>,
): Promise<Found | undefined> {
  if (!existsSync(file)) return undefined;
  const database = await speaking(() => new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true }));
  try {
    const selectNote = await speaking(() => database.prepare('SELECT value FROM note WHERE name = ?'));
    return await look({
      stories: sqliteFiles(database),
      note: async (name) => {
        const row = await speaking(() => selectNote.get(name));
        return row === undefined ? undefined : String(row['value']);
      },
    });
  } finally {
    database.close();
  }
}
