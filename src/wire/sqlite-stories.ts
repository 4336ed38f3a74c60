/** Stories and their versions on SQLite. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

import { sqliteSideFiles } from './sqlite-side-files.ts';
import { entryFrom, versionFrom } from './sqlite-story-rows.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { sqliteListing } from './sqlite-listing.ts';
import type { StoryEntry, StoryShelf } from './store.ts';

export function sqliteStories(database: DatabaseSync): StoryShelf {
  const byPath = database.prepare('SELECT * FROM story WHERE path = ?');
  const byGuid = database.prepare('SELECT * FROM story WHERE guid = ?');
  const bySlug = database.prepare('SELECT * FROM story WHERE slug = ?');
  const byFileHash = database.prepare('SELECT * FROM story WHERE file_hash = ? ORDER BY id');
  const selectStamps = database.prepare(`
    SELECT path, stamp AS file_stamp FROM side_file
    UNION ALL SELECT path, file_stamp FROM story WHERE path IS NOT NULL`);
  const forgetSideFile = database.prepare('DELETE FROM side_file WHERE path = ?');
  const vacate = database.prepare('UPDATE story SET path = NULL WHERE path = ? AND guid <> ?');
  const updateFile = database.prepare(
    'UPDATE story SET path = ?, file_hash = ?, file_stamp = ?, missing = 0 WHERE guid = ?',
  );
  const markMissing = database.prepare('UPDATE story SET missing = 1 WHERE path = ? AND missing = 0');
  const selectExtent = database.prepare(`
    SELECT (SELECT count(*) FROM version) AS versions, (SELECT coalesce(max(seq), 0) FROM story) AS newest_seq`);
  const selectVersion = database.prepare(`
    SELECT content FROM story JOIN version ON version.story_id = story.id
    WHERE story.guid = ? AND version.version = coalesce(?, story.version)`);

  return {
    atPath: (path) => entry(byPath, path),
    withGuid: (guid) => entry(byGuid, guid),
    withSlug: (slug) => entry(bySlug, slug),
    withFileHash: (hash) => speaking(() => byFileHash.all(hash).map(entryFrom)),
    stamps: () =>
      speaking(
        () => new Map(selectStamps.all().map((row) => [String(row['path']), String(row['file_stamp'])] as const)),
      ),
    refile: async (guid, path, file) => {
      await speaking(() =>
        inTransaction(database, () => {
          vacate.run(path, guid);
          forgetSideFile.run(path);
          updateFile.run(path, file.hash, file.stamp, guid);
        }),
      );
    },
    markMissing: async (paths) => {
      await speaking(() =>
        inTransaction(database, () => {
          for (const path of paths) markMissing.run(path);
        }),
      );
    },
    ...sqliteListing(database),
    ...sqliteSideFiles(database),
    extent: () =>
      speaking(() => {
        const row = selectExtent.get();
        return { versions: Number(row?.['versions']), newestSeq: Number(row?.['newest_seq']) };
      }),
    version: (guid, version) =>
      speaking(() => {
        const row = selectVersion.get(guid, version ?? null);
        return row === undefined ? undefined : versionFrom(row);
      }),
  };
}

function entry(statement: StatementSync, key: string): Promise<StoryEntry | undefined> {
  return speaking(() => {
    const row = statement.get(key);
    return row === undefined ? undefined : entryFrom(row);
  });
}
