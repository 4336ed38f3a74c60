/** Stories and their versions on SQLite. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

import { sqliteFiles } from './sqlite-files.ts';
import { sqliteListing } from './sqlite-listing.ts';
import { sqliteNamedPictures } from './sqlite-named-pictures.ts';
import { sqlitePublicSlugs } from './sqlite-public-slugs.ts';
import { sqliteSideFiles } from './sqlite-side-files.ts';
import { sqliteStoryList } from './sqlite-story-list.ts';
import { entryFrom, versionFrom } from './sqlite-story-rows.ts';
import { speaking } from './sqlite-transaction.ts';
import type { StoryEntry, StoryShelf } from './store.ts';

export function sqliteStories(database: DatabaseSync): StoryShelf {
  const byPath = database.prepare('SELECT * FROM story WHERE path = ?');
  const byGuid = database.prepare('SELECT * FROM story WHERE guid = ?');
  const bySlug = database.prepare('SELECT * FROM story WHERE slug = ?');
  const byFileHash = database.prepare('SELECT * FROM story WHERE file_hash = ? ORDER BY id');
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
    ...sqliteFiles(database),
    ...sqliteListing(database),
    ...sqliteNamedPictures(database),
    ...sqlitePublicSlugs(database),
    ...sqliteSideFiles(database),
    ...sqliteStoryList(database),
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
