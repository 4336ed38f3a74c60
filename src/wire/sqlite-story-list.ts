/** Stories in the order of what happened to them, on SQLite. */
import type { DatabaseSync } from 'node:sqlite';

import { eventFrom } from './sqlite-log.ts';
import { entryFrom, versionFrom } from './sqlite-story-rows.ts';
import { speaking } from './sqlite-transaction.ts';
import type { StoryShelf } from './store.ts';

export function sqliteStoryList(database: DatabaseSync): Pick<StoryShelf, 'lastTouched'> {
  const select = database.prepare(`
    SELECT event.*, version.content, story.guid, story.slug, story.path, story.missing, story.first_created,
      story.file_hash, story.file_stamp
    FROM story
    JOIN version ON version.story_id = story.id AND version.version = story.version
    JOIN event ON event.seq = story.seq
    WHERE story.seq < :before AND (:isPrivate OR story.audience IS NULL)
      AND (:status IS NULL OR story.pub_status = :status)
    ORDER BY story.seq DESC LIMIT :limit`);
  return {
    lastTouched: ({ before = Number.MAX_SAFE_INTEGER, withPrivate, status = null, limit }) =>
      speaking(() =>
        select
          .all({ before, isPrivate: withPrivate ? 1 : 0, status, limit })
          .map((row) => ({ entry: entryFrom(row), version: versionFrom(row), event: eventFrom(row) })),
      ),
  };
}
