/** Lists of stories on SQLite: for feeds, for the desk, of one name or in other languages, and those that change by themselves. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import { entryFrom, versionFrom } from './sqlite-story-rows.ts';
import { speaking } from './sqlite-transaction.ts';
import type { Horizon, StoryShelf } from './store.ts';

export function sqliteListing(
  database: DatabaseSync,
): Pick<StoryShelf, 'latest' | 'recent' | 'withSlugBase' | 'translations' | 'horizon' | 'embargoed'> {
  const selectLatest = database.prepare(LATEST);
  const selectHorizon = database.prepare(`
    SELECT
      (SELECT min(expires) FROM story WHERE expires > :now AND audience IS NULL AND pub_status = 'usable') AS expires,
      (SELECT min(ranking_date) FROM story
       WHERE pub_status <> 'usable' AND ranking_date > :noticesSince AND audience IS NULL) AS oldest_notice`);
  const selectEmbargoed = database.prepare('SELECT * FROM story WHERE embargo IS NOT NULL ORDER BY embargo, seq');
  const selectRecent = database.prepare(`
    SELECT content FROM story JOIN version ON version.story_id = story.id AND version.version = story.version
    WHERE story.ranking_date >= :since ORDER BY story.seq DESC LIMIT :limit`);
  const selectTranslations = database.prepare(`
    SELECT content FROM story JOIN version ON version.story_id = story.id AND version.version = story.version
    WHERE (story.guid = ?1 OR story.translation_of = ?1) AND story.audience IS NULL AND story.pub_status = 'usable'
    ORDER BY story.guid`);
  // `.` comes after `-`, and no slug has one.
  const bySlugBase = database.prepare(
    "SELECT * FROM story WHERE slug = ?1 OR (slug > ?1 || '-' AND slug < ?1 || '.') ORDER BY id",
  );
  return {
    withSlugBase: (slug) => speaking(() => bySlugBase.all(slug).map(entryFrom)),
    translations: (original) => speaking(() => selectTranslations.all(original).map(versionFrom)),
    recent: (limit, since = '') => speaking(() => selectRecent.all({ limit, since }).map(versionFrom)),
    latest: (limit, listing) =>
      speaking(() => {
        const { now, noticesSince } = listing ?? { now: '', noticesSince: null };
        return selectLatest.all({ limit, now, noticesSince }).map(versionFrom);
      }),
    horizon: ({ now, noticesSince }) => speaking(() => horizonFrom(selectHorizon.get({ now, noticesSince }))),
    embargoed: () =>
      speaking(() => selectEmbargoed.all().map((row) => ({ ...entryFrom(row), until: String(row['embargo']) }))),
  };
}

/** Notices are few and have an index of their own; who compares with NULL finds none. */
const LATEST = `
  SELECT content FROM (
    SELECT * FROM (
      SELECT * FROM story
      WHERE audience IS NULL AND pub_status = 'usable' AND (expires IS NULL OR expires > :now)
      ORDER BY ranking_date DESC, seq DESC LIMIT :limit)
    UNION ALL
    SELECT * FROM story WHERE pub_status <> 'usable' AND ranking_date > :noticesSince AND audience IS NULL
  ) AS listed
  JOIN version ON version.story_id = listed.id AND version.version = listed.version
  ORDER BY listed.ranking_date DESC, listed.seq DESC`;

function horizonFrom(row: Record<string, SQLOutputValue> | undefined): Horizon {
  const [expires, oldestNotice] = [row?.['expires'] ?? null, row?.['oldest_notice'] ?? null];
  return {
    ...(expires !== null && { expires: String(expires) }),
    ...(oldestNotice !== null && { oldestNotice: String(oldestNotice) }),
  };
}
