/** The log on SQLite: a single appender at a time (`BEGIN IMMEDIATE`), so that sequence numbers have no gaps. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';

import { rankingDate } from '../story/dating.ts';
import type { EventType, StoryVersion } from '../story/story.ts';
import { eventHash, GENESIS_HASH, publicSeq, sha256, WITHDRAWAL_TYPES, type WireEvent } from './event.ts';
import { sideFileWriting } from './sqlite-side-files.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { StoreError, type Commit, type Log } from './store.ts';

export function sqliteLog(database: DatabaseSync): Log {
  const select = `SELECT event.*, story.guid FROM event JOIN story ON story.id = event.story_id`;
  const selectAfter = database.prepare(`${select} WHERE event.seq > ? ORDER BY event.seq LIMIT ?`);
  const selectHead = database.prepare(`${select} ORDER BY event.seq DESC LIMIT 1`);
  const selectBefore = database.prepare(`
    SELECT coalesce((SELECT min(seq) FROM event WHERE committed_at >= ?) - 1, (SELECT max(seq) FROM event), 0) AS seq`);
  const selectKills = database.prepare(
    `${select} WHERE event.type IN (${WITHDRAWAL_TYPES}) AND event.seq > ? ORDER BY event.seq`,
  );
  const selectPublicHead = database.prepare(`${select} WHERE event.audience IS NULL ORDER BY event.seq DESC LIMIT 1`);
  const selectPublicWithdrawal = database.prepare(`
    ${select} WHERE event.type IN (${WITHDRAWAL_TYPES}) AND event.audience IS NULL ORDER BY event.seq DESC LIMIT 1`);
  // The number for the outside is never above seq, and differs from it by the few events that only the trusted know of.
  const selectPublic = database.prepare(`
    ${select} WHERE event.seq >= ?1 AND event.audience IS NULL AND coalesce(event.public_seq, event.seq) = ?1
    ORDER BY event.seq LIMIT 1`);
  const selectOfVersion = database.prepare(`${select} WHERE story.guid = ? AND event.version = ?`);
  const statements = appendStatements(database);
  const writeSideFile = sideFileWriting(database);
  const appendAll = (commits: readonly Commit[]): readonly WireEvent[] => {
    let previous = eventIfAny(selectHead.get());
    return commits.map((commit) => {
      previous = appendOne(statements, commit, previous);
      for (const side of commit.beside ?? []) writeSideFile({ ...side, guid: commit.version.guid });
      return previous;
    });
  };
  return {
    append: (commits) => speaking(() => inTransaction(database, () => appendAll(commits))),
    after: (seq, limit) => speaking(() => selectAfter.all(seq, limit).map(eventFrom)),
    head: () => speaking(() => eventIfAny(selectHead.get())),
    publicHead: () => speaking(() => eventIfAny(selectPublicHead.get())),
    publicWithdrawal: () => speaking(() => eventIfAny(selectPublicWithdrawal.get())),
    withPublicSeq: (number) => speaking(() => eventIfAny(selectPublic.get(number))),
    ofVersion: (guid, version) => speaking(() => eventIfAny(selectOfVersion.get(guid, version))),
    before: (committedAt) => speaking(() => Number(selectBefore.get(committedAt)?.['seq'])),
    // Mostly there is none: finding that out costs one step of the index.
    kills: (seq) => speaking(() => (selectKills.get(seq) === undefined ? [] : selectKills.all(seq).map(eventFrom))),
  };
}

type AppendStatements = Readonly<
  Record<
    | 'selectStory'
    | 'vacatePath'
    | 'forgetSettled'
    | 'forgetSideFile'
    | 'insertStory'
    | 'updateStory'
    | 'insertVersion'
    | 'insertEvent',
    StatementSync
  >
>;

function appendStatements(database: DatabaseSync): AppendStatements {
  return {
    selectStory: database.prepare('SELECT id, version FROM story WHERE guid = ?'),
    vacatePath: database.prepare('UPDATE story SET path = NULL WHERE path = ? AND guid <> ?'),
    forgetSettled: database.prepare('DELETE FROM settled_file WHERE path = ?'),
    forgetSideFile: database.prepare('DELETE FROM side_file WHERE path = ?'),
    insertStory: database.prepare(`
      INSERT INTO story (guid, slug, first_created, version, ranking_date, seq, path, file_hash, file_stamp,
        pub_status, audience, embargo, expires, translation_of)
      VALUES (:guid, :slug, :firstCreated, :version, :ranking, :seq, :path, coalesce(:hash, ''), coalesce(:stamp, ''),
        :pubStatus, :audience, :embargo, :expires, :translationOf)`),
    updateStory: database.prepare(`
      UPDATE story SET version = :version, ranking_date = :ranking, seq = :seq, path = coalesce(:path, path),
        file_hash = coalesce(:hash, file_hash), file_stamp = coalesce(:stamp, file_stamp),
        missing = iif(:path IS NULL, missing, 0),
        pub_status = :pubStatus, audience = :audience, embargo = :embargo, expires = :expires,
        translation_of = :translationOf
      WHERE id = :id`),
    insertVersion: database.prepare('INSERT INTO version (story_id, version, content) VALUES (?, ?, ?)'),
    insertEvent: database.prepare(`
      INSERT INTO event
        (seq, type, story_id, version, committed_at, content_hash, previous_hash, hash, audience, public_seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
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
    ...placeForOthers(version, seq, previous),
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
    event.audience ?? null,
    event.publicSeq ?? null,
  );
  return event;
}

/** Who may know of it, and its number for the outside, which is kept where it is another than `seq`. */
function placeForOthers(
  { audience }: StoryVersion,
  seq: number,
  previous: WireEvent | undefined,
): Pick<WireEvent, 'audience' | 'publicSeq'> {
  const before = previous === undefined ? 0 : publicSeq(previous);
  const number = audience === undefined ? before + 1 : before;
  return { ...(audience !== undefined && { audience }), ...(number !== seq && { publicSeq: number }) };
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
  if (path !== undefined) {
    statements.vacatePath.run(path, version.guid);
    statements.forgetSettled.run(path);
    statements.forgetSideFile.run(path);
  }
  const newest = {
    version: version.version,
    ranking: rankingDate(version.versionCreated, new Date(committedAt)),
    seq,
    path: path ?? null,
    hash: file?.hash ?? null,
    stamp: file?.stamp ?? null,
    pubStatus: version.pubStatus,
    audience: version.audience ?? null,
    embargo: version.audience === undefined ? null : (version.story.embargo ?? null),
    expires: version.story.expires ?? null,
    translationOf: version.translationOf ?? null,
  };
  if (known === undefined) {
    const { guid, slug, firstCreated } = version;
    return statements.insertStory.run({ ...newest, guid, slug, firstCreated }).lastInsertRowid;
  }
  const id = Number(known['id']);
  statements.updateStory.run({ ...newest, id });
  return id;
}

function eventIfAny(row: Record<string, SQLOutputValue> | undefined): WireEvent | undefined {
  return row === undefined ? undefined : eventFrom(row);
}

export function eventFrom(row: Record<string, SQLOutputValue>): WireEvent {
  return {
    seq: Number(row['seq']),
    type: String(row['type']) as EventType,
    guid: String(row['guid']),
    version: Number(row['version']),
    committedAt: String(row['committed_at']),
    contentHash: String(row['content_hash']),
    previousHash: String(row['previous_hash']),
    hash: String(row['hash']),
    ...(row['audience'] !== null && { audience: 'trusted' }),
    ...(row['public_seq'] !== null && { publicSeq: Number(row['public_seq']) }),
  };
}
