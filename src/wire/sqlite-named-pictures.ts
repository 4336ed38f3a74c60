/** Which pictures the versions on the wire name, on SQLite: a stretch of stories at a time, since each version is read. */
import type { DatabaseSync } from 'node:sqlite';

import { speaking } from './sqlite-transaction.ts';
import type { StoryShelf } from './store.ts';

export function sqliteNamedPictures(database: DatabaseSync): Pick<StoryShelf, 'picturesNamed'> {
  // Most versions have no picture, and finding that out is ten times cheaper than reading them as JSON.
  const select = database.prepare(`
    SELECT DISTINCT json_extract(picture.value, '$.hash') AS hash
    FROM (SELECT content FROM version WHERE story_id >= :from AND story_id < :to AND instr(content, '"pictures":') > 0) AS v,
      json_each(v.content, '$.story.pictures') AS picture
    WHERE json_extract(picture.value, '$.hash') IS NOT NULL`);
  const selectLast = database.prepare('SELECT coalesce(max(id), 0) AS last FROM story');
  return {
    picturesNamed: ({ from, limit }) =>
      speaking(() => {
        const hashes = select.all({ from, to: from + limit }).map((row) => String(row['hash']));
        const next = from + limit;
        return { hashes, ...(next <= Number(selectLast.get()?.['last']) && { next }) };
      }),
  };
}
