/** The slugs of stories that everybody may know of, on SQLite: a stretch of stories at a time, since there may be a million. */
import type { DatabaseSync } from 'node:sqlite';

import { speaking } from './sqlite-transaction.ts';
import type { StoryShelf } from './store.ts';

export function sqlitePublicSlugs(database: DatabaseSync): Pick<StoryShelf, 'publicSlugs'> {
  const select = database.prepare(`
    SELECT guid, slug FROM story WHERE id >= :from AND id < :to AND audience IS NULL ORDER BY id`);
  const selectLast = database.prepare('SELECT coalesce(max(id), 0) AS last FROM story');
  return {
    publicSlugs: ({ from, limit }) =>
      speaking(() => {
        const next = from + limit;
        return {
          stories: select.all({ from, to: next }).map(({ guid, slug }) => ({ guid: String(guid), slug: String(slug) })),
          ...(next <= Number(selectLast.get()?.['last']) && { next }),
        };
      }),
  };
}
