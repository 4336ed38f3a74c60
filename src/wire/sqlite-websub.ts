/** WebSub subscriptions on SQLite. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import { noteReading, noteWriting } from './sqlite-notes.ts';
import type { SecretBox } from './sqlite-secrets.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import type {
  NoWebSubRoom,
  NewWebSubSubscription,
  WebSubKey,
  WebSubResult,
  WebSubRoom,
  WebSubShelf,
  WebSubSubscription,
} from './websub-shelf.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

export function sqliteWebSub(database: DatabaseSync, box: SecretBox): WebSubShelf {
  const selectAll = database.prepare('SELECT * FROM websub_subscription ORDER BY id');
  const selectOne = database.prepare('SELECT * FROM websub_subscription WHERE id = ?');
  const selectKey = database.prepare('SELECT 1 FROM websub_subscription WHERE document = ? AND callback_key = ?');
  const count = database.prepare(`
    SELECT count(*) AS of_all, coalesce(sum(host = ?), 0) AS of_host FROM websub_subscription WHERE kind = 'subscriber'`);
  const removeKey = database.prepare('DELETE FROM websub_subscription WHERE document = ? AND callback_key = ?');
  const removeOne = database.prepare('DELETE FROM websub_subscription WHERE id = ?');
  const selectDocuments = database.prepare('SELECT DISTINCT document FROM websub_subscription ORDER BY document');
  const settleOne = settler(database);
  const read = (row: Row): WebSubSubscription => subscriptionFrom(row, box);

  return {
    all: () => speaking(() => selectAll.all().map(read)),
    withId: (id) =>
      speaking(() => {
        const row = selectOne.get(id);
        return row === undefined ? undefined : read(row);
      }),
    has: ({ document, callbackKey }) => speaking(() => selectKey.get(document, callbackKey) !== undefined),
    count: (host = '') =>
      speaking(() => {
        const row = count.get(host);
        return { all: Number(row?.['of_all']), ofHost: Number(row?.['of_host']) };
      }),
    subscribe: subscriber(database, box, read),
    unsubscribe: ({ document, callbackKey }) => speaking(() => removeKey.run(document, callbackKey).changes > 0),
    remove: async (id) => {
      await speaking(() => removeOne.run(id));
    },
    follow: follower(database),
    documents: () => speaking(() => selectDocuments.all().map(({ document }) => String(document))),
    due: dueAsker(database, read),
    ...passageOfTime(database),
    noteWithdrawal: withdrawalNoter(database),
    settle: (results) =>
      speaking(() =>
        inTransaction(database, () => {
          for (const result of results) settleOne(result);
        }),
      ),
  };
}

/** What is asked again and again, mostly in vain: only what is found takes the wire's lock. */
function passageOfTime(database: DatabaseSync): Pick<WebSubShelf, 'removeExpired' | 'noteContent' | 'nextInstant'> {
  const selectExpired = database.prepare('SELECT 1 FROM websub_subscription WHERE expires_at <= ?');
  const removeExpired = database.prepare(
    'DELETE FROM websub_subscription WHERE expires_at <= ? RETURNING id, document',
  );
  const selectUnaware = database.prepare('SELECT 1 FROM websub_subscription WHERE document = ? AND owed <> ?');
  // Who has not failed and is put off waits for a document that was not there: now it is.
  const noteContent = database.prepare(`
    UPDATE websub_subscription SET owed = ?2, due_at = iif(failures = 0, min(coalesce(due_at, ?3), ?3), due_at) WHERE document = ?1 AND owed <> ?2`);
  const selectNext = database.prepare(`
    SELECT min(instant) AS instant FROM (
      SELECT min(due_at) AS instant FROM websub_subscription WHERE due_at > ?1
      UNION ALL SELECT min(expires_at) FROM websub_subscription WHERE expires_at > ?1)`);
  return {
    removeExpired: (now) =>
      speaking(() => {
        if (selectExpired.get(now) === undefined) return [];
        const ended = inTransaction(database, () => removeExpired.all(now));
        return ended.map(({ id, document }) => ({ id: Number(id), document: String(document) }));
      }),
    noteContent: (document, content, now) =>
      speaking(() => {
        if (selectUnaware.get(document, content) === undefined) return 0;
        return Number(noteContent.run(document, content, now).changes);
      }),
    nextInstant: (after) =>
      speaking(() => {
        const instant = selectNext.get(after)?.['instant'];
        return instant === null || instant === undefined ? undefined : String(instant);
      }),
  };
}

/** Up to which kill or hold all feeds that are noted are without what was taken back. */
const WITHDRAWN_SEQ = 'websub-withdrawn-seq';

/** When something was taken back for the last time. */
const WITHDRAWN_AT = 'websub-withdrawn-at';

/** No request to subscribe waits for so long: who has just come may have fetched the feed before that. */
const RECENT_MS = 3_600_000;

function recently(now: string): string {
  return new Date(Date.parse(now) - RECENT_MS).toISOString();
}

