/** Subscribers, their cursors and receipts on SQLite. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import type { Filter } from '../story/filter.ts';
import { takeCensus } from './sqlite-census.ts';
import { recorder, selectLanes, selectReceivers } from './sqlite-deliveries.ts';
import { resends } from './sqlite-resends.ts';
import type { SecretBox } from './sqlite-secrets.ts';
import { removedMeanwhile, sealHeaders, subscriberSecrets, type Secrets } from './sqlite-subscriber-secrets.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { StoreError, type NewSubscriber, type SubscriberList } from './store.ts';
import { WINDOW_DEFAULT, type Receipt, type Subscriber } from './subscriber.ts';

export function sqliteSubscribers(database: DatabaseSync, box: SecretBox): SubscriberList {
  const insert = database.prepare(`
    INSERT INTO subscriber
      (name, url, format, filter, secret, request_headers, state, created_at, cursor, window, since_life)
    VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, ?, (SELECT life FROM delivery))
    ON CONFLICT (name) DO NOTHING RETURNING *, cursor AS place`);
  const select = `SELECT *, ${PLACE} AS place FROM subscriber`;
  const selectAll = database.prepare(`${select} ORDER BY id`);
  const selectNamed = database.prepare(`${select} WHERE name = ?`);
  const selectSome = database.prepare(`${select} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`);
  const countStates = database.prepare('SELECT state, count(*) AS count FROM subscriber GROUP BY state');
  const remove = database.prepare('DELETE FROM subscriber WHERE id = ?');
  // Who is not served is behind: the checkpoint moves on without it.
  const updateState = database.prepare(`UPDATE subscriber SET state = ?, cursor = ${PLACE}, behind = 1 WHERE id = ?`);
  const updateResumed = database.prepare(`
    UPDATE subscriber SET state = 'active', latest_until = ?, failures = 0, failing_since = NULL, retry_at = NULL
    WHERE id = ?`);
  const selectReceipts = database.prepare('SELECT * FROM receipt WHERE subscriber_id = ? ORDER BY id DESC LIMIT ?');
  const setBack = backSetter(database);
  const secrets = subscriberSecrets(database, box);
  const read = (row: Row): Subscriber => subscriberFrom(row, secrets.of(row));
  return {
    add: (subscriber) => speaking(() => read(addOne(insert.get(...newRow(subscriber, box)), subscriber.name))),
    all: () =>
      speaking(() => {
        const secretsOf = secrets.ofAll();
        return selectAll.all().map((row) => subscriberFrom(row, secretsOf(row)));
      }),
    withIds: (ids) => speaking(() => selectSome.all(JSON.stringify(ids)).map(read)),
    ...takeCensus(database),
    ...resends(database),
    withName: (name) =>
      speaking(() => {
        const row = selectNamed.get(name);
        return row === undefined ? undefined : read(row);
      }),
    secretsTrouble: () => speaking(box.trouble),
    countByState: () =>
      speaking(
        () =>
          new Map(countStates.all().map((row) => [String(row['state']) as Subscriber['state'], Number(row['count'])])),
      ),
    rotateSecret: secrets.rotate,
    setRequestHeaders: secrets.setRequestHeaders,
    remove: async (id) => {
      await speaking(() => remove.run(id));
    },
    setState: async (id, state) => {
      await speaking(() => updateState.run(state, id));
    },
    setBack: (id, cursor) => speaking(() => read(setBack(id, cursor))),
    resume: async (id, latestUntil) => {
      await speaking(() => updateResumed.run(latestUntil, id));
    },
    record: recorder(database),
    lanes: selectLanes(database),
    receivers: selectReceivers(database),
    receipts: (id, limit) => speaking(() => selectReceipts.all(id, limit).map(receiptFrom)),
  };
}

/** How far it has got: its own cursor, and where it keeps up the desk's checkpoint. */
const PLACE = 'iif(behind = 1, cursor, max(cursor, (SELECT checkpoint FROM delivery)))';

function backSetter(database: DatabaseSync): (id: number, cursor: number) => Row {
  const update = database.prepare(`
    UPDATE subscriber SET cursor = min(${PLACE}, ?), behind = 1, failures = 0, failing_since = NULL, retry_at = NULL,
      last_error = NULL, latest_until = 0, previous_seq = NULL, generation = generation + 1,
      since_life = (SELECT iif(${PLACE} >= crashed_until, life, since_life) FROM delivery)
    WHERE id = ? RETURNING *, cursor AS place`);
  // Who has lost what it had may have kept the text all the same: a kill is owed again like all else.
  const forgetKills = database.prepare(`
    UPDATE ledger SET delivered = event.version - 1, possible = max(possible, event.version - 1)
    FROM event WHERE event.type = 'story.killed' AND event.seq > ? AND event.story_id = ledger.story_id
      AND ledger.subscriber_id = ? AND ledger.delivered = event.version`);
  return (id, cursor) =>
    inTransaction(database, () => {
      const row = update.get(cursor, id);
      if (row === undefined) throw removedMeanwhile();
      forgetKills.run(cursor, id);
      return row;
    });
}

function newRow(given: NewSubscriber, box: SecretBox): (string | number | null)[] {
  const { name, url, format, filter, secret, requestHeaders, createdAt, cursor, window = WINDOW_DEFAULT } = given;
  const sealed = [box.seal(secret, name), sealHeaders(requestHeaders, name, box)];
  return [name, url, format, JSON.stringify(filter), ...sealed, createdAt, cursor, window];
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
    generation: Number(row['generation']),
    window: Number(row['window']),
    latestUntil: Number(row['latest_until']),
    isBehind: row['behind'] === 1,
    sinceLife: Number(row['since_life']),
    progress: {
      cursor: Number(row['place']),
      failures: Number(row['failures']),
      ...(row['failing_since'] !== null && { failingSince: String(row['failing_since']) }),
      ...(row['retry_at'] !== null && { retryAt: String(row['retry_at']) }),
      ...(row['last_error'] !== null && { lastError: String(row['last_error']) }),
      ...(row['previous_seq'] !== null && { previousSeq: Number(row['previous_seq']) }),
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
