/** Puts stories into their feeds and takes them out, and notes which documents that makes stale. Within a transaction. */
import type { DatabaseSync } from 'node:sqlite';

import { ARCHIVE_STORIES } from '../story/feed.ts';
import type { Placement, StaleDocument } from './feed-shelf.ts';

type Standing = { readonly place: number; readonly seq: number };
type Row = { readonly id: number; readonly ranking: string; readonly seq: number };

export function sqlitePlacing(database: DatabaseSync): (placements: readonly Placement[]) => readonly StaleDocument[] {
  const selectStory = database.prepare('SELECT id, ranking_date, seq FROM story WHERE guid = ?');
  const selectStandings = database.prepare('SELECT feed_id, place, seq FROM feed_story WHERE story_id = ?');
  const insert = database.prepare(`
    INSERT INTO feed_story (feed_id, place, story_id, ranking_date, seq)
    SELECT id, places, ?, ?, ? FROM feed WHERE id = ? RETURNING place`);
  const takePlace = database.prepare('UPDATE feed SET places = places + 1 WHERE id = ?');
  const update = database.prepare('UPDATE feed_story SET ranking_date = ?, seq = ? WHERE feed_id = ? AND place = ?');
  const remove = database.prepare('DELETE FROM feed_story WHERE feed_id = ? AND place = ?');
  const touch = database.prepare('UPDATE feed SET latest_seq = max(latest_seq, ?) WHERE id = ?');
  const stale = database.prepare('INSERT OR IGNORE INTO stale_document (feed_id, archive) VALUES (?, ?)');
  const selectPlaces = database.prepare('SELECT places FROM feed WHERE id = ?');

  let touched = new Map<string, StaleDocument>();

  return (placements) => {
    touched = new Map();
    for (const placement of placements) placeOne(placement);
    for (const { feedId, archive } of touched.values()) stale.run(feedId, archive ?? 0);
    return [...touched.values()];
  };

  function placeOne({ guid, feeds }: Placement): void {
    const row = selectStory.get(guid);
    if (row === undefined) throw new Error(`the wire has no story ${guid} to put into feeds`);
    const story = { id: Number(row['id']), ranking: String(row['ranking_date']), seq: Number(row['seq']) };
    const standings = new Map<number, Standing>(
      selectStandings
        .all(story.id)
        .map((each) => [Number(each['feed_id']), { place: Number(each['place']), seq: Number(each['seq']) }] as const),
    );
    for (const feedId of feeds) {
      const standing = standings.get(feedId);
      standings.delete(feedId);
      if (standing === undefined) add(feedId, story);
      else if (standing.seq !== story.seq) renew(feedId, standing.place, story);
    }
    for (const [feedId, { place }] of standings) drop(feedId, place, story);
  }

  function add(feedId: number, { id, ranking, seq }: Row): void {
    const place = Number(insert.get(id, ranking, seq, feedId)?.['place']);
    takePlace.run(feedId);
    changed(feedId, place, seq);
  }

  function renew(feedId: number, place: number, { ranking, seq }: Row): void {
    update.run(ranking, seq, feedId, place);
    changed(feedId, place, seq);
  }

  function drop(feedId: number, place: number, { seq }: Row): void {
    remove.run(feedId, place);
    changed(feedId, place, seq);
  }

  /** The feed's own document always; an archive once it is complete. */
  function changed(feedId: number, place: number, seq: number): void {
    touch.run(seq, feedId);
    touched.set(String(feedId), { feedId });
    const archive = Math.floor(place / ARCHIVE_STORIES) + 1;
    const complete = Math.floor(Number(selectPlaces.get(feedId)?.['places']) / ARCHIVE_STORIES);
    if (archive <= complete) touched.set(`${feedId} ${archive}`, { feedId, archive });
  }
}
