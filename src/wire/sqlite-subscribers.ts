/** Subscribers, their cursors and receipts on SQLite. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';

import { replaced, stillInForce } from './former-settings.ts';
import { takeCensus } from './sqlite-census.ts';
import { recorder, selectLanes } from './sqlite-deliveries.ts';
import { selectReceivers } from './sqlite-ledger.ts';
import { selectReceipts } from './sqlite-receipts.ts';
import { resends } from './sqlite-resends.ts';
import type { SecretBox } from './sqlite-secrets.ts';
import { backSetter } from './sqlite-set-back.ts';
import { PLACE, settingsFrom, type Row } from './sqlite-subscriber-row.ts';
import { removedMeanwhile, sealHeaders, subscriberSecrets, type Secrets } from './sqlite-subscriber-secrets.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { StoreError, type NewSubscriber, type SubscriberChange, type SubscriberList } from './store.ts';
import { WINDOW_DEFAULT, type Profile, type Rate, type Subscriber } from './subscriber.ts';

export function sqliteSubscribers(database: DatabaseSync, box: SecretBox): SubscriberList {
  const insert = database.prepare(`
    INSERT INTO subscriber (name, url, format, filter, secret, request_headers, state, created_at, cursor, window,
      profile, public_key, rate_attempts, rate_ms, trusted, since_life, behind)
    VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, ?, (SELECT life FROM delivery),
      (SELECT ? < coalesce(max(seq), 0) FROM event))
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
  const setBack = backSetter(database);
  const secrets = subscriberSecrets(database, box);
  // Outside a transaction node:sqlite's `get` returns the row and passes over that it could not be committed.
  const written = (statement: StatementSync, ...values: SQLInputValue[]): Row | undefined =>
    inTransaction(database, () => statement.get(...values));
  const read = (row: Row): Subscriber => subscriberFrom(row, secrets.of(row));
  return {
    add: (subscriber) => speaking(() => read(addOne(written(insert, ...newRow(subscriber, box)), subscriber.name))),
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
    countByState: () => speaking(() => new Map(countStates.all().map(countOfState))),
    change: changer(database, read),
    rotateSecret: secrets.rotate,
    setRequestHeaders: secrets.setRequestHeaders,
    remove: async (id) => {
      await speaking(() => remove.run(id));
    },
    setState: async (id, state) => {
      await speaking(() => updateState.run(state, id));
    },
    ...trust(database),
    setBack: (id, cursor) => speaking(() => read(setBack(id, cursor))),
    resume: async (id, latestUntil) => {
      await speaking(() => updateResumed.run(latestUntil, id));
    },
    record: recorder(database),
    lanes: selectLanes(database),
    receivers: selectReceivers(database),
    receipts: selectReceipts(database),
  };
}

function trust(database: DatabaseSync): Pick<SubscriberList, 'setTrusted' | 'anyTrusted'> {
  const update = database.prepare('UPDATE subscriber SET trusted = ? WHERE id = ?');
  const selectTrusted = database.prepare("SELECT 1 FROM subscriber WHERE trusted = 1 AND state <> 'ended' LIMIT 1");
  return {
    setTrusted: async (id, isTrusted) => {
      await speaking(() => update.run(Number(isTrusted), id));
    },
    anyTrusted: () => speaking(() => selectTrusted.get() !== undefined),
  };
}

function countOfState(row: Row): [Subscriber['state'], number] {
  return [String(row['state']) as Subscriber['state'], Number(row['count'])];
}

function newRow(given: NewSubscriber, box: SecretBox): (string | number | null)[] {
  const { name, url, format, filter, secret, requestHeaders, createdAt, cursor, window = WINDOW_DEFAULT } = given;
  const { profile = null, publicKey = null, rate, isTrusted = false } = given;
  const sealed = [box.seal(secret, name), sealHeaders(requestHeaders, name, box)];
  const place = [createdAt, cursor, window] as const;
  // Who is owed nothing yet keeps up from the beginning.
  const owedFrom = cursor;
  return [
    name,
    url,
    format,
    JSON.stringify(filter),
    ...sealed,
    ...place,
    profile,
    publicKey,
    ...rateRow(rate),
    Number(isTrusted),
    owedFrom,
  ];
}

function rateRow(rate: Rate | undefined): [number | null, number | null] {
  return [rate?.attempts ?? null, rate?.perMs ?? null];
}

function changer(database: DatabaseSync, read: (row: Row) => Subscriber): SubscriberList['change'] {
  const select = database.prepare(`SELECT *, ${PLACE} AS place FROM subscriber WHERE id = ?`);
  const selectNow = database.prepare('SELECT (SELECT coalesce(max(seq), 0) FROM event) AS head, life FROM delivery');
  const update = database.prepare(`
    UPDATE subscriber SET url = ?, format = ?, filter = ?, window = ?, rate_attempts = ?, rate_ms = ?,
      former_settings = ?, cursor = iif(?, ${PLACE}, cursor), behind = iif(?, 1, behind)
    WHERE id = ? RETURNING *, ${PLACE} AS place`);
  const logNow = () => {
    const row = selectNow.get();
    return { head: Number(row?.['head']), life: Number(row?.['life']) };
  };
  const changeOne = (id: number, change: SubscriberChange): Subscriber => {
    const row = select.get(id);
    if (row === undefined) throw removedMeanwhile();
    const before = settingsFrom(row);
    const after = { ...before, ...change };
    const hasNewSettings = before.window !== after.window || !isDeepStrictEqual(before.filter, after.filter);
    const all = hasNewSettings ? replaced(before, logNow()) : before.formerSettings;
    const former = stillInForce(all, Number(row['place']));
    const settings = [after.url, after.format, JSON.stringify(after.filter), after.window] as const;
    const rate = rateRow(after.rate === 'none' ? undefined : after.rate);
    const older = former.length === 0 ? null : JSON.stringify(former);
    // What came before goes by other settings: it is to be read from its own place.
    const isBehind = hasNewSettings ? 1 : 0;
    const changed = update.get(...settings, ...rate, older, isBehind, isBehind, id);
    if (changed === undefined) throw removedMeanwhile();
    return read(changed);
  };
  return (id, change) => speaking(() => inTransaction(database, () => changeOne(id, change)));
}

function addOne(row: Row | undefined, name: string): Row {
  if (row === undefined) {
    throw new StoreError('subscriber-exists', `there is a subscriber "${name}" already: choose another name`);
  }
  return row;
}

function subscriberFrom(row: Row, secrets: Secrets): Subscriber {
  const { formerSettings, ...settings } = settingsFrom(row);
  return {
    id: Number(row['id']),
    name: String(row['name']),
    ...settings,
    ...(row['profile'] !== null && { profile: String(row['profile']) as Profile }),
    ...(row['public_key'] !== null && { publicKey: String(row['public_key']) }),
    ...(formerSettings.length > 0 && { formerSettings }),
    ...secrets,
    state: String(row['state']) as Subscriber['state'],
    createdAt: String(row['created_at']),
    generation: Number(row['generation']),
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
