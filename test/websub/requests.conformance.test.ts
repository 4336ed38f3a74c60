/** WebSub, W3C Recommendation of 23 January 2018: what a hub does with requests to it (§3.1, §5.1). One test a clause. */
import { describe, expect, it } from 'vitest';

import { BASE, hubUnderTest, reader, RSS } from './hub-under-test.ts';

const FORM = 'application/x-www-form-urlencoded';

function subscription(callback: string): Readonly<Record<string, string>> {
  return { 'hub.mode': 'subscribe', 'hub.topic': RSS, 'hub.callback': callback };
}

describe('§3.1 a conforming hub', () => {
  it('MUST accept a subscription request with the parameters hub.callback, hub.mode and hub.topic', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    expect((await hub.ask(subscription(her.callback))).status).toBe(202);
    await hub.settle();
    expect(await hub.store.websub.all()).toMatchObject([{ document: 'rss.xml', topic: RSS, callback: her.callback }]);
  });

  it('MUST accept a subscription request with a hub.secret parameter', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.secret': 'a secret of hers' });
    expect(await hub.store.websub.all()).toMatchObject([{ secret: 'a secret of hers' }]);
  });

  it.each([
    [864_001, 864_001],
    [10, 300],
    [90 * 86_400, 30 * 86_400],
  ])('MAY respect the requested lease duration: %i seconds become %i', async (asked, got) => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.lease_seconds': String(asked) });
    expect(her.questions()[0]?.get('hub.lease_seconds')).toBe(String(got));
  });

  it('MUST allow subscribers to re-request already active subscriptions', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    const [before] = await hub.store.websub.all();
    hub.passTime(3_600_000);
    await hub.subscribe(her);
    const after = await hub.store.websub.all();
    expect(after).toHaveLength(1);
    expect(Date.parse(after[0]?.expiresAt ?? '')).toBeGreaterThan(Date.parse(before?.expiresAt ?? '') + 3_500_000);
  });

  it('MUST support unsubscription requests', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.subscribe(her, { 'hub.mode': 'unsubscribe' });
    expect(her.questions().map((query) => query.get('hub.mode'))).toEqual(['subscribe', 'unsubscribe']);
    expect(await hub.store.websub.all()).toEqual([]);
    await hub.change('rss.xml', '<rss>second</rss>');
    expect(her.pushes()).toEqual([]);
  });
});

