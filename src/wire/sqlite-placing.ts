/** Puts stories into their feeds and takes them out, and notes which documents that makes stale. Within a transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

import type { Placement, StaleDocument } from './feed-shelf.ts';

type Row = { readonly id: number; readonly ranking: string; readonly seq: number };
type Standing = { readonly place: number; readonly seq: number };

/** Returns what a placement has made stale. */
export function sqlitePlacing(
  database: DatabaseSync,
  archiveStories: number,
): (placements: readonly Placement[]) => readonly StaleDocument[] {
  const statements = { ...placingStatements(database), archiveStories };
  return (placements) => {
    const stale = new Map<string, StaleDocument>();
    for (const placement of placements) {
      for (const document of placeOne(statements, placement)) {
        stale.set(`${document.feedId} ${document.archive ?? 0}`, document);
      }
    }
    for (const { feedId, archive } of stale.values()) statements.insertStale.run(feedId, archive ?? 0);
    return [...stale.values()];
  };
}

type Placing = PlacingStatements & { readonly archiveStories: number };

type PlacingStatements = Readonly<
  Record<
    | 'selectStory'
    | 'selectStandings'
    | 'insert'
    | 'update'
    | 'remove'
    | 'takePlace'
    | 'touch'
    | 'insertStale'
    | 'putOnDay'
    | 'selectLeft'
    | 'leave'
    | 'comeBack',
    StatementSync
  >
>;

function placingStatements(database: DatabaseSync): PlacingStatements {
  return {
    selectStory: database.prepare('SELECT id, ranking_date, seq FROM story WHERE guid = ?'),
    selectStandings: database.prepare('SELECT feed_id, place, seq FROM feed_story WHERE story_id = ?'),
    insert: database.prepare(
      'INSERT INTO feed_story (feed_id, place, story_id, ranking_date, seq) VALUES (?, ?, ?, ?, ?)',
    ),
    update: database.prepare('UPDATE feed_story SET ranking_date = ?, seq = ? WHERE feed_id = ? AND place = ?'),
    remove: database.prepare('DELETE FROM feed_story WHERE feed_id = ? AND place = ?'),
    takePlace: database.prepare(
      'UPDATE feed SET places = places + 1, latest_seq = max(latest_seq, ?) WHERE id = ? RETURNING places',
    ),
    touch: database.prepare('UPDATE feed SET latest_seq = max(latest_seq, ?) WHERE id = ? RETURNING places'),
    insertStale: database.prepare('INSERT OR IGNORE INTO stale_document (feed_id, archive) VALUES (?, ?)'),
    selectLeft: database.prepare('SELECT feed_id FROM feed_left WHERE story_id = ?'),
    leave: database.prepare('INSERT OR IGNORE INTO feed_left (story_id, feed_id) VALUES (?, ?)'),
    comeBack: database.prepare('DELETE FROM feed_left WHERE story_id = ? AND feed_id = ?'),
    putOnDay: database.prepare(`
      INSERT INTO story_of_day (story_id, day, urgency, ranking_date, seq) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (story_id) DO UPDATE SET
        day = excluded.day, urgency = excluded.urgency, ranking_date = excluded.ranking_date, seq = excluded.seq`),
  };
}

function placeOne(statements: Placing, placement: Placement): readonly StaleDocument[] {
  const { guid, day, urgency } = placement;
  const found = statements.selectStory.get(guid);
  if (found === undefined) throw new Error(`the wire has no story ${guid} to put into feeds`);
  const story = { id: Number(found['id']), ranking: String(found['ranking_date']), seq: Number(found['seq']) };
  statements.putOnDay.run(story.id, day, urgency ?? null, story.ranking, story.seq);
  const standings = standingsOf(statements, story);
  const feeds = feedsFor(statements, story, standings, placement);
  const changed = feeds.flatMap((feedId) => {
    const standing = standings.get(feedId);
    if (standing === undefined) return add(statements, feedId, story);
    return standing.seq === story.seq ? [] : renew(statements, feedId, standing, story);
  });
  const left = [...standings].filter(([feedId]) => !feeds.includes(feedId));
  return [...changed, ...left.flatMap(([feedId, standing]) => drop(statements, feedId, standing, story))];
}

/** Whoever follows a feed that the story has left may have kept it: the notice goes there too. */
function feedsFor(
  { selectLeft }: PlacingStatements,
  { id }: Row,
  standings: ReadonlyMap<number, Standing>,
  { feeds, urgency }: Placement,
): readonly number[] {
  if (urgency !== undefined) return feeds;
  const stood = new Set([...standings.keys(), ...selectLeft.all(id).map((row) => Number(row['feed_id']))]);
  return stood.size === 0 ? feeds : [...stood];
}

function standingsOf({ selectStandings }: PlacingStatements, { id }: Row): ReadonlyMap<number, Standing> {
  return new Map(
    selectStandings
      .all(id)
      .map((row) => [Number(row['feed_id']), { place: Number(row['place']), seq: Number(row['seq']) }] as const),
  );
}

function add({ takePlace, insert, comeBack, archiveStories }: Placing, feedId: number, { id, ranking, seq }: Row) {
  comeBack.run(id, feedId);
  const places = Number(takePlace.get(seq, feedId)?.['places']);
  insert.run(feedId, places - 1, id, ranking, seq);
  return changedAt(feedId, { place: places - 1, places, archiveStories });
}

function renew({ touch, update, archiveStories }: Placing, feedId: number, { place }: Standing, { ranking, seq }: Row) {
  update.run(ranking, seq, feedId, place);
  const places = Number(touch.get(seq, feedId)?.['places']);
  return changedAt(feedId, { place, places, archiveStories });
}

function drop(
  { touch, remove, leave, archiveStories }: Placing,
  feedId: number,
  { place }: Standing,
  { id, seq }: Row,
) {
  remove.run(feedId, place);
  leave.run(id, feedId);
  const places = Number(touch.get(seq, feedId)?.['places']);
  return changedAt(feedId, { place, places, archiveStories });
}

/** The feed's own document always; an archive once all its places are taken. */
function changedAt(
  feedId: number,
  { place, places, archiveStories }: { place: number; places: number; archiveStories: number },
): readonly StaleDocument[] {
  const archive = Math.floor(place / archiveStories) + 1;
  const isComplete = archive <= Math.floor(places / archiveStories);
  return [{ feedId }, ...(isComplete ? [{ feedId, archive }] : [])];
}
