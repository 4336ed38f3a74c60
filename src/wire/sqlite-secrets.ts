/** Secrets on SQLite: sealed in every row that holds one, open only in memory. */
import type { DatabaseSync } from 'node:sqlite';

import { findKey, findOrMakeKey, KEY_VARIABLE, type FoundKey, type KeySource } from './key-file.ts';
import { keyIdOf, seal, SEALED_PREFIX, unseal } from './sealed.ts';
import { inTransaction } from './sqlite-transaction.ts';
import { StoreError } from './store.ts';

/** Every secret of a subscriber belongs to its name, which it keeps for life. */
export type SecretBox = {
  /** Throws a `StoreError` (`wrong-key`) where `trouble` has one: what is sealed under another key would be lost too. */
  readonly seal: (text: string, name: string) => string;
  /** `undefined` where it was changed on disk, or sealed with another key. */
  readonly open: (sealed: string, name: string) => string | undefined;
  /** Why what is sealed cannot be opened: its key is not there. */
  readonly trouble: () => StoreError | undefined;
};

/** Seals what an earlier release has left plain. Without its key nothing is opened or sealed, and all else can be read. */
export function sqliteSecrets(database: DatabaseSync, source: KeySource): SecretBox {
  // The one that has opened or sealed something here.
  let key: FoundKey | undefined;
  const box: SecretBox = {
    seal(text, name) {
      const trouble = box.trouble();
      if (trouble !== undefined) throw trouble;
      key ??= findOrMakeKey(source);
      return seal(key, { text, owner: name, randomBytes: source.randomBytes });
    },
    open(sealed, name) {
      // Another process may have made it since, or the operator put it back.
      const found = key ?? search(source).key;
      const text = found === undefined ? undefined : unseal(found, sealed, name);
      if (text !== undefined) key = found;
      return text;
    },
    trouble() {
      if (key !== undefined) return undefined;
      const { key: found, trouble } = search(source);
      return trouble ?? misfit(database, found, source);
    },
  };
  if (box.trouble() === undefined) sealPlain(database, box);
  return box;
}

type Search = { readonly key?: FoundKey; readonly trouble?: StoreError };

/** The key, if there is one; or what is wrong with what lies in its place. */
function search(source: KeySource): Search {
  try {
    const key = findKey(source);
    return key === undefined ? {} : { key };
  } catch (error) {
    if (error instanceof StoreError) return { trouble: error };
    throw error;
  }
}

/** What is sealed was sealed with another key. */
function misfit(database: DatabaseSync, key: FoundKey | undefined, { folder }: KeySource): StoreError | undefined {
  const sealed = database
    .prepare(`SELECT secret FROM subscriber WHERE substr(secret, 1, ?) = ? ORDER BY id DESC LIMIT 1`)
    .get(SEALED_PREFIX.length, SEALED_PREFIX);
  const neededId = sealed === undefined ? undefined : keyIdOf(String(sealed['secret']));
  if (neededId === undefined || neededId === key?.id) return undefined;
  const found = key === undefined ? 'there is no key' : `${key.origin} is key ${key.id}`;
  return new StoreError(
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