describe('§5.1 a request', () => {
  it.each([FORM, `${FORM};charset=UTF-8`, `${FORM}; charset="utf-8"`])('MUST have the type %s', async (type) => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    const body = new URLSearchParams(subscription(her.callback)).toString();
    expect((await hub.post(body, { 'content-type': type })).status).toBe(202);
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', `${FORM}; charset=iso-8859-1`])(
    'MUST have the type of forms in UTF-8: %s is refused',
    async (type) => {
      const hub = await hubUnderTest();
      expect((await hub.post('hub.mode=subscribe', { 'content-type': type })).status).toBe(415);
    },
  );

  it('MUST use UTF-8', async () => {
    const hub = await hubUnderTest();
    const body = `hub.mode=subscribe&hub.topic=${encodeURIComponent(RSS)}&hub.callback=https%3A%2F%2Fa.example%2F%E9`;
    expect((await hub.post(body)).status).toBe(400);
  });

  it.each(['hub.callback', 'hub.mode', 'hub.topic'])('REQUIRES %s', async (name) => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    const fields = Object.entries(subscription(her.callback)).filter(([other]) => other !== name);
    const response = await hub.ask(Object.fromEntries(fields));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(name);
  });

  it.each(['Subscribe', 'publish', 'denied', 'subscribe '])(
    'REQUIRES hub.mode to be the literal subscribe or unsubscribe: not "%s"',
    async (mode) => {
      const hub = await hubUnderTest();
      expect((await hub.ask({ ...subscription('https://a.example/'), 'hub.mode': mode })).status).toBe(400);
    },
  );

  it.each(['0', '-1', '1.5', '1e3', 'ten', '0x10', ' 10'])(
    'has hub.lease_seconds as a positive decimal integer: not "%s"',
    async (lease) => {
      const hub = await hubUnderTest();
      const fields = { ...subscription('https://a.example/'), 'hub.lease_seconds': lease };
      expect((await hub.ask(fields)).status).toBe(400);
    },
  );

  it('MUST have its hub.lease_seconds ignored when it is to unsubscribe', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.subscribe(her, { 'hub.mode': 'unsubscribe', 'hub.lease_seconds': 'ten' });
    expect(await hub.store.websub.all()).toEqual([]);
  });

  it.each([
    ['a'.repeat(199), 202],
    ['a'.repeat(200), 400],
    ['é'.repeat(100), 400],
  ])('MUST have a hub.secret of less than 200 bytes', async (secret, status) => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    expect((await hub.ask({ ...subscription(her.callback), 'hub.secret': secret })).status).toBe(status);
  });

  it('may have more parameters, which hubs MUST ignore', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.verify': 'sync', 'hub.verify_token': 'x', foo: 'bar', 'hub.foo': 'bar' });
    expect(await hub.store.websub.all()).toHaveLength(1);
    expect([...(her.questions()[0]?.keys() ?? [])].sort()).toEqual([
      'hub.challenge',
      'hub.lease_seconds',
      'hub.mode',
      'hub.topic',
    ]);
  });

  it('that is repeated MUST override the previous state for its topic and callback, but only once it is verified', async () => {
    const her = await reader({
      onQuestion: (query, before) => (before === 1 ? 404 : { status: 200, text: query.get('hub.challenge') ?? '' }),
    });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.secret': 'first', 'hub.lease_seconds': '1000' });
    const before = await hub.store.websub.all();
    await hub.subscribe(her, { 'hub.secret': 'refused', 'hub.lease_seconds': '9000' });
    expect(await hub.store.websub.all()).toEqual(before);
    await hub.subscribe(her, { 'hub.secret': 'second', 'hub.lease_seconds': '9000' });
    expect(await hub.store.websub.all()).toMatchObject([{ id: before[0]?.id, secret: 'second' }]);
  });

  it('to unsubscribe whose verification fails MUST leave the state unchanged', async () => {
    const her = await reader({
      onQuestion: (query) =>
        query.get('hub.mode') === 'unsubscribe' ? 404 : { status: 200, text: query.get('hub.challenge') ?? '' },
    });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    const before = await hub.store.websub.all();
    await hub.subscribe(her, { 'hub.mode': 'unsubscribe' });
    expect(await hub.store.websub.all()).toEqual(before);
  });

  it('that renews MAY have no secret any more: then nothing is signed', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.secret': 'first' });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    expect(her.pushes()[0]?.headers['x-hub-signature']).toBeUndefined();
  });

  it('renews without any interruption: what was owed stays owed', async () => {
    const her = await reader({ onPush: [503, 204] });
    const hub = await hubUnderTest({ readers: [her], delaysMs: [0, 3_600_000] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    expect(her.pushes()).toHaveLength(1);
    await hub.subscribe(her);
    await hub.settle();
    expect(her.pushes().map(({ body }) => body)).toEqual(['<rss>second</rss>', '<rss>second</rss>']);
  });
});

