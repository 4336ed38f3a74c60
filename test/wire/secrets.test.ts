/** What of the subscribers' secrets lies on disk, and what happens without the key. */
import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, it } from 'vitest';

import { newSecret } from '../../src/delivery/signature.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Place = { readonly folder: string; readonly file: string; readonly keyFile: string };

async function newPlace(): Promise<Place> {
  const folder = join(await temporaryFolder(), 'wire');
  return { folder, file: join(folder, 'wire.sqlite'), keyFile: join(folder, 'secret.key') };
}

function opened({ file }: Place, key?: string): Promise<Store> {
  return openSqliteStore(file, { key });
}

async function add({ subscribers }: Store, name: string): Promise<string> {
  const secret = newSecret(randomBytes);
  const url = `https://${name}.example/`;
  await subscribers.add({ name, url, format: 'ninjs', filter: {}, secret, createdAt: '2026-11-24', cursor: 0 });
  return secret;
}

async function secretsIn(store: Store): Promise<string[]> {
  return (await store.subscribers.all()).map(({ secret }) => secret);
}

async function withSecret(key?: string): Promise<Place & { readonly secret: string }> {
  const place = await newPlace();
  await using store = await opened(place, key);
  return { ...place, secret: await add(store, 'lusa') };
}

/** Every byte of the folder, as text. */
async function onDisk({ folder }: Place): Promise<string> {
  const names = await readdir(folder);
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))).join();
}

it('a secret is nowhere on disk as it is, neither the one in use nor those before it', async () => {
  const place = await newPlace();
  const first = await (async () => {
    await using store = await opened(place);
    const secret = await add(store, 'lusa');
    const { id } = (await store.subscribers.withName('lusa')) ?? { id: 0 };
    const second = newSecret(randomBytes);
    const [now, bothUntil] = ['2026-11-24T12:00:00.000Z', '2026-11-25T12:00:00.000Z'];
    await store.subscribers.rotateSecret(id, { secret: second, now, bothUntil });
    expect(await store.subscribers.withName('lusa')).toMatchObject({
      secret: second,
      formerSecrets: [{ secret, until: bothUntil }],
    });
    expect(await onDisk(place)).not.toContain('whsec_');
    return secret;
  })();
  await using again = await opened(place);
  expect((await again.subscribers.withName('lusa'))?.formerSecrets?.[0]?.secret).toBe(first);
});

it('header fields that authorize are nowhere on disk as they are, and changed there they are not left out in silence', async () => {
  const place = await newPlace();
  await using store = await opened(place);
  await add(store, 'lusa');
  const { id } = (await store.subscribers.withName('lusa')) ?? { id: 0 };
  await store.subscribers.setRequestHeaders(id, { authorization: 'Bearer opensesame' });
  expect(await onDisk(place)).not.toMatch(/opensesame|authorization/);
  using database = new DatabaseSync(place.file);
  database.exec('UPDATE subscriber SET request_headers = secret');
  expect(await store.subscribers.all()).toMatchObject([{ name: 'lusa', secret: '' }]);
});

