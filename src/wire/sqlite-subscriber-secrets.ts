/** The secrets of subscribers on SQLite: the one in use, and those that still sign beside it for a time. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import type { SecretBox } from './sqlite-secrets.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { StoreError, type SubscriberList } from './store.ts';
import type { Subscriber } from './subscriber.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

/** All that lies sealed of a subscriber. */
export type Secrets = Pick<Subscriber, 'secret' | 'formerSecrets' | 'requestHeaders'>;

export type SubscriberSecrets = {
  readonly of: (row: Row) => Secrets;
  /** For a reading of all subscribers, row by row. */
  readonly ofAll: () => (row: Row) => Secrets;
  readonly rotate: SubscriberList['rotateSecret'];
  readonly setRequestHeaders: SubscriberList['setRequestHeaders'];
};

export function subscriberSecrets(database: DatabaseSync, box: SecretBox): SubscriberSecrets {
  const selectFormer = database.prepare('SELECT * FROM former_secret ORDER BY subscriber_id, until DESC');
  const selectFormerOf = database.prepare('SELECT * FROM former_secret WHERE subscriber_id = ? ORDER BY until DESC');
  const nextReading = openerFor(box);
  const opened = (row: Row, secret: string, former: readonly Row[]): Secrets => {
    const name = String(row['name']);
    const formerSecrets = former.flatMap((each) => {
      const text = box.open(String(each['secret']), name);
      return text === undefined ? [] : [{ secret: text, until: String(each['until']) }];
    });
    const requestHeaders = openHeaders(row, box);
    return {
      // Unsigned and unauthorized it would be refused, for a reason that is not the endpoint's.
      secret: requestHeaders === 'lost' ? '' : secret,
      ...(formerSecrets.length > 0 && { formerSecrets }),
      ...(requestHeaders !== undefined && requestHeaders !== 'lost' && { requestHeaders }),
    };
  };
  return {
    of(row) {
      const secret = box.open(String(row['secret']), String(row['name'])) ?? '';
      return opened(row, secret, selectFormerOf.all(Number(row['id'])));
    },
    ofAll() {
      const former = Map.groupBy(selectFormer.all(), (row) => Number(row['subscriber_id']));
      const secretOf = nextReading();
      return (row) => opened(row, secretOf(row), former.get(Number(row['id'])) ?? []);
    },
    rotate: rotator(database, box),
    setRequestHeaders: headersSetter(database, box),
  };
}

/** The end of what was sealed (of its authentication tag): short, and another one whenever the secret is. */
const MARK_CHARACTERS = 12;

type Opened = { readonly mark: string; readonly text: string };

/** All subscribers are read at every roll call: a secret that was opened for the last one is not opened again. */
function openerFor(box: SecretBox): () => (row: Row) => string {
  let last = new Map<number, Opened>();
  return () => {
    const [before, now] = [last, new Map<number, Opened>()];
    last = now;
    return (row) => {
      const [id, sealed] = [Number(row['id']), String(row['secret'])];
      const mark = sealed.slice(-MARK_CHARACTERS);
      const known = before.get(id);
      // What could not be opened may be by now: its key has been put back.
      const opened =
        known?.mark === mark && known.text !== '' ? known : { mark, text: box.open(sealed, String(row['name'])) ?? '' };
      now.set(id, opened);
      return opened.text;
    };
  };
}

function rotator(database: DatabaseSync, box: SecretBox): SubscriberList['rotateSecret'] {
  const removeEnded = database.prepare('DELETE FROM former_secret WHERE subscriber_id = ? AND (until <= ? OR ? <= ?)');
  const insertFormer = database.prepare(`
    INSERT INTO former_secret (subscriber_id, secret, until) SELECT id, secret, ?2 FROM subscriber
    WHERE id = ?1 AND ?2 > ?3`);
  const selectName = database.prepare('SELECT name FROM subscriber WHERE id = ?');
  const updateSecret = database.prepare('UPDATE subscriber SET secret = ?, public_key = ? WHERE id = ?');
  return async (id, { secret, publicKey = null, now, bothUntil }) => {
    await speaking(() =>
      inTransaction(database, () => {
        const name = selectName.get(id)?.['name'];
        if (name === undefined) throw removedMeanwhile();
        removeEnded.run(id, now, bothUntil, now);
        insertFormer.run(id, bothUntil, now);
        updateSecret.run(box.seal(secret, String(name)), publicKey, id);
      }),
    );
  };
}

/** What is sealed for a subscriber's headers does not open as its secret. */
function headersOwner(name: string): string {
  return `headers of ${name}`;
}

export function sealHeaders(headers: Subscriber['requestHeaders'], name: string, box: SecretBox): string | null {
  if (headers === undefined || Object.keys(headers).length === 0) return null;
  return box.seal(JSON.stringify(headers), headersOwner(name));
}

function openHeaders(row: Row, box: SecretBox): Subscriber['requestHeaders'] | 'lost' {
  if (row['request_headers'] === null) return undefined;
  const text = box.open(String(row['request_headers']), headersOwner(String(row['name'])));
  return text === undefined ? 'lost' : (JSON.parse(text) satisfies Subscriber['requestHeaders']);
}

function headersSetter(database: DatabaseSync, box: SecretBox): SubscriberList['setRequestHeaders'] {
  const selectName = database.prepare('SELECT name FROM subscriber WHERE id = ?');
  const update = database.prepare('UPDATE subscriber SET request_headers = ? WHERE id = ?');
  return async (id, headers) => {
    await speaking(() => {
      const name = selectName.get(id)?.['name'];
      if (name === undefined) throw removedMeanwhile();
      update.run(sealHeaders(headers, String(name), box), id);
    });
  };
}

export function removedMeanwhile(): StoreError {
  return new StoreError('no-subscriber', 'the subscriber has been removed meanwhile');
}
