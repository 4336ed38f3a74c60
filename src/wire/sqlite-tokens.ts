/** Access tokens on SQLite. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

import type { Filter } from '../story/filter.ts';
import { inTransaction, speaking } from './sqlite-transaction.ts';
import { StoreError } from './store.ts';
import type { AccessToken, NewAccessToken, Scope, TokenShelf } from './token-shelf.ts';

export function sqliteTokens(database: DatabaseSync): TokenShelf {
  const selectAll = database.prepare('SELECT * FROM token ORDER BY id');
  const selectHash = database.prepare('SELECT * FROM token WHERE hash = ?');
  const selectId = database.prepare('SELECT * FROM token WHERE id = ?');
  const selectName = database.prepare('SELECT 1 FROM token WHERE name = ? AND revoked_at IS NULL');
  const selectAny = database.prepare('SELECT 1 FROM token LIMIT 1');
  const insert = database.prepare(`
    INSERT INTO token (name, hash, scopes, filter, trusted, created_at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *`);
  const revoke = database.prepare('UPDATE token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL');
  const noteUse = database.prepare(
    `UPDATE token SET last_used_at = ?1 WHERE id = ?2 AND coalesce(last_used_at, '') < ?1`,
  );
  const addOne = ({ name, hash, scopes, filter, isTrusted = false, createdAt, expiresAt }: NewAccessToken) => {
    if (selectName.get(name) !== undefined) {
      throw new StoreError('token-exists', `there is a token ${name} already: revoke it first, or take another name`);
    }
    const rights = [scopes.join(' '), JSON.stringify(filter), isTrusted ? 1 : 0] as const;
    return insert.get(name, hash, ...rights, createdAt, expiresAt ?? null);
  };
  return {
    add: (token) => speaking(() => inTransaction(database, () => tokenFrom(addOne(token) ?? {}))),
    all: () => speaking(() => selectAll.all().map(tokenFrom)),
    withHash: (hash) => speaking(() => tokenIfAny(selectHash.get(hash))),
    withId: (id) => speaking(() => tokenIfAny(selectId.get(id))),
    any: () => speaking(() => selectAny.get() !== undefined),
    revoke: (name, at) => speaking(() => revoke.run(at, name).changes > 0),
    noteUse: (uses) =>
      speaking(() =>
        inTransaction(database, () => {
          for (const [id, at] of uses) noteUse.run(at, id);
        }),
      ),
  };
}

type Row = Readonly<Record<string, SQLOutputValue>>;

function tokenIfAny(row: Row | undefined): AccessToken | undefined {
  return row === undefined ? undefined : tokenFrom(row);
}

function tokenFrom(row: Row): AccessToken {
  const [expiresAt, revokedAt, lastUsedAt] = ['expires_at', 'revoked_at', 'last_used_at'].map((name) => row[name]);
  return {
    id: Number(row['id']),
    name: String(row['name']),
    scopes: String(row['scopes']).split(' ') as Scope[],
    filter: JSON.parse(String(row['filter'])) as Filter,
    ...(row['trusted'] === 1 && { isTrusted: true }),
    createdAt: String(row['created_at']),
    ...(typeof expiresAt === 'string' && { expiresAt }),
    ...(typeof revokedAt === 'string' && { revokedAt }),
    ...(typeof lastUsedAt === 'string' && { lastUsedAt }),
  };
}
