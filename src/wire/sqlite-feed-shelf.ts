/** Which story stands in which feed, on SQLite. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';

import { ARCHIVE_STORIES } from '../story/feed.ts';
import type { FeedKind } from '../story/feed.ts';
import type { FeedShelf, NewFeed, ShelvedFeed, StaleDocument } from './feed-shelf.ts';
import { rememberedVersions } from './remembered-versions.ts';
import { sqlitePlacing } from './sqlite-placing.ts';
import { versionFrom } from './sqlite-story-rows.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';

/** The newest version of a story, as far as feeds list it by the clock of `:now`. */
const IS_LISTED = "story.pub_status = 'usable' AND (story.expires IS NULL OR story.expires > :now)";

/** Who compares with NULL finds no notices. */
const EVERYTHING_USABLE = { now: '', noticesSince: null };

export function sqliteFeedShelf(database: DatabaseSync, archiveStories: number = ARCHIVE_STORIES): FeedShelf {
  const selectAll = database.prepare('SELECT * FROM feed ORDER BY id');
  const retire = database.prepare('UPDATE feed SET retired = ? WHERE id = ?');
  const selectPlace = database.prepare(`
    SELECT place FROM feed_story JOIN story ON story.id = feed_story.story_id
    WHERE feed_story.feed_id = ? AND story.guid = ?`);
  const open = opening(database);
  const place = sqlitePlacing(database, archiveStories);
  const { latest, between, content } = storiesOfFeeds(database);
  const versions = rememberedVersions();
  const staleness = staleDocuments(database, archiveStories);

  return {
    archiveStories,
    all: () => speaking(() => selectAll.all().map(feedFrom)),
    open: (feed) => speaking(() => inTransaction(database, () => open(feed))),
    setRetired: async (id, isRetired) => {
      await speaking(() => retire.run(isRetired ? 1 : 0, id));
      await staleness.markStale([{ feedId: id }]);
    },
    place: (placements) => speaking(() => inTransaction(database, () => place(placements))),
    latest: (id, { limit, unarchivedFrom }, listing) =>
      speaking(() => {
        const { now, noticesSince } = listing ?? EVERYTHING_USABLE;
        return latest.all({ id, limit, unarchivedFrom, now, noticesSince }).map((row) => {
          const [story, version] = [Number(row['story_id']), Number(row['version'])];
          return versions(`${story} ${version}`, () => String(content.get(story, version)?.['content']));
        });
      }),
    between: (id, from, count) => speaking(() => between.all(id, from, from + count).map(versionFrom)),
    placesOf: (id, guids) =>
      speaking(() =>
        [...guids].flatMap((guid) => {
          const row = selectPlace.get(id, guid);
          return row === undefined ? [] : [Number(row['place'])];
        }),
      ),
    ...daysOnShelf(database),
    ...staleness,
  };
}

function daysOnShelf(database: DatabaseSync): Pick<FeedShelf, 'lastDay' | 'topOf'> {
  const selectLastDay = database.prepare(`
    SELECT day, (SELECT max(seq) FROM story_of_day WHERE story_of_day.day = last.day) AS latest_seq FROM (
      SELECT day FROM story_of_day CROSS JOIN story ON story.id = story_of_day.story_id
      WHERE urgency IS NOT NULL AND ${IS_LISTED} ORDER BY day DESC LIMIT 1) AS last`);
  const selectTop = database.prepare(`
    SELECT content FROM story_of_day CROSS JOIN story ON story.id = story_of_day.story_id
    JOIN version ON version.story_id = story.id AND version.version = story.version
    WHERE day = :day AND urgency IS NOT NULL AND ${IS_LISTED}
    ORDER BY urgency, story_of_day.ranking_date DESC, story_of_day.seq DESC LIMIT :limit`);
  return {
    lastDay: (now) =>
      speaking(() => {
        const row = selectLastDay.get({ now });
        return row === undefined ? undefined : { day: String(row['day']), latestSeq: Number(row['latest_seq']) };
      }),
    topOf: (day, limit, now) => speaking(() => selectTop.all({ day, limit, now }).map(versionFrom)),
  };
}

type Staleness = Pick<FeedShelf, 'stale' | 'markAllStale' | 'markStale' | 'markStaleSince' | 'written'>;