function withdrawalNoter(database: DatabaseSync): WebSubShelf['noteWithdrawal'] {
  const [readNote, writeNote] = [noteReading(database), noteWriting(database)];
  // Whether it is in the very feed that they are owed is not asked: those who fail are few, and one try more costs little.
  const insist = database.prepare(`
    UPDATE websub_subscription SET withdrawal_seq = ?1, withdrawal_since = ?2, due_at = min(due_at, ?2)
    WHERE (due_at IS NOT NULL OR created_at > ?4 OR document IN (SELECT value FROM json_each(?3)))
      AND coalesce(withdrawal_seq, 0) < ?1`);
  // A try since, or one that is under way, may have brought a feed that was not without it yet.
  const tryAgain = database.prepare(
    'UPDATE websub_subscription SET due_at = min(due_at, ?2), withdrawal_since = ?2 WHERE withdrawal_seq = ?1',
  );
  return ({ seq, isOutOfFeeds }, absent, now) =>
    speaking(() => {
      if (Number(readNote(WITHDRAWN_SEQ) ?? 0) >= seq) return 0;
      return inTransaction(database, () => {
        writeNote(WITHDRAWN_AT, now);
        if (isOutOfFeeds) {
          writeNote(WITHDRAWN_SEQ, String(seq));
          tryAgain.run(seq, now);
        }
        return Number(insist.run(seq, now, JSON.stringify(absent), recently(now)).changes);
      });
    });
}

/** What is sealed for one subscription opens for no other. */
function secretOwner({ document, callbackKey }: WebSubKey): string {
  return `websub ${document} ${callbackKey}`;
}

function subscriber(
  database: DatabaseSync,
  box: SecretBox,
  read: (row: Row) => WebSubSubscription,
): WebSubShelf['subscribe'] {
  const forgetExpired = database.prepare(`
    DELETE FROM websub_subscription WHERE document = ? AND callback_key = ? AND expires_at <= ?`);
  const upsert = database.prepare(`
    INSERT INTO websub_subscription
      (kind, document, callback_key, topic, callback, host, secret, created_at, verified_at, expires_at, delivered, owed,
        withdrawal_seq, withdrawal_since)
    VALUES ('subscriber', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?9, ?10, iif(?10 IS NULL, NULL, ?7))
    ON CONFLICT (document, callback_key) DO UPDATE SET kind = excluded.kind, topic = excluded.topic,
      callback = excluded.callback, host = excluded.host, secret = excluded.secret, verified_at = excluded.verified_at,
      expires_at = excluded.expires_at, failures = 0, failing_since = NULL, last_error = NULL,
      due_at = iif(due_at IS NULL AND owed = excluded.owed, NULL, excluded.verified_at)
    RETURNING *`);
  const selectKey = database.prepare('SELECT 1 FROM websub_subscription WHERE document = ? AND callback_key = ?');
  const readNote = noteReading(database);
  const countInForce = database.prepare(`
    SELECT count(*) AS of_all, coalesce(sum(host = ?1), 0) AS of_host
    FROM websub_subscription WHERE kind = 'subscriber' AND expires_at > ?2`);
  const noRoom = ({ document, callbackKey, host, now }: NewWebSubSubscription, room: WebSubRoom) => {
    if (selectKey.get(document, callbackKey) !== undefined) return undefined;
    const row = countInForce.get(host, now);
    if (Number(row?.['of_all']) >= room.all) return 'no room';
    return Number(row?.['of_host']) >= room.ofHost ? 'no room for the host' : undefined;
  };
  const put = (given: NewWebSubSubscription, room: WebSubRoom): Row | NoWebSubRoom => {
    const { document, callbackKey, topic, callback, host, secret, now, expiresAt, delivered } = given;
    forgetExpired.run(document, callbackKey, now);
    const refusal = noRoom(given, room);
    if (refusal !== undefined) return refusal;
    const sealed = secret === undefined ? null : box.seal(secret, secretOwner(given));
    // It may have been taken back since the owner of a new one fetched the feed.
    const isWithdrawalRecent = (readNote(WITHDRAWN_AT) ?? '') > recently(now);
    const key = [document, callbackKey, topic, callback, host] as const;
    const row = upsert.get(...key, sealed, now, expiresAt, delivered, isWithdrawalRecent ? 0 : null);
    if (row === undefined) throw new Error('a subscription was written and is not there');
    return row;
  };
  return (given, room) =>
    speaking(() => {
      const row = inTransaction(database, () => put(given, room));
      return typeof row === 'string' ? row : read(row);
    });
}

