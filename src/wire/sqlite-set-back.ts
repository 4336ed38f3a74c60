/**
 * A subscriber is set back, on SQLite: events are owed again. Where its cursor stood, and what waits in its lanes, tells
 * what may have been sent without a record, and so who gets a kill: that is written to the ledger with it.
 */
import type { DatabaseSync } from 'node:sqlite';

import { isForDelivery } from '../story/audience.ts';
import { matches, type Filter } from '../story/filter.ts';
import type { StoryVersion } from '../story/story.ts';
import { WITHDRAWAL_TYPES, WITHDRAWALS } from './event.ts';
import { filterAt, stillInForce, widestWindow } from './former-settings.ts';
import { marksWriting } from './sqlite-ledger.ts';
import { removedMeanwhile } from './sqlite-subscriber-secrets.ts';
import { PLACE, SELECT_SUBSCRIBER, settingsFrom, type Row } from './sqlite-subscriber-row.ts';
import { inTransaction } from './sqlite-transaction.ts';
import type { SentMark } from './subscriber.ts';

export function backSetter(database: DatabaseSync): (id: number, cursor: number) => Row {
  const writeMarks = marksWriting(database);
  const markSent = (mark: SentMark): void => writeMarks([mark]);
  const suspicion = suspecting(database);
  const updateProgress = database.prepare(`
    UPDATE progress SET cursor = min(${PLACE}, ?), behind = 1, failures = 0, failing_since = NULL, retry_at = NULL,
      last_error = NULL, previous_seq = NULL, sent_ahead = NULL
    WHERE subscriber_id = ?`);
  const update = database.prepare(`
    UPDATE subscriber SET latest_until = 0, generation = generation + 1, former_settings = NULL,
      since_life = (SELECT life FROM delivery)
    WHERE id = ?`);
  const select = database.prepare(`${SELECT_SUBSCRIBER} WHERE id = ?`);
  // Who has lost what it had may have kept the text all the same: a kill is owed again like all else.
  const forgetKills = database.prepare(`
    UPDATE ledger SET delivered = event.version - 1, possible = max(possible, event.version - 1)
    FROM event WHERE event.type IN (${WITHDRAWAL_TYPES}) AND event.seq > ? AND event.story_id = ledger.story_id
      AND ledger.subscriber_id = ? AND ledger.delivered = event.version`);
  return (id, cursor) =>
    inTransaction(database, () => {
      for (const mark of suspicion(id)) markSent(mark);
      updateProgress.run(cursor, id);
      update.run(id);
      const row = select.get(id);
      if (row === undefined) throw removedMeanwhile();
      forgetKills.run(cursor, id);
      return row;
    });
}

/** What may have been sent to it by now without a record. */
function suspecting(database: DatabaseSync): (id: number) => readonly SentMark[] {
  const selectOne = database.prepare(`${SELECT_SUBSCRIBER} WHERE id = ?`);
  // A kill waits for whoever may have the version before it.
  const selectInLanes = database.prepare(`
    SELECT guid, coalesce(killing.version - 1, event.version) AS version
    FROM lane JOIN story ON story.id = lane.story_id
    LEFT JOIN event AS killing ON killing.seq = lane.kill_seq
    LEFT JOIN event ON event.seq = lane.event_seq
    WHERE lane.subscriber_id = ?`);
  const selectAfter = database.prepare(`
    SELECT event.seq, type, guid, event.version, content FROM event JOIN story ON story.id = event.story_id
    JOIN version ON version.story_id = event.story_id AND version.version = event.version
    WHERE event.seq > ? ORDER BY event.seq`);
  const selectHas = database.prepare(`
    SELECT 1 FROM ledger WHERE subscriber_id = ? AND story_id = (SELECT id FROM story WHERE guid = ?)`);

  return (id) => {
    const stored = selectOne.get(id);
    if (stored === undefined) return [];
    const place = Number(stored['place']);
    const known = settingsFrom(stored);
    const settings = { ...known, formerSettings: stillInForce(known.formerSettings, place) };
    const marks: SentMark[] = [];
    const mark = (row: Row): void => {
      const [guid, version] = [String(row['guid']), Number(row['version'])];
      marks.push({ subscriberId: id, guid, version, outcome: 'possible' });
    };
    // Behind a kill a mark would say that the kill had been decided on, and it may be owed still. Who had the story before
    // that needs no mark: every further kill of it is owed to them anyway.
    const mayHave = (guid: string): boolean =>
      marks.some((one) => one.guid === guid) || selectHas.get(id, guid) !== undefined;
    for (const row of selectInLanes.all(id)) mark(row);
    const killed = new Set<string>();
    let matching = 0;
    for (const row of selectAfter.iterate(place)) {
      const guid = String(row['guid']);
      if (WITHDRAWALS.some((type) => type === row['type'])) killed.add(guid);
      const version = JSON.parse(String(row['content'])) as StoryVersion;
      if (!isForDelivery(version, known) || !letsThrough(filterAt(settings, Number(row['seq'])), version)) continue;
      if (!killed.has(guid) || !mayHave(guid)) mark(row);
      matching += 1;
      if (matching >= widestWindow(settings)) break;
    }
    return marks;
  };
}

/** A filter that cannot be applied has let nothing through. */
function letsThrough(filter: Filter, version: StoryVersion): boolean {
  try {
    return matches(filter, version);
  } catch {
    return false;
  }
}
