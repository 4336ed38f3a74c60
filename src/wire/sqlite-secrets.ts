/** Secrets on SQLite: sealed in every row that holds one, open only in memory. */
import type { DatabaseSync } from 'node:sqlite';

import { findKey, findOrMakeKey, KEY_VARIABLE, type FoundKey, type KeySource } from './key-file.ts';
import { keyIdOf, seal, SEALED_PREFIX, unseal } from './sealed.ts';
import { inTransaction } from './sqlite-transaction.ts';
import { StoreError } from './store.ts';

/** Every secret of a subscriber belongs to its name, which it keeps for life. */
export type SecretBox = {
  readonly seal: (text: string, name: string) => string;
  /** `undefined` where it was changed on disk, or sealed with another key. */
  readonly open: (sealed: string, name: string) => string | undefined;
};

/** Seals what an earlier release has left plain. Throws a `StoreError` where what is sealed cannot be opened. */
export function sqliteSecrets(database: DatabaseSync, source: KeySource): SecretBox {
  let key = findKey(source);
  checkKey(database, key, source);
  const keyForSealing = (): FoundKey => (key ??= findOrMakeKey(source));
  const box: SecretBox = {
    seal: (text, name) => seal(keyForSealing(), { text, owner: name, randomBytes: source.randomBytes }),
    open: (sealed, name) => {
      // Another process may have made it since.
      key ??= findKey(source);
      return key === undefined ? undefined : unseal(key, sealed, name);
    },
  };
  sealPlain(database, box);
  return box;
}

function checkKey(database: DatabaseSync, key: FoundKey | undefined, { folder }: KeySource): void {
  const sealed = database
    .prepare(`SELECT secret FROM subscriber WHERE substr(secret, 1, ?) = ? ORDER BY id DESC LIMIT 1`)
    .get(SEALED_PREFIX.length, SEALED_PREFIX);
  const neededId = sealed === undefined ? undefined : keyIdOf(String(sealed['secret']));
  if (neededId === undefined || neededId === key?.id) return;
  const found = key === undefined ? 'there is no key' : `${key.origin} is key ${key.id}`;
  throw new StoreError(
    'wrong-key',
    `the secrets of the subscribers are sealed with key ${neededId}, and ${found}: put ${folder}/secret.key back from ` +
      `the backup, or set ${KEY_VARIABLE} to what it holds. If that key is lost for good, ` +
      'wiredesk subscribers reissue gives every subscriber a new secret',
  );
}

function sealPlain(database: DatabaseSync, { seal: sealed }: SecretBox): void {
  const isPlain = `substr(secret, 1, ${SEALED_PREFIX.length}) <> '${SEALED_PREFIX}' AND secret <> ''`;
  const plain = database.prepare(`SELECT id, name, secret FROM subscriber WHERE ${isPlain}`);
  if (plain.get() === undefined) return;
  const update = database.prepare(`UPDATE subscriber SET secret = ? WHERE id = ?`);
  // What is overwritten shall not remain in free pages, nor in the write-ahead log.
  database.exec('PRAGMA secure_delete = ON');
  inTransaction(database, () => {
    for (const { id, name, secret } of plain.all()) {
      update.run(sealed(String(secret), String(name)), Number(id));
    }
  });
  database.exec('PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)');
}