function staleDocuments(database: DatabaseSync, archiveStories: number): Staleness {
  const selectStale = database.prepare('SELECT feed_id, archive FROM stale_document ORDER BY feed_id, archive');
  const deleteStale = database.prepare('DELETE FROM stale_document WHERE feed_id = ? AND archive = ?');
  const insertStale = database.prepare('INSERT OR IGNORE INTO stale_document (feed_id, archive) VALUES (?, ?)');
  const insertEveryFeed = database.prepare('INSERT OR IGNORE INTO stale_document SELECT id, 0 FROM feed');
  // Those too of which every story has left: the feed goes on leading to them.
  const insertEveryArchive = database.prepare(`
    WITH RECURSIVE complete (feed_id, archive) AS (
      SELECT id, places / ${archiveStories} FROM feed WHERE places >= ${archiveStories}
      UNION ALL
      SELECT feed_id, archive - 1 FROM complete WHERE archive > 1)
    INSERT OR IGNORE INTO stale_document (feed_id, archive) SELECT feed_id, archive FROM complete`);
  // What has changed by an event is marked with it.
  const insertChanged = database.prepare(`
    INSERT OR IGNORE INTO stale_document
    SELECT DISTINCT feed_story.feed_id, 0 FROM (
      SELECT id FROM story INDEXED BY story_expires WHERE expires > :before AND expires <= :now
      UNION
      SELECT id FROM story INDEXED BY story_withdrawn
      WHERE pub_status <> 'usable' AND ranking_date > :noticesBefore AND ranking_date <= :noticesSince
    ) AS changed CROSS JOIN feed_story ON feed_story.story_id = changed.id`);
  return {
    markStaleSince: async (earlier, { now, noticesSince }) => {
      const range = { before: earlier.now, now, noticesBefore: earlier.noticesSince, noticesSince };
      await speaking(() => insertChanged.run(range));
    },
    stale: () => speaking(() => selectStale.all().map(staleFrom)),
    markAllStale: () =>
      speaking(() =>
        inTransaction(database, () => {
          insertEveryFeed.run();
          insertEveryArchive.run();
        }),
      ),
    markStale: (documents) => speaking(() => inTransaction(database, () => runEach(insertStale, documents))),
    written: (documents) => speaking(() => inTransaction(database, () => runEach(deleteStale, documents))),
  };
}

function runEach(statement: StatementSync, documents: readonly StaleDocument[]): void {
  for (const { feedId, archive } of documents) statement.run(feedId, archive ?? 0);
}

/** Finds or makes a feed, at an address that no other ever had. */
function opening(database: DatabaseSync): (feed: NewFeed) => ShelvedFeed {
  const selectByKey = database.prepare('SELECT * FROM feed WHERE kind = ? AND key = ?');
  const selectByPath = database.prepare('SELECT 1 FROM feed WHERE path = ?');
  const insert = database.prepare('INSERT INTO feed (kind, key, label, language, path) VALUES (?, ?, ?, ?, ?)');
  const insertStale = database.prepare('INSERT OR IGNORE INTO stale_document SELECT id, 0 FROM feed WHERE path = ?');

  return ({ kind, key, label, language, wantedPath }) => {
    const known = selectByKey.get(kind, key);
    if (known !== undefined) return feedFrom(known);
    const path = freePath(wantedPath);
    insert.run(kind, key, label, language, path);
    insertStale.run(path);
    const row = selectByKey.get(kind, key);
    if (row === undefined) throw new Error(`a feed was made and is not there: ${kind} ${key}`);
    return feedFrom(row);
  };

  function freePath(wanted: string): string {
    let path = wanted;
    for (let count = 2; selectByPath.get(path) !== undefined; count += 1) path = wanted.replace(/\/$/, `-${count}/`);
    return path;
  }
}

/**
 * What stands in a feed. The newest by the index of ranking, notices by one of their own, since they are few; the union is
 * sorted in memory, a hundred rows at most.
 */
function storiesOfFeeds(database: DatabaseSync): Readonly<Record<'latest' | 'between' | 'content', StatementSync>> {
  const newest = 'version.story_id = story.id AND version.version = story.version';
  return {
    latest: database.prepare(`
      SELECT listed.story_id, story.version FROM (
        SELECT * FROM (
          SELECT feed_story.* FROM feed_story CROSS JOIN story ON story.id = feed_story.story_id
          WHERE feed_id = :id AND ${IS_LISTED} ORDER BY feed_story.ranking_date DESC, feed_story.seq DESC LIMIT :limit)
        UNION
        SELECT feed_story.* FROM feed_story CROSS JOIN story ON story.id = feed_story.story_id
        WHERE feed_id = :id AND place >= :unarchivedFrom AND ${IS_LISTED}
        UNION
        SELECT feed_story.* FROM story INDEXED BY story_withdrawn CROSS JOIN feed_story ON feed_story.story_id = story.id
        WHERE feed_id = :id AND story.pub_status <> 'usable' AND story.ranking_date > :noticesSince
      ) AS listed JOIN story ON story.id = listed.story_id
      ORDER BY listed.ranking_date DESC, listed.seq DESC`),
    content: database.prepare('SELECT content FROM version WHERE story_id = ? AND version = ?'),
    between: database.prepare(`
      SELECT content FROM feed_story JOIN story ON story.id = feed_story.story_id JOIN version ON ${newest}
      WHERE feed_story.feed_id = ? AND place >= ? AND place < ? ORDER BY place DESC`),
  };
}

function feedFrom(row: Record<string, SQLOutputValue>): ShelvedFeed {
  return {
    id: Number(row['id']),
    kind: String(row['kind']) as FeedKind,
    key: String(row['key']),
    label: String(row['label']),
    language: String(row['language']),
    path: String(row['path']),
    isRetired: row['retired'] === 1,
    places: Number(row['places']),
    latestSeq: Number(row['latest_seq']),
  };
}

function staleFrom(row: Record<string, SQLOutputValue>): StaleDocument {
  const archive = Number(row['archive']);
  return { feedId: Number(row['feed_id']), ...(archive > 0 && { archive }) };
}