describe('§5.1.1 parameters', () => {
  it('MUST have non-reserved characters always decoded: one address, however it is written', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.callback': `${her.callback}/~a-b`, 'hub.topic': `${BASE}rss.xml` });
    await hub.subscribe(her, { 'hub.callback': `${her.callback}/%7ea%2Db`, 'hub.topic': `${BASE}%72ss%2Exml` });
    const all = await hub.store.websub.all();
    expect(all).toHaveLength(1);
    // In the question stands the topic as it was asked for (§5.3).
    expect(her.questions().map((query) => query.get('hub.topic'))).toEqual([RSS, `${BASE}%72ss%2Exml`]);
  });

  it.each([
    ['?foo=bar&red=fish', '?foo=bar&red=fish&hub.mode=subscribe&'],
    ['?hub.mode=mine&hub.topic=mine', '?hub.mode=mine&hub.topic=mine&hub.mode=subscribe&'],
    ['?q=%C3%A9+%20&&=', '?q=%C3%A9+%20&&=&hub.mode=subscribe&'],
    ['?', '?hub.mode=subscribe&'],
    ['', '?hub.mode=subscribe&'],
    ['?a=1#fragment', '?a=1&hub.mode=subscribe&'],
  ])('MUST have the query string of the callback preserved: %s', async (query, expected) => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.callback': her.callback + query });
    expect(her.requests[0]?.path.startsWith(`/reader${expected}`)).toBe(true);
    await hub.change('rss.xml', '<rss>second</rss>');
    // In the address of the feed's POST, not in its body.
    const [push] = her.pushes();
    expect([push?.path, push?.body]).toEqual([`/reader${query.replace(/#.*|\?$/, '')}`, '<rss>second</rss>']);
  });

  it.each(['http', 'https'])('MAY use %s', async (scheme) => {
    const hub = await hubUnderTest();
    expect((await hub.ask(subscription(`${scheme}://reader.example/`))).status).toBe(202);
  });

  it.each(['ftp://a.example/', 'mailto:a@a.example', '/relative', 'a.example', 'javascript:alert(1)'])(
    'MAY use no other scheme: %s',
    async (callback) => {
      const hub = await hubUnderTest();
      expect((await hub.ask(subscription(callback))).status).toBe(400);
    },
  );

  it.each([
    'https://elsewhere.example/rss.xml',
    'http://wire.panapress.com/rss.xml',
    'https://wire.panapress.com.example/',
  ])('of topics that are not this publisher’s MAY be refused: %s', async (topic) => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    const response = await hub.ask({ ...subscription(her.callback), 'hub.topic': topic });
    expect(response.status).toBe(400);
    await hub.settle();
    expect(her.requests).toEqual([]);
  });
});

describe('§5.1.2 the answer', () => {
  it('MUST be 202 where the hub is able to handle the request', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    const [yes, no] = [subscription(her.callback), { ...subscription(her.callback), 'hub.mode': 'unsubscribe' }];
    expect([(await hub.ask(yes)).status, (await hub.ask(no)).status]).toEqual([202, 202]);
  });

  it('SHOULD be followed by the verification as soon as possible', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    const begun = performance.now();
    await hub.ask(subscription(her.callback));
    await her.received(1);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('MUST be 4xx or 5xx where there are errors, and SHOULD describe them in plain text', async () => {
    const hub = await hubUnderTest();
    const response = await hub.ask({});
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(await response.text()).toBe('hub.mode must be subscribe or unsubscribe.\n');
  });

  it.each([
    ['hangs', 'never'],
    ['refuses', 404],
    ['is broken', 'reset'],
  ] as const)('MUST NOT depend on the verification: the callback that %s', async (_, answer) => {
    const her = await reader({ onQuestion: () => answer });
    const hub = await hubUnderTest({ readers: [her] });
    expect((await hub.ask(subscription(her.callback))).status).toBe(202);
    await her.received(1);
  });

  it('MUST NOT depend on the validation: a feed that is not there', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    expect((await hub.ask({ ...subscription(her.callback), 'hub.topic': `${BASE}none/rss.xml` })).status).toBe(202);
    await hub.settle();
  });
});

describe('the hub besides', () => {
  it('takes POST alone, and says so', async () => {
    const hub = await hubUnderTest();
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await fetch(`${hub.url}hub`, { method });
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'POST']);
    }
  });

  it('takes no more than 16 KiB, whether the length is told or not', async () => {
    const hub = await hubUnderTest();
    const body = `hub.mode=${'a'.repeat(20_000)}`;
    expect((await hub.post(body)).status).toBe(413);
    const stream = new Blob([body]).stream();
    const headers = { 'content-type': FORM };
    const request = { method: 'POST', headers, body: stream, duplex: 'half' };
    expect((await fetch(`${hub.url}hub`, request as RequestInit)).status).toBe(413);
    expect((await hub.ask({})).status).toBe(400);
  });

  it('takes each parameter once', async () => {
    const hub = await hubUnderTest();
    const form = new URLSearchParams(subscription('https://a.example/'));
    form.append('hub.callback', 'https://b.example/');
    const response = await hub.post(form.toString());
    expect([response.status, await response.text()]).toEqual([400, 'hub.callback must stand there once.\n']);
  });
});
