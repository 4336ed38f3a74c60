/** Subscribers, their cursors and receipts on SQLite. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import type { Filter } from '../story/filter.ts';
import { recorder, selectLanes, selectReceivers } from './sqlite-deliveries.ts';
import type { SecretBox } from './sqlite-secrets.ts';
import { removedMeanwhile, sealHeaders, subscriberSecrets, type Secrets } from './sqlite-subscriber-secrets.ts';
import { speaking } from './sqlite-transaction.ts';
import { StoreError, type NewSubscriber, type SubscriberList } from './store.ts';
import { WINDOW_DEFAULT, type Receipt, type Subscriber } from './subscriber.ts';

export function sqliteSubscribers(database: DatabaseSync, box: SecretBox): SubscriberList {
  const insert = database.prepare(`
    INSERT INTO subscriber (name, url, format, filter, secret, request_headers, state, created_at, cursor, window, trusted)
    VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING *`);
  const selectAll = database.prepare('SELECT * FROM subscriber ORDER BY id');
  const selectNamed = database.prepare('SELECT * FROM subscriber WHERE name = ?');
  const remove = database.prepare('DELETE FROM subscriber WHERE id = ?');
  const updateTrusted = database.prepare('UPDATE subscriber SET trusted = ? WHERE id = ?');
  const selectTrusted = database.prepare("SELECT 1 FROM subscriber WHERE trusted = 1 AND state <> 'ended' LIMIT 1");
  const updateState = database.prepare('UPDATE subscriber SET state = ? WHERE id = ?');
  const setBack = database.prepare(`
    UPDATE subscriber SET cursor = min(cursor, ?), failures = 0, failing_since = NULL, retry_at = NULL,
      last_error = NULL, latest_until = 0, generation = generation + 1
    WHERE id = ? RETURNING *`);
  const updateResumed = database.prepare(`
    UPDATE subscriber SET state = 'active', latest_until = ?, failures = 0, failing_since = NULL, retry_at = NULL
    WHERE id = ?`);
  const selectReceipts = database.prepare('SELECT * FROM receipt WHERE subscriber_id = ? ORDER BY id DESC LIMIT ?');
  const secrets = subscriberSecrets(database, box);
  const read = (row: Row): Subscriber => subscriberFrom(row, secrets.of(row));
  return {
    add: (subscriber) => speaking(() => read(addOne(insert.get(...newRow(subscriber, box)), subscriber.name))),
    all: () =>
      speaking(() => {
        const secretsOf = secrets.ofAll();
        return selectAll.all().map((row) => subscriberFrom(row, secretsOf(row)));
      }),
    withName: (name) =>
      speaking(() => {
        const row = selectNamed.get(name);
        return row === undefined ? undefined : read(row);
      }),
    rotateSecret: secrets.rotate,
    setRequestHeaders: secrets.setRequestHeaders,
    remove: async (id) => {
      await speaking(() => remove.run(id));
    },
    setState: async (id, state) => {
      await speaking(() => updateState.run(state, id));
    },
    setTrusted: async (id, isTrusted) => {
      await speaking(() => updateTrusted.run(Number(isTrusted), id));
    },
    anyTrusted: () => speaking(() => selectTrusted.get() !== undefined),
    setBack: (id, cursor) =>
      speaking(() => {
        const row = setBack.get(cursor, id);
        if (row === undefined) throw removedMeanwhile();
        return read(row);
      }),
    resume: async (id, latestUntil) => {
      await speaking(() => updateResumed.run(latestUntil, id));
    },
    record: recorder(database),
    lanes: selectLanes(database),
    receivers: selectReceivers(database),
    receipts: (id, limit) => speaking(() => selectReceipts.all(id, limit).map(receiptFrom)),
  };
}

function newRow(given: NewSubscriber, box: SecretBox): (string | number | null)[] {
  const { name, url, format, filter, secret, requestHeaders, createdAt, cursor, window = WINDOW_DEFAULT } = given;
  const sealed = [box.seal(secret, name), sealHeaders(requestHeaders, name, box)];
  const { isTrusted = false } = given;
  return [name, url, format, JSON.stringify(filter), ...sealed, createdAt, cursor, window, Number(isTrusted)];
}

function addOne(row: Row | undefined, name: string): Row {
  if (row === undefined) {
    throw new StoreError('subscriber-exists', `there is a subscriber "${name}" already: choose another name`);
  }
  return row;
}

type Row = Record<string, SQLOutputValue>;

function subscriberFrom(row: Row, secrets: Secrets): Subscriber {
  return {
    id: Number(row['id']),
    name: String(row['name']),
    url: String(row['url']),
    format: String(row['format']),
    filter: JSON.parse(String(row['filter'])) as Filter,
    ...secrets,
    state: String(row['state']) as Subscriber['state'],
    createdAt: String(row['created_at']),
    ...(row['trusted'] === 1 && { isTrusted: true }),
    generation: Number(row['generation']),
    window: Number(row['window']),
    latestUntil: Number(row['latest_until']),
    progress: {
      cursor: Number(row['cursor']),
      failures: Number(row['failures']),
      ...(row['failing_since'] !== null && { failingSince: String(row['failing_since']) }),
      ...(row['retry_at'] !== null && { retryAt: String(row['retry_at']) }),
      ...(row['last_error'] !== null && { lastError: String(row['last_error']) }),
    },
  };
}

export function receiptFrom(row: Row): Receipt {
  return {
    subscriberId: Number(row['subscriber_id']),
    seq: Number(row['seq']),
    outcome: String(row['outcome']) as Receipt['outcome'],
    finishedAt: String(row['finished_at']),
    ...(row['status'] !== null && { status: Number(row['status']) }),
    attempts: Number(row['attempts']),
    durationMs: Number(row['duration_ms']),
    ...(row['reason'] !== null && { reason: String(row['reason']) }),
  };
}
