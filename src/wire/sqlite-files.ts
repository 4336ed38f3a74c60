/** Which files hold the stories, on SQLite. */
import type { DatabaseSync } from 'node:sqlite';

import { entryFrom } from './sqlite-story-rows.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import type { StoryShelf } from './store.ts';
import { isPart, rangeOfParts } from './story-path.ts';

type Files = Pick<StoryShelf, 'inFile' | 'stamps' | 'settle' | 'unsettle' | 'refile' | 'markMissing'>;

export function sqliteFiles(database: DatabaseSync): Files {
  const inFile = 'path = ? OR (path >= ? AND path < ?)';
  const selectInFile = database.prepare(`SELECT * FROM story WHERE ${inFile} ORDER BY id`);
  // One that was missing is looked at when it is back, also where it is as it was: its folder may have been away.
  const selectStamps = database.prepare(`
    SELECT path, iif(missing, '', file_stamp) AS stamp FROM story WHERE path IS NOT NULL`);
  const selectOthers = database.prepare(
    'SELECT path, stamp FROM side_file UNION ALL SELECT path, stamp FROM settled_file',
  );
  const forgetSideFile = database.prepare('DELETE FROM side_file WHERE path = ?');
  const settle = database.prepare('INSERT OR REPLACE INTO settled_file (path, stamp) VALUES (?, ?)');
  const unsettle = database.prepare('DELETE FROM settled_file WHERE path = ?');
  const vacate = database.prepare('UPDATE story SET path = NULL WHERE path = ? AND guid <> ?');
  const updateFile = database.prepare(
    'UPDATE story SET path = ?, file_hash = ?, file_stamp = ?, missing = 0 WHERE guid = ?',
  );
  const markMissing = database.prepare(`UPDATE story SET missing = 1 WHERE (${inFile}) AND missing = 0`);

  return {
    inFile: (path) => speaking(() => selectInFile.all(path, ...rangeOfParts(path)).map(entryFrom)),
    // A file of several stories is known when all of them are, which its own row says.
    stamps: () =>
      speaking(() => {
        const ofStories = selectStamps.all().filter((row) => !isPart(String(row['path'])));
        return new Map([...ofStories, ...selectOthers.all()].map((row) => [String(row['path']), String(row['stamp'])]));
      }),
    settle: async (path, stamp) => {
      await speaking(() => settle.run(path, stamp));
    },
    unsettle: async (path) => {
      await speaking(() => unsettle.run(path));
    },
    refile: async (guid, path, file) => {
      await speaking(() =>
        inTransaction(database, () => {
          vacate.run(path, guid);
          unsettle.run(path);
          forgetSideFile.run(path);
          updateFile.run(path, file.hash, file.stamp, guid);
        }),
      );
    },
    markMissing: async (paths) => {
      await speaking(() =>
        inTransaction(database, () => {
          for (const path of paths) {
            markMissing.run(path, ...rangeOfParts(path));
            unsettle.run(path);
          }
        }),
      );
    },
  };
}
