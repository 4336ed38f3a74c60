/** The secrets of subscribers on SQLite: the one in use, and those that still sign beside it for a time. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import type { SecretBox } from './sqlite-secrets.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { StoreError, type SubscriberList } from './store.ts';
import type { Subscriber } from './subscriber.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

export type Secrets = Required<Pick<Subscriber, 'secret' | 'formerSecrets'>>;

export type SubscriberSecrets = {
  readonly of: (row: Row) => Secrets;
  /** For a reading of all subscribers, row by row. */
  readonly ofAll: () => (row: Row) => Secrets;
  readonly rotate: SubscriberList['rotateSecret'];
};

export function subscriberSecrets(database: DatabaseSync, box: SecretBox): SubscriberSecrets {
  const selectFormer = database.prepare('SELECT * FROM former_secret ORDER BY subscriber_id, until DESC');
  const selectFormerOf = database.prepare('SELECT * FROM former_secret WHERE subscriber_id = ? ORDER BY until DESC');
  const nextReading = openerFor(box);
  const openFormer = (rows: readonly Row[], name: string): Secrets['formerSecrets'] =>
    rows.flatMap((row) => {
      const secret = box.open(String(row['secret']), name);
      return secret === undefined ? [] : [{ secret, until: String(row['until']) }];
    });
  return {
    of(row) {
      const name = String(row['name']);
      const formerSecrets = openFormer(selectFormerOf.all(Number(row['id'])), name);
      return { secret: box.open(String(row['secret']), name) ?? '', formerSecrets };
    },
    ofAll() {
      const former = Map.groupBy(selectFormer.all(), (row) => Number(row['subscriber_id']));
      const secretOf = nextReading();
      return (row) => ({
        secret: secretOf(row),
        formerSecrets: openFormer(former.get(Number(row['id'])) ?? [], String(row['name'])),
      });
    },
    rotate: rotator(database, box),
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
      const opened = known?.mark === mark ? known : { mark, text: box.open(sealed, String(row['name'])) ?? '' };
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
  const updateSecret = database.prepare('UPDATE subscriber SET secret = ? WHERE id = ?');
  return async (id, { secret, now, bothUntil }) => {
    await speaking(() =>
      inTransaction(database, () => {
        const name = selectName.get(id)?.['name'];
        if (name === undefined) throw removedMeanwhile();
        removeEnded.run(id, now, bothUntil, now);
        insertFormer.run(id, bothUntil, now);
        updateSecret.run(box.seal(secret, String(name)), id);
      }),
    );
  };
}

export function removedMeanwhile(): StoreError {
  return new StoreError('no-subscriber', 'the subscriber has been removed meanwhile');
}