it('the key is made when it is first needed, in a file for its owner alone, one for all processes', async () => {
  const place = await newPlace();
  await using mine = await opened(place);
  await expect(stat(place.keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  await using theirs = await opened(place);
  const secrets = [await add(mine, 'lusa'), await add(theirs, 'ips')];
  expect((await stat(place.keyFile)).mode & 0o777).toBe(0o600);
  expect(Buffer.from(await readFile(place.keyFile, 'utf8'), 'base64')).toHaveLength(32);
  expect([await secretsIn(mine), await secretsIn(theirs)]).toEqual([secrets, secrets]);
  expect(await readdir(place.folder)).toHaveLength(4);
});

it('the key is made also where a process of the same number died while it made one, as each has in a container', async () => {
  const place = await newPlace();
  await using store = await opened(place);
  await writeFile(`${place.keyFile}.${process.pid}`, '');
  expect(await secretsIn(store)).toEqual([]);
  const secret = await add(store, 'lusa');
  expect(await secretsIn(store)).toEqual([secret]);
});

it('what an earlier release has left plain is sealed when the wire is opened, and its plain bytes are wiped', async () => {
  const place = await newPlace();
  const secrets = await (async () => {
    await using store = await opened(place);
    const given: string[] = [];
    for (let count = 1; count <= 100; count += 1) given.push(await add(store, `subscriber-${count}`));
    return given;
  })();
  {
    using database = new DatabaseSync(place.file);
    // As it was: in pages that were never larger.
    database.exec("UPDATE subscriber SET secret = ''; VACUUM");
    for (const secret of secrets) {
      database.prepare('UPDATE subscriber SET secret = ? WHERE id = ?').run(secret, secrets.indexOf(secret) + 1);
    }
  }
  await rm(place.keyFile);
  expect(await onDisk(place)).toContain(secrets[0]);
  await using store = await opened(place);
  expect(await secretsIn(store)).toEqual(secrets);
  expect(await onDisk(place)).not.toContain('whsec_');
});

it('a secret laid into another subscriber’s row does not open there, and costs nobody else theirs', async () => {
  const place = await newPlace();
  await using store = await opened(place);
  const secret = await add(store, 'lusa');
  await add(store, 'ips');
  expect(await secretsIn(store)).toHaveLength(2);
  using database = new DatabaseSync(place.file);
  database.exec("UPDATE subscriber SET secret = (SELECT secret FROM subscriber WHERE name = 'lusa')");
  const [lusa, ips] = await store.subscribers.all();
  expect([lusa?.secret, ips?.secret]).toEqual([secret, '']);
  expect(await store.subscribers.withName('ips')).toMatchObject({ secret: '' });
  const rotation = { secret, now: '2026-11-24', bothUntil: '2026-11-24' };
  await store.subscribers.rotateSecret(ips?.id ?? 0, rotation);
  expect(await secretsIn(store)).toEqual([secret, secret]);
});

describe('without its key a wire is read, its secrets are not, and it says what to do:', () => {
  const aKey = Buffer.alloc(32, 1).toString('base64');
  const anotherKey = Buffer.alloc(32, 2).toString('base64');

  it('the key file is missing', async () => {
    const place = await withSecret();
    await rename(place.keyFile, `${place.keyFile}.away`);
    {
      await using store = await opened(place);
      expect(await store.subscribers.secretsTrouble()).toMatchObject({
        code: 'wrong-key',
        message: expect.stringMatching(/sealed with key [0-9a-f]{8}, and there is no key: put .*secret\.key back/),
      });
      expect(await store.subscribers.all()).toMatchObject([{ name: 'lusa', secret: '' }]);
      // Nothing is sealed either: a new key would stand in the way of the right one, with secrets under both.
      await expect(add(store, 'ips')).rejects.toMatchObject({ code: 'wrong-key' });
      const rotation = { secret: newSecret(randomBytes), now: '2026-11-24', bothUntil: '2026-11-24' };
      await expect(store.subscribers.rotateSecret(1, rotation)).rejects.toMatchObject({ code: 'wrong-key' });
      await expect(store.subscribers.setRequestHeaders(1, { 'x-a': '1' })).rejects.toMatchObject({ code: 'wrong-key' });
      await expect(stat(place.keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
      await rename(`${place.keyFile}.away`, place.keyFile);
      // Put back, it is found by whoever has the wire open.
      expect(await store.subscribers.secretsTrouble()).toBeUndefined();
      expect(await secretsIn(store)).toEqual([place.secret]);
    }
    await using store = await opened(place);
    expect(await secretsIn(store)).toEqual([place.secret]);
  });

  it('the environment has another one', async () => {
    const place = await withSecret(aKey);
    await expect(stat(place.keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
    {
      await using store = await opened(place, anotherKey);
      expect(await store.subscribers.secretsTrouble()).toMatchObject({
        code: 'wrong-key',
        message: expect.stringMatching(/and WIREDESK_KEY is key [0-9a-f]{8}.*wiredesk subscribers reissue/),
      });
      expect(await secretsIn(store)).toEqual(['']);
      await expect(add(store, 'ips')).rejects.toMatchObject({ code: 'wrong-key' });
    }
    await using store = await opened(place, ` ${aKey}\n`);
    expect(await store.subscribers.secretsTrouble()).toBeUndefined();
    expect(await secretsIn(store)).toEqual([place.secret]);
  });

  it('the key file can move into the environment as it is', async () => {
    const place = await withSecret();
    const text = await readFile(place.keyFile, 'utf8');
    await rm(place.keyFile);
    await using store = await opened(place, text);
    expect(await secretsIn(store)).toEqual([place.secret]);
  });

  it.each(['no base64!', Buffer.alloc(31).toString('base64'), 'AAAA'])('"%s" is no key', async (key) => {
    const place = await newPlace();
    {
      await using store = await opened(place, key);
      expect(await store.subscribers.secretsTrouble()).toMatchObject({
        code: 'wrong-key',
        message: expect.stringContaining('WIREDESK_KEY holds no key: a key is 32 bytes in base64'),
      });
      await expect(add(store, 'lusa')).rejects.toMatchObject({ code: 'wrong-key' });
    }
    const kept = await withSecret();
    await writeFile(kept.keyFile, key);
    await using store = await opened(kept);
    const trouble = await store.subscribers.secretsTrouble();
    expect(trouble).toMatchObject({ code: 'wrong-key', message: expect.stringContaining('secret.key holds no key') });
    expect(String(trouble)).not.toContain(key);
  });

  it.skipIf(process.platform === 'win32')('the key file can be read by others', async () => {
    const place = await withSecret();
    await chmod(place.keyFile, 0o644);
    await using store = await opened(place);
    expect(await store.subscribers.secretsTrouble()).toMatchObject({ message: expect.stringContaining('chmod 600') });
  });
});

it('secrets whose key is lost can be forgotten, and replaced under a new key', async () => {
  const place = await newPlace();
  {
    await using store = await opened(place);
    await add(store, 'lusa');
  }
  await rm(place.keyFile);
  const secret = newSecret(randomBytes);
  {
    await using store = await openSqliteStore(place.file, { key: undefined, forgetSecrets: true });
    expect(await secretsIn(store)).toEqual(['']);
    const { id } = (await store.subscribers.withName('lusa')) ?? { id: 0 };
    await store.subscribers.rotateSecret(id, { secret, now: '2026-11-24', bothUntil: '2026-11-24' });
  }
  await using store = await opened(place);
  expect(await secretsIn(store)).toEqual([secret]);
});
