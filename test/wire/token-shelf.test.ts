/** What the store keeps of access tokens. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { hashOfToken } from '../../src/api/access-token.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import { isInForce, type NewAccessToken } from '../../src/wire/token-shelf.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOON = '2026-11-24T12:00:00.000Z';
const ONE = '2026-11-24T13:00:00.000Z';

function token(name: string, more: Partial<NewAccessToken> = {}): NewAccessToken {
  return { name, hash: `hash of ${name}`, scopes: ['events:read'], filter: {}, createdAt: NOON, ...more };
}

it('gives back what was added, by its hash and by its id, and nothing for another hash', async () => {
  await using store = await openSqliteStore(':memory:');
  expect(await store.tokens.any()).toBe(false);
  const rights = { scopes: ['events:read', 'stories:write'], filter: { language: ['fr'] }, isTrusted: true } as const;
  const added = await store.tokens.add(token('lusa', { ...rights, expiresAt: ONE }));
  expect(added).toEqual({ id: 1, name: 'lusa', ...rights, createdAt: NOON, expiresAt: ONE });
  expect(await store.tokens.withHash('hash of lusa')).toEqual(added);
  expect(await store.tokens.withId(1)).toEqual(added);
  expect(await store.tokens.withHash('hash of another')).toBeUndefined();
  expect(await store.tokens.any()).toBe(true);
});

it('has a name once among those that are not revoked, and keeps those that are', async () => {
  await using store = await openSqliteStore(':memory:');
  await store.tokens.add(token('lusa'));
  await expect(store.tokens.add(token('lusa', { hash: 'other' }))).rejects.toMatchObject({ code: 'token-exists' });
  expect(await store.tokens.revoke('lusa', ONE)).toBe(true);
  expect(await store.tokens.revoke('lusa', ONE)).toBe(false);
  const again = await store.tokens.add(token('lusa', { hash: 'other' }));
  expect(again.id).toBe(2);
  expect(await store.tokens.all()).toMatchObject([{ id: 1, revokedAt: ONE }, { id: 2 }]);
  expect(await store.tokens.withHash('hash of lusa')).toMatchObject({ revokedAt: ONE });
});

it('notes the last use, and never an earlier one after it', async () => {
  await using store = await openSqliteStore(':memory:');
  await store.tokens.add(token('lusa'));
  await store.tokens.noteUse(new Map([[1, ONE]]));
  await store.tokens.noteUse(new Map([[1, NOON]]));
  expect(await store.tokens.withId(1)).toMatchObject({ lastUsedAt: ONE });
});

it('is in force until it expires, and no longer than it is not revoked', async () => {
  await using store = await openSqliteStore(':memory:');
  const lusa = await store.tokens.add(token('lusa', { expiresAt: ONE }));
  expect([isInForce(lusa, NOON), isInForce(lusa, ONE)]).toEqual([true, false]);
  expect(isInForce({ ...lusa, revokedAt: NOON }, NOON)).toBe(false);
});

it('has the hash on disk, and the token nowhere', async () => {
  const file = join(await temporaryFolder(), 'wire.sqlite');
  const secret = `wdt_${'A1b2'.repeat(10)}abc`;
  {
    await using store = await openSqliteStore(file);
    await store.tokens.add(token('lusa', { hash: hashOfToken(secret) }));
  }
  const bytes = await readFile(file, 'latin1');
  expect(bytes).toContain(hashOfToken(secret));
  expect(bytes).not.toContain(secret.slice(4, 30));
});
