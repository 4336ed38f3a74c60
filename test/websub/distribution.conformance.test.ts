/** WebSub, W3C Recommendation of 23 January 2018: how a hub distributes (§3, §6, §7, §8.3). One test a clause. */
import { createHmac } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { ScriptedAnswer } from '../support/webhook-receiver.ts';
import { BASE, HUB, hubUnderTest, pushed, reader, RSS } from './hub-under-test.ts';

describe('§7 a content distribution request', () => {
  it('is sent as a POST to the callback when new content is available, and MUST include the payload', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    expect(her.pushes()).toEqual([]);
    await hub.change('rss.xml', '<rss>« second »</rss>');
    expect(her.pushes()).toMatchObject([{ method: 'POST', path: '/reader', body: '<rss>« second »</rss>' }]);
  });

  it.each([
    ['rss.xml', 'application/rss+xml; charset=utf-8'],
    ['sahel/rss.xml', 'application/rss+xml; charset=utf-8'],
    ['atom.xml', 'application/atom+xml; charset=utf-8'],
    ['feed.json', 'application/feed+json; charset=utf-8'],
    ['newsml-g2.xml', 'application/xml; charset=utf-8'],
  ])('MUST have the Content-Type of the topic, and MUST contain its full contents: %s', async (document, type) => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.topic': BASE + document });
    await hub.change(document, `second ${'x'.repeat(300_000)}`);
    const served = await fetch(hub.url + document);
    expect(served.headers.get('content-type')).toBe(type);
    expect(her.pushes().map(({ headers, body }) => [headers['content-type'], body])).toEqual([
      [type, await served.text()],
    ]);
  });

  it('MUST include a Link with rel=hub and one with rel=self, SHOULD combine them, and they are those of discovery', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.topic': `${BASE}sahel/%72ss.xml` });
    await hub.change('sahel/rss.xml', '<rss>second</rss>');
    const link = `<${HUB}>; rel="hub", <${BASE}sahel/rss.xml>; rel="self"`;
    expect(her.pushes()[0]?.headers['link']).toBe(link);
    expect((await fetch(`${hub.url}sahel/rss.xml`)).headers.get('link')).toBe(link);
  });

  it.each([200, 201, 202, 204, 299])('is a success where the callback answers %i', async (status) => {
    const her = await reader({ onPush: [status] });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    hub.passTime(3_600_000);
    await hub.settle();
    expect(her.pushes()).toHaveLength(1);
    expect((await hub.store.websub.all())[0]?.dueAt).toBeUndefined();
  });

  it('that is answered 410 MAY terminate the subscription', async () => {
    const her = await reader({ onPush: [410] });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    expect(await hub.store.websub.all()).toEqual([]);
    await hub.change('rss.xml', '<rss>third</rss>');
    expect(her.pushes()).toHaveLength(1);
  });

  it.each<ScriptedAnswer>([
    { status: 301, headers: { location: '/elsewhere' } },
    { status: 307, headers: { location: '/elsewhere' } },
    400,
    401,
    403,
    404,
    409,
    413,
    415,
    422,
    429,
    500,
    502,
    503,
    'reset',
    'never',
  ])('MUST be considered a failure for %o, and SHOULD be retried', async (answer) => {
    const her = await reader({ onPush: [answer, answer, 204] });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    await pushed(her, 3);
    await hub.settle();
    expect(her.requests.map(({ path }) => path).filter((path) => path === '/elsewhere')).toEqual([]);
    expect(her.pushes().map(({ body }) => body)).toEqual(Array.from({ length: 3 }, () => '<rss>second</rss>'));
    expect(await hub.store.websub.all()).toMatchObject([{ failures: 0 }]);
  });

  it.each<[string, ScriptedAnswer]>([
    ['a page', { status: 200, text: '<h1>404 Not Found</h1>' }],
    ['more than anybody would read', { status: 200, text: 'x'.repeat(1_000_000) }],
    ['a challenge', { status: 204, headers: { 'hub.challenge': 'x' } }],
  ])('MUST have the body of its answer ignored: %s', async (_, answer) => {
    const her = await reader({ onPush: [answer] });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    hub.passTime(3_600_000);
    await hub.settle();
    expect(her.pushes()).toHaveLength(1);
  });

  it('that fails and fails MUST leave the subscription active until the end of its lease', async () => {
    const her = await reader({ onPush: [500] });
    const hub = await hubUnderTest({ readers: [her], delaysMs: [0, 3_600_000] });
    await hub.subscribe(her, { 'hub.lease_seconds': '864000' });
    await hub.change('rss.xml', '<rss>second</rss>');
    for (let hours = 1; hours < 240; hours += 1) {
      hub.passTime(3_600_000);
      await hub.settle();
    }
    expect(her.pushes().length).toBeGreaterThan(200);
    expect(await hub.store.websub.all()).toMatchObject([{ failures: her.pushes().length, lastError: 'HTTP 500' }]);
    hub.passTime(3_600_000);
    await hub.settle();
    expect(await hub.store.websub.all()).toEqual([]);
  });

  it('MUST be tried again at the subscriber who has failed before when there is a new update, and carries that', async () => {
    const her = await reader({ onPush: (before) => (before < 2 ? 500 : 204) });
    const hub = await hubUnderTest({ readers: [her], delaysMs: [0, 60_000] });
    await hub.subscribe(her);
    for (const text of ['second', 'third', 'fourth']) await hub.change('rss.xml', `<rss>${text}</rss>`);
    expect(her.pushes()).toHaveLength(1);
    hub.passTime(60_000);
    await hub.settle();
    hub.passTime(60_000);
    await hub.settle();
    expect(her.pushes().map(({ body }) => body)).toEqual([
      '<rss>second</rss>',
      '<rss>fourth</rss>',
      '<rss>fourth</rss>',
    ]);
  });

  it('keeps away as long as Retry-After asks', async () => {
    const her = await reader({ onPush: [{ status: 503, headers: { 'retry-after': '600' } }, 204] });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    hub.passTime(590_000);
    await hub.settle();
    expect(her.pushes()).toHaveLength(1);
    hub.passTime(10_000);
    await hub.settle();
    expect(her.pushes()).toHaveLength(2);
  });
});