function follower(database: DatabaseSync): WebSubShelf['follow'] {
  const forgetOthers = database.prepare(`
    DELETE FROM websub_subscription WHERE kind = 'hub' AND NOT EXISTS (
      SELECT 1 FROM json_each(?) AS kept
      WHERE kept.value ->> 0 = websub_subscription.document AND kept.value ->> 1 = websub_subscription.callback_key)`);
  // It may have been told of this document before, in whatever state that was.
  const insert = database.prepare(`
    INSERT INTO websub_subscription
      (kind, document, callback_key, topic, callback, host, created_at, verified_at, delivered, owed,
        withdrawal_seq, withdrawal_since)
    VALUES ('hub', ?1, ?2, ?3, ?4, ?5, ?6, ?6, '', '', 0, ?6)
    ON CONFLICT (document, callback_key) DO UPDATE SET topic = excluded.topic WHERE topic <> excluded.topic`);
  return (hubs) =>
    speaking(() =>
      inTransaction(database, () => {
        forgetOthers.run(JSON.stringify(hubs.map(({ document, callbackKey }) => [document, callbackKey])));
        for (const { document, callbackKey, topic, callback, host, now } of hubs) {
          insert.run(document, callbackKey, topic, callback, host, now);
        }
      }),
    );
}

function dueAsker(database: DatabaseSync, read: (row: Row) => WebSubSubscription): WebSubShelf['due'] {
  // Those whose last attempt failed come last: many of them, slow to fail, must not keep the others waiting.
  const select = database.prepare(`
    SELECT * FROM websub_subscription
    WHERE (due_at <= ?1 OR due_at > ?5) AND (expires_at IS NULL OR expires_at > ?1)
      AND (failures = 0 OR NOT ?6) AND id NOT IN (SELECT value FROM json_each(?2)) AND host NOT IN (SELECT value FROM json_each(?3))
    ORDER BY failures > 0, due_at, id LIMIT ?4`);
  return ({ now, latest, limit, exceptIds, exceptHosts, exceptFailing }) =>
    speaking(() => {
      const [ids, hosts] = [JSON.stringify(exceptIds), JSON.stringify(exceptHosts)];
      return select.all(now, ids, hosts, limit, latest, Number(exceptFailing)).map(read);
    });
}

function settler(database: DatabaseSync): (result: WebSubResult) => void {
  // The document may have changed again while this was on its way.
  const deliver = database.prepare(`
    UPDATE websub_subscription SET delivered = ?3, delivered_at = ?4, failures = 0, failing_since = NULL,
      last_error = NULL, due_at = iif(owed = ?3, ?5, ?4), withdrawal_seq = iif(owed = ?3, NULL, withdrawal_seq),
      withdrawal_since = iif(owed = ?3, NULL, withdrawal_since) WHERE id = ?1 AND verified_at = ?2`);
  const fail = database.prepare(`
    UPDATE websub_subscription SET failures = failures + 1, failing_since = coalesce(failing_since, ?3),
      due_at = iif(withdrawal_since IS ?6, ?4, ?3), last_error = ?5 WHERE id = ?1 AND verified_at = ?2`);
  const wait = database.prepare('UPDATE websub_subscription SET due_at = ?3 WHERE id = ?1 AND verified_at = ?2');
  const end = database.prepare('DELETE FROM websub_subscription WHERE id = ?1 AND verified_at = ?2');
  const oweSuccessor = database.prepare(`
    UPDATE websub_subscription SET due_at = coalesce(due_at, ?3) WHERE document = ?1 AND callback_key = ?2`);
  const settle = (result: WebSubResult) => {
    const { id, verifiedAt, at } = result;
    if (result.kind === 'delivered') return deliver.run(id, verifiedAt, result.content, at, result.againAt ?? null);
    if (result.kind === 'failed') {
      const { retryAt, error, withdrawalSince = null } = result;
      return fail.run(id, verifiedAt, at, retryAt, error, withdrawalSince);
    }
    if (result.kind === 'absent') return wait.run(id, verifiedAt, result.retryAt);
    return end.run(id, verifiedAt);
  };
  return (result) => {
    const { document, callbackKey, at } = result;
    if (Number(settle(result).changes) === 0) oweSuccessor.run(document, callbackKey, at);
  };
}

function subscriptionFrom(row: Row, box: SecretBox): WebSubSubscription {
  const owner = secretOwner({ document: String(row['document']), callbackKey: String(row['callback_key']) });
  const text = (column: string): string | undefined => {
    const value = row[column];
    return value === null || value === undefined ? undefined : String(value);
  };
  const [expiresAt, deliveredAt, dueAt] = [text('expires_at'), text('delivered_at'), text('due_at')];
  const [failingSince, lastError, sealed] = [text('failing_since'), text('last_error'), text('secret')];
  const withdrawalSince = text('withdrawal_since');
  return {
    id: Number(row['id']),
    kind: String(row['kind']) as WebSubSubscription['kind'],
    document: String(row['document']),
    topic: String(row['topic']),
    callback: String(row['callback']),
    ...(sealed !== undefined && { secret: box.open(sealed, owner) ?? '' }),
    createdAt: String(row['created_at']),
    verifiedAt: String(row['verified_at']),
    ...(expiresAt !== undefined && { expiresAt }),
    delivered: String(row['delivered']),
    owed: String(row['owed']),
    ...(deliveredAt !== undefined && { deliveredAt }),
    ...(dueAt !== undefined && { dueAt }),
    ...(withdrawalSince !== undefined && { withdrawalSince }),
    failures: Number(row['failures']),
    ...(failingSince !== undefined && { failingSince }),
    ...(lastError !== undefined && { lastError }),
  };
}
