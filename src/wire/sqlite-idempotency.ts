/** Idempotency keys on SQLite. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import type { Beginning, Begun, IdempotencyShelf, KeyedRequest } from './idempotency-shelf.ts';
import { SEALED_PREFIX } from './sealed.ts';
import type { SecretBox } from './sqlite-secrets.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';

export function sqliteIdempotency(database: DatabaseSync, secrets: SecretBox): IdempotencyShelf {
  const select = database.prepare('SELECT * FROM idempotency_key WHERE token_id = ? AND key = ?');
  const upsert = database.prepare(`
    INSERT OR REPLACE INTO idempotency_key (token_id, key, fingerprint, process, begun_at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const takeOver = database.prepare('UPDATE idempotency_key SET process = ? WHERE token_id = ? AND key = ?');
  const answer = database.prepare('UPDATE idempotency_key SET answer = ? WHERE token_id = ? AND key = ?');
  const remove = database.prepare('DELETE FROM idempotency_key WHERE token_id = ? AND key = ?');
  const prune = database.prepare('DELETE FROM idempotency_key WHERE expires_at <= ?');

  const beginOne = (beginning: Beginning): Begun => {
    const { tokenId, key, fingerprint, process, now, expiresAt } = beginning;
    const row = select.get(tokenId, key);
    if (row === undefined || String(row['expires_at']) <= now) {
      upsert.run(tokenId, key, fingerprint, process, now, expiresAt);
      return { kind: 'first' };
    }
    if (row['fingerprint'] !== fingerprint) return { kind: 'other-request' };
    const stored = opened(row, beginning);
    if (stored !== undefined) return { kind: 'answered', answer: stored };
    if (row['process'] === process) return { kind: 'under-way' };
    takeOver.run(process, tokenId, key);
    return { kind: 'broken-off', begunAt: String(row['begun_at']) };
  };

  /** Where the key of the secrets has changed meanwhile there is none: then it is done once more, as if it had broken off. */
  const opened = (row: Readonly<Record<string, SQLOutputValue>>, request: KeyedRequest): string | undefined => {
    if (row['answer'] === null) return undefined;
    const text = String(row['answer']);
    return text.startsWith(SEALED_PREFIX) ? secrets.open(text, ownerOf(request)) : text;
  };

  return {
    begin: (beginning) => speaking(() => inTransaction(database, () => beginOne(beginning))),
    end: async (request, { text, isSecret }) => {
      await speaking(() =>
        answer.run(isSecret ? secrets.seal(text, ownerOf(request)) : text, request.tokenId, request.key),
      );
    },
    forget: async ({ tokenId, key }) => {
      await speaking(() => remove.run(tokenId, key));
    },
    prune: (now) => speaking(() => Number(prune.run(now).changes)),
  };
}

/** What is sealed for one request opens for no other. */
function ownerOf({ tokenId, key, fingerprint }: KeyedRequest): string {
  return `the answer to ${tokenId} ${fingerprint} ${key}`;
}
