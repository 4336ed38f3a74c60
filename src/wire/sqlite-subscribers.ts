/** Subscribers, their cursors and receipts on SQLite. */
import type { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';

import { replaced, stillInForce } from './former-settings.ts';
import { takeCensus } from './sqlite-census.ts';
import { recorder, selectLanes } from './sqlite-deliveries.ts';
import { selectReceivers } from './sqlite-ledger.ts';
import { selectReceipts } from './sqlite-receipts.ts';
import { resends } from './sqlite-resends.ts';
import type { SecretBox } from './sqlite-secrets.ts';
import { backSetter } from './sqlite-set-back.ts';
import { PLACE, SELECT_SUBSCRIBER, settingsFrom, type Row } from './sqlite-subscriber-row.ts';
import { removedMeanwhile, sealHeaders, subscriberSecrets, type Secrets } from './sqlite-subscriber-secrets.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { selectUntold } from './sqlite-untold.ts';
import { StoreError, type NewSubscriber, type SubscriberChange, type SubscriberList } from './store.ts';
import { WINDOW_DEFAULT, type Profile, type Rate, type Subscriber } from './subscriber.ts';

export function sqliteSubscribers(database: DatabaseSync, box: SecretBox): SubscriberList {
  const selectAll = database.prepare(`${SELECT_SUBSCRIBER} ORDER BY id`);
  const selectNamed = database.prepare(`${SELECT_SUBSCRIBER} WHERE name = ?`);
  const selectSome = database.prepare(`${SELECT_SUBSCRIBER} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`);
  const countStates = database.prepare('SELECT state, count(*) AS count FROM subscriber GROUP BY state');
  const remove = database.prepare('DELETE FROM subscriber WHERE id = ?');
  const setBack = backSetter(database);
  const secrets = subscriberSecrets(database, box);
  const read = (row: Row): Subscriber => subscriberFrom(row, secrets.of(row));
  return {
    add: adder(database, box, read),
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
    ...states(database),
    ...trust(database),
    setBack: (id, cursor) => speaking(() => read(setBack(id, cursor))),
    record: recorder(database),
    lanes: selectLanes(database),
    receivers: selectReceivers(database),
    untold: selectUntold(database),
    receipts: selectReceipts(database),
  };
}

function adder(database: DatabaseSync, box: SecretBox, read: (row: Row) => Subscriber): SubscriberList['add'] {
  const insert = database.prepare(`
    INSERT INTO subscriber (name, url, format, filter, secret, request_headers, state, created_at, window, profile,
      public_key, rate_attempts, rate_ms, trusted, since_life)
    VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, (SELECT life FROM delivery))
    ON CONFLICT (name) DO NOTHING RETURNING id`);
  // Who is owed nothing yet keeps up from the beginning.
  const insertProgress = database.prepare(`
    INSERT INTO progress (subscriber_id, cursor, behind, failures)
    VALUES (:id, :cursor, (SELECT :cursor < coalesce(max(seq), 0) FROM event), 0)`);
  const select = database.prepare(`${SELECT_SUBSCRIBER} WHERE id = ?`);
  const addOne = (given: NewSubscriber): Row => {
    const id = insert.get(...newRow(given, box))?.['id'];
    if (id === undefined) {
      throw new StoreError('subscriber-exists', `there is a subscriber "${given.name}" already: choose another name`);
    }
    insertProgress.run({ id, cursor: given.cursor });
    return rowOf(select.get(id));
  };
  return (given) => speaking(() => read(inTransaction(database, () => addOne(given))));
}

function states(database: DatabaseSync): Pick<SubscriberList, 'setState' | 'resume'> {
  const updateState = database.prepare('UPDATE subscriber SET state = ? WHERE id = ?');
  // Who is not served is behind: the checkpoint moves on without it.
  const leaveBehind = database.prepare(`UPDATE progress SET cursor = ${PLACE}, behind = 1 WHERE subscriber_id = ?`);
  const updateResumed = database.prepare("UPDATE subscriber SET state = 'active', latest_until = ? WHERE id = ?");
  const forgetFailures = database.prepare(`
    UPDATE progress SET failures = 0, failing_since = NULL, retry_at = NULL WHERE subscriber_id = ?`);
  const both = (first: () => unknown, second: () => unknown): Promise<void> =>
    speaking(() =>
      inTransaction(database, () => {
        first();
        second();
      }),
    );
  return {
    setState: (id, state) =>
      both(
        () => leaveBehind.run(id),
        () => updateState.run(state, id),
      ),
    resume: (id, latestUntil) =>
      both(
        () => updateResumed.run(latestUntil, id),
        () => forgetFailures.run(id),
      ),
  };
}

function trust(database: DatabaseSync): Pick<SubscriberList, 'setTrusted' | 'anyTrusted'> {
  const update = database.prepare('UPDATE subscriber SET trusted = ? WHERE id = ?');
  return {
    setTrusted: async (id, isTrusted) => {
      await speaking(() => update.run(Number(isTrusted), id));
    },
    anyTrusted: selectAnyTrusted(database),
  };
}

export function selectAnyTrusted(database: DatabaseSync): SubscriberList['anyTrusted'] {
  const select = database.prepare("SELECT 1 FROM subscriber WHERE trusted = 1 AND state <> 'ended' LIMIT 1");
  return () => speaking(() => select.get() !== undefined);
}

function countOfState(row: Row): [Subscriber['state'], number] {
  return [String(row['state']) as Subscriber['state'], Number(row['count'])];
}

function newRow(given: NewSubscriber, box: SecretBox): (string | number | null)[] {
  const { name, url, format, filter, secret, requestHeaders, createdAt, window = WINDOW_DEFAULT } = given;
  const { profile = null, publicKey = null, rate, isTrusted = false } = given;
  const sealed = [box.seal(secret, name), sealHeaders(requestHeaders, name, box)];
  return [
    name,
    url,
    format,
    JSON.stringify(filter),
    ...sealed,
    createdAt,
    window,
    profile,
    publicKey,
    ...rateRow(rate),
    Number(isTrusted),
  ];
}

function rateRow(rate: Rate | undefined): [number | null, number | null] {
  return [rate?.attempts ?? null, rate?.perMs ?? null];
}

function changer(database: DatabaseSync, read: (row: Row) => Subscriber): SubscriberList['change'] {
  const select = database.prepare(`${SELECT_SUBSCRIBER} WHERE id = ?`);
  const selectNow = database.prepare('SELECT (SELECT coalesce(max(seq), 0) FROM event) AS head, life FROM delivery');
  const update = database.prepare(`
    UPDATE subscriber SET url = ?, format = ?, filter = ?, window = ?, rate_attempts = ?, rate_ms = ?,
      former_settings = ?
    WHERE id = ?`);
  // What came before goes by other settings: it is to be read from its own place.
  const leaveBehind = database.prepare(`UPDATE progress SET cursor = ${PLACE}, behind = 1 WHERE subscriber_id = ?`);
  const logNow = () => {
    const row = selectNow.get();
    return { head: Number(row?.['head']), life: Number(row?.['life']) };
  };
  const changeOne = (id: number, change: SubscriberChange): Subscriber => {
    const row = rowOf(select.get(id));
    const before = settingsFrom(row);
    const after = { ...before, ...change };
    const hasNewSettings = before.window !== after.window || !isDeepStrictEqual(before.filter, after.filter);
    const all = hasNewSettings ? replaced(before, logNow()) : before.formerSettings;
    const former = stillInForce(all, Number(row['place']));
    const settings = [after.url, after.format, JSON.stringify(after.filter), after.window] as const;
    const rate = rateRow(after.rate === 'none' ? undefined : after.rate);
    const older = former.length === 0 ? null : JSON.stringify(former);
    update.run(...settings, ...rate, older, id);
    if (hasNewSettings) leaveBehind.run(id);
    return read(rowOf(select.get(id)));
  };
  return (id, change) => speaking(() => inTransaction(database, () => changeOne(id, change)));
}

function rowOf(row: Row | undefined): Row {
  if (row === undefined) throw removedMeanwhile();
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
      ...(row['sent_ahead'] !== null && { sentAhead: JSON.parse(String(row['sent_ahead'])) as readonly number[] }),
      failures: Number(row['failures']),
      ...(row['failing_since'] !== null && { failingSince: String(row['failing_since']) }),
      ...(row['retry_at'] !== null && { retryAt: String(row['retry_at']) }),
      ...(row['last_error'] !== null && { lastError: String(row['last_error']) }),
      ...(row['previous_seq'] !== null && { previousSeq: Number(row['previous_seq']) }),
    },
  };
}
