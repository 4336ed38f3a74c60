/** The wire in one SQLite file: nothing to install, and what was reported as published survives a power cut. */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import { KEY_VARIABLE } from './key-file.ts';
import { migrate } from './migrate.ts';
import { IN_MEMORY, openDatabase } from './sqlite-database.ts';
import { KEY_BYTES } from './sealed.ts';
import { snapshotOf } from './snapshot.ts';
import { sqliteDeliveryRecord } from './sqlite-delivery-record.ts';
import { sqliteFeedShelf } from './sqlite-feed-shelf.ts';
import { sqliteIdempotency } from './sqlite-idempotency.ts';
import { sqliteLog } from './sqlite-log.ts';
import { noteReading, noteWriting } from './sqlite-notes.ts';
import { sqliteSecrets, type SecretBox } from './sqlite-secrets.ts';
import { sqliteStories } from './sqlite-stories.ts';
import { sqliteSubscribers } from './sqlite-subscribers.ts';
import { sqliteTokens } from './sqlite-tokens.ts';
import { together } from './sqlite-together.ts';
import { asStoreError, inTransaction, speaking } from './sqlite-transaction.ts';
import { sqliteWebSub } from './sqlite-websub.ts';
import type { Store } from './store.ts';

export type StoreOptions = {
  /** Instead of what WIREDESK_KEY says; `undefined`: as if it were not set. */
  readonly key?: string | undefined;
  /** The key is lost: every secret is emptied, and signs nothing until the caller has replaced it. */
  readonly forgetSecrets?: boolean;
  /** Places of a feed in one archive; `ARCHIVE_STORIES` where absent. */
  readonly archiveStories?: number;
};

/**
 * Opens the wire, creating or migrating it first. Throws a `StoreError` where that cannot be done. The key that secrets
 * are sealed with comes from the environment or lies beside the file.
 */
export function openSqliteStore(file: string, options: StoreOptions = {}): Promise<Store> {
  return speaking(() => {
    const database = openDatabase(file);
    try {
      migrate(database);
      if (options.forgetSecrets === true) forgetSecrets(database);
      const given = file === IN_MEMORY ? passingKey() : 'key' in options ? options.key : process.env[KEY_VARIABLE];
      return storeOver(database, sqliteSecrets(database, { folder: dirname(file), given, randomBytes }), options);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** What is gone with the process needs no key beyond it. */
function passingKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/** Notes that hold what is sealed. */
const SECRET_NOTE = 'secret ';

/** What is sealed for the desk does not open as a subscriber's. */
function secretOwner(name: string): string {
  return `the desk's ${name}`;
}

/**
 * They were sealed with a key that is lost. What replaces them is the caller's to say; but for WebSub, whose subscribers
 * choose their own: unsigned they may get nothing (WebSub §7.1), so they have to subscribe anew.
 */
function forgetSecrets(database: DatabaseSync): void {
  inTransaction(database, () =>
    database.exec(`
      DELETE FROM former_secret; UPDATE subscriber SET secret = '', request_headers = NULL;
      DELETE FROM note WHERE name LIKE '${SECRET_NOTE}%';
      DELETE FROM websub_subscription WHERE secret IS NOT NULL; DELETE FROM idempotency_key WHERE answer IS NOT NULL`),
  );
}

function storeOver(database: DatabaseSync, secrets: SecretBox, { archiveStories }: StoreOptions): Store {
  const dataVersion = database.prepare('PRAGMA data_version');
  const [readNote, writeNote] = [noteReading(database), noteWriting(database)];
  return {
    stories: sqliteStories(database),
    log: sqliteLog(database),
    subscribers: sqliteSubscribers(database, secrets),
    deliveries: sqliteDeliveryRecord(database),
    feeds: sqliteFeedShelf(database, archiveStories),
    websub: sqliteWebSub(database, secrets),
    idempotency: sqliteIdempotency(database, secrets),
    tokens: sqliteTokens(database),
    together: async (work) => {
      try {
        return await together(database, work);
      } catch (error) {
        throw asStoreError(error);
      }
    },
    snapshot: (to) => speaking(() => snapshotOf(database, to)),
    revision: () => speaking(() => Number(dataVersion.get()?.['data_version'])),
    note: (name) => speaking(() => readNote(name)),
    setNote: (name, value) => speaking(() => inTransaction(database, () => writeNote(name, value))),
    secret: (name) =>
      speaking(() => {
        const sealed = readNote(SECRET_NOTE + name);
        return sealed === undefined ? undefined : secrets.open(sealed, secretOwner(name));
      }),
    setSecret: (name, text) => speaking(() => writeNote(SECRET_NOTE + name, secrets.seal(text, secretOwner(name)))),
    [Symbol.asyncDispose]: async () => {
      await speaking(() => {
        if (database.isOpen) database.close();
      });
    },
  };
}