describe('§7.1 authenticated content distribution', () => {
  const body = '<rss>« signed »</rss>';

  it.each(['s3cret', 'clé de passe', '‮x', 'a'.repeat(199)])(
    'MUST have an HMAC of the body, with the secret as its key, as method=hex: secret %s',
    async (secret) => {
      const her = await reader();
      const hub = await hubUnderTest({ readers: [her] });
      await hub.subscribe(her, { 'hub.secret': secret });
      await hub.change('rss.xml', body);
      const expected = createHmac('sha256', secret).update(body).digest('hex');
      expect(her.pushes()[0]?.headers['x-hub-signature']).toBe(`sha256=${expected}`);
    },
  );

  it('has no signature where no secret was given (§5.1)', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.change('rss.xml', body);
    expect(her.pushes()[0]?.headers).not.toHaveProperty('x-hub-signature');
  });

  it('takes the secret of the last subscription, at least SHA-256 (§8.3)', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.secret': 'first' });
    await hub.subscribe(her, { 'hub.secret': 'second' });
    await hub.change('rss.xml', body);
    const expected = createHmac('sha256', 'second').update(body).digest('hex');
    expect(her.pushes()[0]?.headers['x-hub-signature']).toBe(`sha256=${expected}`);
  });

  it('signs the same subscriber’s other feeds each with its own secret', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.secret': 'of rss' });
    await hub.subscribe(her, { 'hub.secret': 'of atom', 'hub.topic': `${BASE}atom.xml` });
    await hub.change('atom.xml', body);
    const expected = createHmac('sha256', 'of atom').update(body).digest('hex');
    expect(her.pushes().map(({ headers }) => headers['x-hub-signature'])).toEqual([`sha256=${expected}`]);
  });
});

describe('§8.3 distribution', () => {
  it('MUST use the exact callback of the last subscription', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.callback': `${her.callback}/%7Ea?x=%2d` });
    await hub.change('rss.xml', '<rss>second</rss>');
    expect(her.pushes()[0]?.path).toBe('/reader/%7Ea?x=%2d');
  });
});

describe('§3.2.3 a hub', () => {
  it('MUST support requests with a secret and deliver the full contents, authenticated', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.secret': 's', 'hub.topic': RSS });
    await hub.change('rss.xml', 'whole');
    const [push] = her.pushes();
    expect([push?.body, push?.headers['x-hub-signature']]).toEqual([
      'whole',
      `sha256=${createHmac('sha256', 's').update('whole').digest('hex')}`,
    ]);
  });
});
