/** Subscribers by the API: all that the command line does, under the same rules. */
import { describe, expect, it } from 'vitest';

import { copyOf } from '../support/desk-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { deskApi } from './desk-api.ts';

const LUSA = { name: 'lusa', url: 'https://lusa.example/hook?key=of-lusa', format: 'ninjs' };

async function office(settings = '') {
  const api = await deskApi(settings);
  const token = await api.token();
  const ask = async (method: string, path: string, body?: object) => api.ask(path, { method, body, token });
  return { api, token, ask };
}

describe('a subscriber', () => {
  it('is added with a secret that is shown once, and never again', async () => {
    const { api, ask } = await office();
    const added = await ask('POST', '/subscribers', {
      ...LUSA,
      filter: ['language=pt,fr', 'urgency=3'],
      rate: '30/min',
      window: 2,
      headers: { fields: { 'X-Source': 'pana' }, basic: 'user:pass' },
    });
    expect(added.status).toBe(201);
    expect(added.json).toMatchObject({
      subscriber: {
        name: 'lusa',
        url: 'https://lusa.example/hook?...',
        filter: { language: ['pt', 'fr'], urgency: 3 },
        rate: '30/min',
        window: 2,
        headers: ['x-source', 'authorization'],
        trusted: false,
      },
      secret: expect.stringMatching(/^whsec_/),
    });
    const { secret } = added.json as { secret: string };
    for (const path of ['/subscribers', '/subscribers/lusa', '/status']) {
      const { text } = await ask('GET', path);
      expect(text).toContain('lusa');
      for (const hidden of [secret, 'of-lusa', 'dXNlcjpwYXNz', 'pass']) expect(text).not.toContain(`"${hidden}`);
    }
    expect(api.logged.join('\n')).not.toContain(secret);
    expect((await ask('POST', '/subscribers', LUSA)).status).toBe(409);
  });

  it.each([
    { change: { url: 'http://lusa.example/' }, says: 'https' },
    { change: { url: 'https://127.0.0.1/' }, says: '127.0.0.1' },
    { change: { url: 'https://10.0.0.1/' }, says: '10.0.0.1' },
    { change: { url: 'https://[::ffff:169.254.169.254]/' }, says: '::ffff:a9fe:a9fe' },
    { change: { url: 'https://lusa.example:22/' }, says: 'port 22' },
    { change: { url: 'file:///etc/passwd' }, says: '' },
  ])('goes where webhooks may go, also by the API: $change.url', async ({ change, says }) => {
    const { ask } = await office();
    const refused = await ask('POST', '/subscribers', { ...LUSA, ...change });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(says)]);
    await ask('POST', '/subscribers', LUSA);
    expect((await ask('PATCH', '/subscribers/lusa', change)).status).toBe(422);
    expect((await ask('GET', '/subscribers/lusa')).json).toMatchObject({ url: 'https://lusa.example/hook?...' });
  });

  it.each([
    [{ format: 'pdf' }, '#/format'],
    [{ format: undefined }, '#/format'],
    [{ profile: 'superdesk' }, '#/format'],
    [{ pushSecret: 'x' }, '#/pushSecret'],
    [{ filter: ['colour=red'] }, '#/filter'],
    [{ rate: 'often' }, '#/rate'],
    [{ window: 65 }, '#/window'],
    [{ backfill: 'yesterday' }, '#/backfill'],
    [{ colour: 'red' }, '#/colour'],
  ])('is refused with its place where it is badly said: %j', async (change, pointer) => {
    const { ask } = await office();
    const refused = await ask('POST', '/subscribers', { ...LUSA, ...change });
    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({ errors: [{ pointer }] });
  });

  it('is not trusted with embargoes in a format that cannot say so', async () => {
    const { ask } = await office();
    expect((await ask('POST', '/subscribers', { ...LUSA, format: 'rss', trusted: true })).status).toBe(422);
    await ask('POST', '/subscribers', { ...LUSA, format: 'rss' });
    expect((await ask('PUT', '/subscribers/lusa/trust', { trusted: true })).status).toBe(422);
    await ask('PATCH', '/subscribers/lusa', { format: 'ninjs' });
    expect((await ask('PUT', '/subscribers/lusa/trust', { trusted: true })).json).toMatchObject({ trusted: true });
    expect((await ask('PATCH', '/subscribers/lusa', { format: 'rss' })).status).toBe(422);
    expect((await ask('PUT', '/subscribers/lusa/trust', { trusted: false })).json).toMatchObject({ trusted: false });
  });

  it('lives its life, and every change is told to deliveries', async () => {
    const { api, ask } = await office();
    await ask('POST', '/subscribers', { ...LUSA, signature: 'v1a' });
    const before = api.prompts();
    expect((await ask('PATCH', '/subscribers/lusa', { filter: [], rate: 'off', window: 1 })).json).toMatchObject({
      filter: {},
      window: 1,
    });
    expect((await ask('PATCH', '/subscribers/lusa', {})).status).toBe(400);
    expect((await ask('POST', '/subscribers/lusa/pause')).json).toMatchObject({ state: 'paused' });
    expect((await ask('POST', '/subscribers/lusa/resume', { catchUp: 'latest' })).json).toMatchObject({
      state: 'active',
    });
    expect((await ask('POST', '/subscribers/lusa/resume')).json).toMatchObject({ state: 'active' });
    expect((await ask('PUT', '/subscribers/lusa/headers')).status).toBe(415);
    const rotated = await ask('POST', '/subscribers/lusa/rotate', { grace: '1h' });
    expect(rotated.json).toMatchObject({
      name: 'lusa',
      publicKey: expect.stringMatching(/^whpk_/),
      bothUntil: expect.any(String),
    });
    expect((await ask('GET', '/subscribers/lusa/public-key')).json).toMatchObject({
      former: [{ until: expect.any(String) }],
    });
    expect((await ask('POST', '/subscribers/lusa/rotate', { signature: 'v1' })).json).toMatchObject({
      secret: expect.stringMatching(/^whsec_/),
    });
    expect((await ask('GET', '/subscribers/lusa/public-key')).status).toBe(409);
    expect((await ask('PUT', '/subscribers/lusa/headers', { bearer: 'abc' })).json).toMatchObject({
      headers: ['authorization'],
    });
    expect((await ask('PUT', '/subscribers/lusa/headers', { fields: { host: 'x' } })).status).toBe(422);
    expect((await ask('PUT', '/subscribers/lusa/headers', {})).json).toMatchObject({ headers: [] });
    expect(api.prompts()).toBeGreaterThanOrEqual(before + 7);
    expect((await ask('DELETE', '/subscribers/lusa')).status).toBe(204);
    expect((await ask('DELETE', '/subscribers/lusa')).status).toBe(404);
    expect((await ask('GET', '/subscribers')).json).toEqual({ subscribers: [], websub: [] });
  });

  it('is tested by a signed ping', async () => {
    const receiver = await webhookReceiver([204, { status: 400, text: 'no <thanks>' }]);
    const allow = `webhooks: { allow: ['127.0.0.1'], ports: [${receiver.port}], allowHttp: true }`;
    const { ask } = await office(allow);
    await ask('POST', '/subscribers', { ...LUSA, url: `http://127.0.0.1:${receiver.port}/` });
    expect((await ask('POST', '/subscribers/lusa/test')).json).toMatchObject({ taken: true, status: 204 });
    expect(receiver.requests[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    expect((await ask('POST', '/subscribers/lusa/test')).json).toMatchObject({
      taken: false,
      status: 400,
      answer: 'no <thanks>',
    });
  });

  it('is sent again what it is asked for, and told who would get what', async () => {
    const { api, token, ask } = await office();
    const headers = { 'content-type': 'text/plain' };
    for (const name of ['one', 'two']) {
      await api.ask(`/stories?name=${name}.txt`, { method: 'POST', body: copyOf(name), token, headers });
    }
    await ask('POST', '/subscribers', { ...LUSA, filter: ['language=fr'] });
    await ask('POST', '/subscribers', { ...LUSA, name: 'all', backfill: 'all' });
    expect((await ask('GET', '/subscribers/all')).json).toMatchObject({ cursor: 0 });
    expect((await ask('GET', '/stories/one/match')).json).toMatchObject({
      subscribers: [
        { name: 'lusa', matches: false, disagreements: [{ field: 'language', wanted: ['fr'], found: ['en'] }] },
        { name: 'all', matches: true, disagreements: [] },
      ],
    });
    const replay = (name: string, body: object) => ask('POST', `/subscribers/${name}/replay`, body);
    expect((await replay('all', { seq: 2 })).json).toEqual({
      name: 'all',
      cursor: 0,
      owed: { events: 2, isMore: false, withdrawals: 0 },
    });
    expect((await replay('all', { since: '1h' })).json).toMatchObject({ owed: { events: 2 } });
    expect((await replay('all', { story: 'two' })).json).toMatchObject({ asked: [{ slug: 'two', version: 1 }] });
    expect((await replay('all', { dead: true })).json).toEqual({ name: 'all', asked: [] });
    expect((await replay('lusa', { story: 'two' })).status).toBe(422);
    expect((await replay('all', { seq: 9 })).status).toBe(422);
    expect((await replay('all', {})).status).toBe(400);
    expect((await replay('all', { seq: 1, dead: true })).status).toBe(400);
    expect((await replay('nobody', { dead: true })).status).toBe(404);
  });

  it('by a name that must be escaped is found by it', async () => {
    const { ask } = await office();
    await ask('POST', '/subscribers', { ...LUSA, name: 'agência.1' });
    expect((await ask('GET', `/subscribers/${encodeURIComponent('agência.1')}`)).json).toMatchObject({
      name: 'agência.1',
    });
    expect((await ask('POST', '/subscribers', { ...LUSA, name: 'a/b' })).status).toBe(422);
    expect((await ask('POST', '/subscribers', { ...LUSA, name: 'websub-1' })).status).toBe(422);
  });
});
