/** Files beside stories, on SQLite. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import type { Take } from '../story/parts.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import type { SideFile, StoryShelf } from './store.ts';

export function sqliteSideFiles(database: DatabaseSync): Pick<StoryShelf, 'sideFile' | 'sideFilesOf' | 'noteSideFile'> {
  const select = 'SELECT side_file.*, story.guid FROM side_file JOIN story ON story.id = side_file.story_id';
  const selectHere = database.prepare(`${select} WHERE side_file.path = ?`);
  const selectWithHash = database.prepare(`${select} WHERE side_file.hash = ? ORDER BY side_file.path LIMIT 1`);
  const selectOfStory = database.prepare(`${select} WHERE story.guid = ? ORDER BY side_file.path`);
  const write = sideFileWriting(database);
  return {
    sideFile: (path, hash) =>
      speaking(() => {
        const row = selectHere.get(path) ?? selectWithHash.get(hash);
        return row === undefined ? undefined : sideFileFrom(row);
      }),
    sideFilesOf: (guid) => speaking(() => selectOfStory.all(guid).map(sideFileFrom)),
    noteSideFile: async (side) => {
      await speaking(() => inTransaction(database, () => write(side)));
    },
  };
}

/** Within a transaction. A file that was a story's own until now is that no longer. */
export function sideFileWriting(database: DatabaseSync): (side: SideFile) => void {
  const vacate = database.prepare('UPDATE story SET path = NULL WHERE path = ?');
  // What has moved is known by its content, and leaves nothing where it was.
  const forget = database.prepare('DELETE FROM side_file WHERE hash = ? AND path <> ?');
  const replace = database.prepare(`
    INSERT OR REPLACE INTO side_file (path, hash, stamp, story_id, role, take)
    SELECT ?, ?, ?, story.id, ?, ? FROM story WHERE guid = ?`);
  return ({ path, file, guid, role, take }) => {
    vacate.run(path);
    forget.run(file.hash, path);
    replace.run(path, file.hash, file.stamp, role, take === undefined ? null : JSON.stringify(take), guid);
  };
}

function sideFileFrom(row: Record<string, SQLOutputValue>): SideFile {
  return {
    path: String(row['path']),
    file: { hash: String(row['hash']), stamp: String(row['stamp']) },
    guid: String(row['guid']),
    role: String(row['role']) as SideFile['role'],
    ...(row['take'] !== null && { take: JSON.parse(String(row['take'])) as Take }),
  };
}
