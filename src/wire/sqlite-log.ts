/** The log on SQLite: a single appender at a time (`BEGIN IMMEDIATE`), so that sequence numbers have no gaps. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';

import { rankingDate } from '../story/dating.ts';
import type { EventType } from '../story/story.ts';
import { eventHash, GENESIS_HASH, sha256, type WireEvent } from './event.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { StoreError, type Commit, type Log } from './store.ts';

export function sqliteLog(database: DatabaseSync): Log {
  const select = `SELECT event.*, story.guid FROM event JOIN story ON story.id = event.story_id`;
  const selectAfter = database.prepare(`${select} WHERE event.seq > ? ORDER BY event.seq LIMIT ?`);
  const selectHead = database.prepare(`${select} ORDER BY event.seq DESC LIMIT 1`);
  const selectBefore = database.prepare(`
    SELECT coalesce((SELECT min(seq) FROM event WHERE committed_at >= ?) - 1, (SELECT max(seq) FROM event), 0) AS seq`);
  const selectKills = database.prepare(
    `${select} WHERE event.type = 'story.killed' AND event.seq > ? ORDER BY event.seq`,
  );
  const statements = appendStatements(database);
  return {
    append: (commits) =>
      speaking(() =>
        inTransaction(database, () => {
          const head = selectHead.get();
          let previous = head === undefined ? undefined : eventFrom(head);
          return commits.map((commit) => (previous = appendOne(statements, commit, previous)));
        }),
      ),
    after: (seq, limit) => speaking(() => selectAfter.all(seq, limit).map(eventFrom)),
    head: () =>
      speaking(() => {
        const row = selectHead.get();
        return row === undefined ? undefined : eventFrom(row);
      }),
    before: (committedAt) => speaking(() => Number(selectBefore.get(committedAt)?.['seq'])),
    // Mostly there is none: finding that out costs one step of the index.
    kills: (seq) => speaking(() => (selectKills.get(seq) === undefined ? [] : selectKills.all(seq).map(eventFrom))),
  };
}

type AppendStatements = Readonly<
  Record<
    'selectStory' | 'vacatePath' | 'forgetSettled' | 'insertStory' | 'updateStory' | 'insertVersion' | 'insertEvent',
    StatementSync
  >
>;

function appendStatements(database: DatabaseSync): AppendStatements {
  return {
    selectStory: database.prepare('SELECT id, version FROM story WHERE guid = ?'),
    vacatePath: database.prepare('UPDATE story SET path = NULL WHERE path = ? AND guid <> ?'),
    forgetSettled: database.prepare('DELETE FROM settled_file WHERE path = ?'),
    insertStory: database.prepare(`
      INSERT INTO story (guid, slug, first_created, version, ranking_date, seq, path, file_hash, file_stamp)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    updateStory: database.prepare(`
      UPDATE story SET version = ?, ranking_date = ?, seq = ?, path = ?, file_hash = ?, file_stamp = ?, missing = 0
      WHERE id = ?`),
    insertVersion: database.prepare('INSERT INTO version (story_id, version, content) VALUES (?, ?, ?)'),
    insertEvent: database.prepare(`
      INSERT INTO event (seq, type, story_id, version, committed_at, content_hash, previous_hash, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
  };
}

function appendOne(statements: AppendStatements, commit: Commit, previous: WireEvent | undefined): WireEvent {
  const { version } = commit;
  const seq = (previous?.seq ?? 0) + 1;
  const storyId = shelve(statements, commit, seq);
  const content = JSON.stringify(version);
  statements.insertVersion.run(storyId, version.version, content);
  const unsigned = {
    seq,
    type: version.event,
    guid: version.guid,
    version: version.version,
    committedAt: commit.committedAt,
    contentHash: sha256(content),
    previousHash: previous?.hash ?? GENESIS_HASH,
  };
  const event = { ...unsigned, hash: eventHash(unsigned) };
  statements.insertEvent.run(
    seq,
    event.type,
    storyId,
    event.version,
    event.committedAt,
    event.contentHash,
    event.previousHash,
    event.hash,
  );
  return event;
}

/** Puts the new version on top of its story; returns the story's row id. */
function shelve(
  statements: AppendStatements,
  { version, path, file, committedAt }: Commit,
  seq: number,
): number | bigint {
  const known = statements.selectStory.get(version.guid);
  const expected = known === undefined ? 1 : Number(known['version']) + 1;
  if (version.version !== expected) {
    throw new StoreError(
      'version-conflict',
      `${version.guid}: version ${version.version} cannot be committed, version ${expected} is next`,
    );
  }
  statements.vacatePath.run(path, version.guid);
  statements.forgetSettled.run(path);
  const ranking = rankingDate(version.versionCreated, new Date(committedAt));
  const newest = [version.version, ranking, seq, path, file.hash, file.stamp] as const;
  if (known === undefined) {
    return statements.insertStory.run(version.guid, version.slug, version.firstCreated, ...newest).lastInsertRowid;
  }
  const id = Number(known['id']);
  statements.updateStory.run(...newest, id);
  return id;
}

function eventFrom(row: Record<string, SQLOutputValue>): WireEvent {
  return {
    seq: Number(row['seq']),
    type: String(row['type']) as EventType,
    guid: String(row['guid']),
    version: Number(row['version']),
    committedAt: String(row['committed_at']),
    contentHash: String(row['content_hash']),
    previousHash: String(row['previous_hash']),
    hash: String(row['hash']),
  };
}
