/** Idempotency keys (draft-ietf-httpapi-idempotency-key-header-07): a request that is sent twice is done once. */
import { readFile, readdir } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { StoreError } from '../../src/wire/store.ts';
import { copyOf } from '../support/desk-folder.ts';
import { deskApi } from './desk-api.ts';

const LUSA = { name: 'lusa', url: 'https://lusa.example/', format: 'ninjs' };
const COPY = copyOf('Senegal passes budget');

async function office() {
  const api = await deskApi();
  const token = await api.token();
  const file = (key: string, body = COPY, query = '', by = token) =>
    api.ask(`/stories${query}`, {
      method: 'POST',
      body,
      token: by,
      headers: { 'content-type': 'text/plain', 'idempotency-key': key },
    });
  const ask = (key: string, path: string, body?: object, method = 'POST') =>
    api.ask(path, { method, body, token, headers: { 'idempotency-key': key } });
  return { api, token, file, ask };
}

describe('a key', () => {
  it('brings the first answer once more, word for word, and nothing is done again (§2.6)', async () => {
    const { api, file, ask } = await office();
    const first = await file('"k1"', COPY, '?name=budget.txt');
    const again = await file('k1', COPY, '?name=budget.txt');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    const note = { note: 'It was Tuesday.' };
    expect((await ask('k2', '/stories/budget/correct', note)).json).toMatchObject({ version: 2 });
    expect((await ask('k2', '/stories/budget/correct', note)).json).toMatchObject({ version: 2 });
    expect((await api.desk.store.log.head())?.seq).toBe(2);
  });

  it('keeps what was refused as well', async () => {
    const { file, api } = await office();
    const first = await file('k1', 'x');
    expect(first.status).toBe(422);
    expect((await file('k1', 'x')).text).toBe(first.text);
    expect(await api.files()).toEqual([]);
  });

  it('is for one request alone: another body, path or query is refused (§2.7)', async () => {
    const { file, ask } = await office();
    await file('k1', COPY, '?name=a.txt');
    for (const other of [await file('k1', copyOf('Another')), await file('k1', COPY, '?name=b.txt')]) {
      expect(other.status).toBe(422);
      expect(other.json).toMatchObject({ type: expect.stringContaining('#key-reused') });
    }
    await ask('k2', '/stories/a/hold', {});
    expect((await ask('k2', '/stories/a/kill', { reason: 'x' })).status).toBe(422);
  });

  it('belongs to its token: others may use the same', async () => {
    const { api, file } = await office();
    await file('k1', COPY);
    expect((await file('k1', copyOf('Another'), '', await api.token(['stories:write']))).status).toBe(201);
  });

  it('of a request that is under way is refused until that is done (§2.7)', async () => {
    const { file } = await office();
    const answers = await Promise.all(Array.from({ length: 8 }, () => file('k1')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(new Set(statuses)).toEqual(new Set([201, 409]));
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.json).toMatchObject({ type: expect.stringContaining('#key-under-way') });
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect((await file('k1')).status).toBe(201);
  });

  it.each(['', '"', '"a', 'a b', 'é', `"${'x'.repeat(256)}"`, 'a;b'])(
    'is refused where it is none: %j',
    async (key) => {
      const { file } = await office();
      const answer = await file(encodeURI(key) === key ? key : Buffer.from(key).toString('latin1'));
      // Without any character the field is as good as absent, and fetch leaves it out.
      expect(answer.status).toBe(400);
      expect(answer.json).toMatchObject({ errors: [{ header: 'idempotency-key' }] });
    },
  );

  it('is asked for by nobody who only reads, nor where it is left out', async () => {
    const { api, token, ask } = await office();
    expect((await ask('k1', '/stories', undefined, 'GET')).status).toBe(200);
    expect((await ask('k1', '/subscribers', undefined, 'GET')).status).toBe(200);
    const file = { method: 'POST', body: COPY, token, headers: { 'content-type': 'text/plain' } };
    expect([(await api.ask('/stories', file)).status, (await api.ask('/stories', file)).status]).toEqual([201, 200]);
  });

  it('is forgotten after a day', async () => {
    const { api, file } = await office();
    await file('k1');
    const { idempotency } = api.desk.store;
    const hour = 3_600_000;
    expect(await idempotency.prune(new Date(Date.now() + 23 * hour).toISOString())).toBe(0);
    expect(await idempotency.prune(new Date(Date.now() + 25 * hour).toISOString())).toBe(1);
    expect((await file('k1', copyOf('Another'))).status).toBe(201);
  });
});

describe('a secret in an answer', () => {
  it('comes once more to whoever asks with the key, and lies sealed on disk', async () => {
    const { api, ask } = await office();
    const first = await ask('k1', '/subscribers', LUSA);
    const { secret } = first.json as { secret: string };
    const again = await ask('k1', '/subscribers', LUSA);
    expect([again.status, again.text]).toEqual([201, first.text]);
    const folder = api.desk.folders.wire;
    for (const name of await readdir(folder)) {
      expect((await readFile(`${folder}/${name}`)).includes(secret.slice(6)), name).toBe(false);
    }
  });
});

describe('a request that broke off with its process', () => {
  it('finds the story that it has filed', async () => {
    const { api, token } = await office();
    const { idempotency } = api.desk.store;
    // What is left where the process dies between the wire and the answer.
    const as = { ...idempotency };
    idempotency.end = () => Promise.reject(new Error('killed'));
    idempotency.forget = () => Promise.resolve();
    const headers = { 'content-type': 'text/plain', 'idempotency-key': 'k1' };
    const request = { method: 'POST', body: COPY, token, headers };
    expect((await api.ask('/stories', request)).status).toBe(500);
    expect((await api.desk.store.log.head())?.seq).toBe(1);
    expect((await api.ask('/stories', request)).status).toBe(409);
    Object.assign(idempotency, as);
    const answer = await api.asOther('the second').ask('/stories', request);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      stories: [{ outcome: 'unchanged', slug: 'senegal-passes-budget', version: 1 }],
    });
    expect((await api.ask('/stories', request)).text).toBe(answer.text);
    expect((await api.desk.store.log.head())?.seq).toBe(1);
  });

  it('is answered as done where it was done: acts, a subscriber with its secret, a removal', async () => {
    const { api, file, ask } = await office();
    await file('k0', COPY, '?name=budget.txt');
    const { idempotency } = api.desk.store;
    const as = { ...idempotency };
    const requests = [
      ['k1', '/stories/budget/kill', { reason: 'wrong' }, 'POST'],
      ['k2', '/subscribers', LUSA, 'POST'],
      ['k3', '/subscribers/lusa', undefined, 'DELETE'],
    ] as const;
    for (const [key, path, body, method] of requests) {
      idempotency.end = () => Promise.reject(new Error('killed'));
      idempotency.forget = () => Promise.resolve();
      expect((await ask(key, path, body, method)).status).toBe(500);
      Object.assign(idempotency, as);
      api.asOther(`the process after ${key}`);
      const answer = await ask(key, path, body, method);
      expect(answer.status, answer.text).toBeLessThan(300);
      if (key === 'k1') expect(answer.json).toMatchObject({ type: 'story.killed', version: 2, sequence: 2 });
      if (key === 'k2') {
        const { secret } = answer.json as { secret: string };
        expect(secret).toBe((await api.desk.store.subscribers.withName('lusa'))?.secret);
      }
    }
    expect((await api.desk.store.log.head())?.seq).toBe(2);
  });

  it('of the desk’s own trouble may be tried again with the same key', async () => {
    const { api, file } = await office();
    const { log } = api.desk.store;
    const as = { ...log };
    for (const [error, status] of [
      [new Error('a fault'), 500],
      [new StoreError('unavailable', 'the disk is full'), 503],
    ] as const) {
      log.append = () => Promise.reject(error);
      expect((await file('k1')).status).toBe(status);
      expect(await api.files()).toEqual([]);
    }
    Object.assign(log, as);
    expect((await file('k1')).status).toBe(201);
  });
});
