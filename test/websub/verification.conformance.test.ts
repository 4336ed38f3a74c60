/** WebSub, W3C Recommendation of 23 January 2018: how a hub validates and verifies (§5.2, §5.3, §8.2). One test a clause. */
import { describe, expect, it } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { WebSubShelf } from '../../src/wire/websub-shelf.ts';
import type { ScriptedAnswer } from '../support/webhook-receiver.ts';
import { BASE, hubUnderTest, reader, RSS } from './hub-under-test.ts';

const DAY_MS = 24 * 3_600_000;

describe('§5.2 validation', () => {
  it('that accepts MUST be followed by the verification of intent', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    expect(her.questions()).toHaveLength(1);
  });

  it.each(['none/rss.xml', 'archives/rss-1.xml', 'stories/a/newsml-g2.xml', 'index.html', 'sahel/atom.xml', ''])(
    'that denies MUST inform the subscriber: there is no feed at %s',
    async (path) => {
      const her = await reader();
      const hub = await hubUnderTest({ readers: [her] });
      await hub.subscribe(her, { 'hub.topic': BASE + path });
      expect(her.requests.map(({ method }) => method)).toEqual(['GET']);
      const [query] = her.questions();
      // REQUIRED hub.mode "denied", REQUIRED hub.topic as in the request, OPTIONAL hub.reason.
      expect(Object.fromEntries(query ?? [])).toEqual({
        'hub.mode': 'denied',
        'hub.topic': BASE + path,
        'hub.reason': 'There is no feed at this address: subscribe to the rel="self" address of one.',
      });
      expect(await hub.store.websub.all()).toEqual([]);
    },
  );

  it('that denies keeps the query of the callback', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.topic': `${BASE}none/rss.xml`, 'hub.callback': `${her.callback}?a=1` });
    expect(her.requests[0]?.path).toMatch(/^\/reader\?a=1&hub\.mode=denied&/);
  });

  it('that denies is not verified: a challenge that comes back changes nothing', async () => {
    const her = await reader({ onQuestion: () => 200 });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.topic': `${BASE}none/rss.xml` });
    expect(hub.observed).toEqual(['denied']);
  });

  it('MAY deny at any point: here where the subscription cannot be kept', async () => {
    const her = await reader();
    const store = await openSqliteStore(':memory:');
    const refusing: WebSubShelf = { ...store.websub, subscribe: () => Promise.reject(new Error('the disk is full')) };
    const hub = await hubUnderTest({ readers: [her], store: { ...store, websub: refusing } });
    await hub.subscribe(her);
    expect(her.questions().map((query) => query.get('hub.mode'))).toEqual(['subscribe', 'denied']);
  });

  it('does not take place of unsubscription requests', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.mode': 'unsubscribe', 'hub.topic': `${BASE}none/rss.xml` });
    expect(her.questions().map((query) => query.get('hub.mode'))).toEqual(['unsubscribe']);
  });
});

describe('§5.3 verification of intent', () => {
  it('to subscribe has hub.mode, hub.topic, hub.challenge and MUST have hub.lease_seconds', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.lease_seconds': '86400' });
    expect(her.requests.map(({ method, body }) => [method, body])).toEqual([['GET', '']]);
    expect(Object.fromEntries(her.questions()[0] ?? [])).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': RSS,
      'hub.challenge': expect.stringMatching(/^[\w-]{43}$/),
      'hub.lease_seconds': '86400',
    });
  });

  it('to unsubscribe has hub.mode, hub.topic and hub.challenge', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.subscribe(her, { 'hub.mode': 'unsubscribe' });
    expect(Object.fromEntries(her.questions()[1] ?? [])).toEqual({
      'hub.mode': 'unsubscribe',
      'hub.topic': RSS,
      'hub.challenge': expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('to unsubscribe, once confirmed, is carried out also where the store refuses at first', async () => {
    const her = await reader();
    const store = await openSqliteStore(':memory:');
    let refusals = 1;
    const refusing: WebSubShelf = {
      ...store.websub,
      unsubscribe: (key) =>
        (refusals -= 1) === 0 ? Promise.reject(new Error('the disk is full')) : store.websub.unsubscribe(key),
    };
    const hub = await hubUnderTest({ readers: [her], store: { ...store, websub: refusing } });
    await hub.subscribe(her);
    await hub.subscribe(her, { 'hub.mode': 'unsubscribe' });
    expect(await store.websub.all()).toEqual([]);
    expect(refusals).toBe(-1);
  });

  it('measures the lease from the request to the callback', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    const before = Date.now();
    await hub.subscribe(her, { 'hub.lease_seconds': '86400' });
    const [{ expiresAt, verifiedAt } = { expiresAt: '', verifiedAt: '' }] = await hub.store.websub.all();
    expect(Date.parse(expiresAt ?? '') - DAY_MS).toBeGreaterThanOrEqual(before);
    expect(Date.parse(expiresAt ?? '') - DAY_MS).toBeLessThanOrEqual(Date.parse(verifiedAt));
  });
});

describe('§5.3.1 the answer to a verification', () => {
  it.each([200, 201, 202, 299])('that is %i with the challenge is a yes', async (status) => {
    const her = await reader({ onQuestion: (query) => ({ status, text: query.get('hub.challenge') ?? '' }) });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    expect(await hub.store.websub.all()).toHaveLength(1);
  });

  it.each([300, 301, 302, 307, 308, 400, 401, 404, 410, 500, 503])(
    'that is %i MUST be considered a failure, even with the challenge',
    async (status) => {
      const her = await reader({
        onQuestion: (query) => ({
          status,
          headers: { location: '/elsewhere' },
          text: query.get('hub.challenge') ?? '',
        }),
      });
      const hub = await hubUnderTest({ readers: [her] });
      await hub.subscribe(her);
      expect(await hub.store.websub.all()).toEqual([]);
      // It is asked once, and a redirect is not followed.
      expect(her.requests).toHaveLength(1);
      expect(hub.observed).toEqual(['failed']);
    },
  );

  it.each<[string, (challenge: string) => string]>([
    ['empty', () => ''],
    ['another text', () => 'yes'],
    ['the challenge and a line end', (challenge) => `${challenge}\n`],
    ['the challenge and more', (challenge) => challenge + 'x'.repeat(10_000)],
    ['the beginning of the challenge', (challenge) => challenge.slice(0, -1)],
    ['the challenge within a page', (challenge) => `<p>${challenge}</p>`],
    ['the challenge in capitals', (challenge) => challenge.toUpperCase()],
  ])('that is 2xx with a body that does not match MUST be considered a failure: %s', async (_, text) => {
    const her = await reader({
      onQuestion: (query) => ({ status: 200, text: text(query.get('hub.challenge') ?? '') }),
    });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    expect(await hub.store.websub.all()).toEqual([]);
  });

  it.each<[string, ScriptedAnswer]>([
    ['is reset', 'reset'],
    ['never comes', 'never'],
    ['has no end', (response) => void response.writeHead(200).write('x'.repeat(100_000))],
  ])('that %s is a failure', async (_, answer) => {
    const her = await reader({ onQuestion: () => answer });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    expect(await hub.store.websub.all()).toEqual([]);
  });
});

describe('§5.3.1 leases', () => {
  it('MUST be enforced: after its end nothing is sent', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.lease_seconds': '3600' });
    await hub.change('rss.xml', '<rss>second</rss>');
    hub.passTime(3_599_000);
    await hub.change('rss.xml', '<rss>third</rss>');
    hub.passTime(1_000);
    await hub.change('rss.xml', '<rss>fourth</rss>');
    expect(her.pushes().map(({ body }) => body)).toEqual(['<rss>second</rss>', '<rss>third</rss>']);
    expect(await hub.store.websub.all()).toEqual([]);
  });

  it('MUST NOT be perpetual, whatever is asked for', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.lease_seconds': '999999999999' });
    const [{ expiresAt } = { expiresAt: '' }] = await hub.store.websub.all();
    expect(Date.parse(expiresAt ?? '')).toBeLessThanOrEqual(Date.now() + 30 * DAY_MS);
  });

  it('are sustained by asking again before their end', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.lease_seconds': '3600' });
    hub.passTime(3_000_000);
    await hub.subscribe(her, { 'hub.lease_seconds': '3600' });
    hub.passTime(3_000_000);
    await hub.change('rss.xml', '<rss>second</rss>');
    expect(her.pushes()).toHaveLength(1);
  });

  it('that have ended can be had anew, and begin with the feed as it is', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.lease_seconds': '3600' });
    hub.passTime(4_000_000);
    await hub.change('rss.xml', '<rss>while she was away</rss>');
    await hub.subscribe(her);
    await hub.settle();
    expect(her.pushes()).toEqual([]);
    await hub.change('rss.xml', '<rss>second</rss>');
    expect(her.pushes().map(({ body }) => body)).toEqual(['<rss>second</rss>']);
  });
});

describe('§8.2 security', () => {
  it('leases SHOULD be short: ten days where nothing is asked for', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    expect(her.questions()[0]?.get('hub.lease_seconds')).toBe('864000');
  });

  it('a challenge SHOULD be random and for a single use', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    for (let round = 0; round < 5; round += 1) await hub.subscribe(her);
    expect(new Set(her.questions().map((query) => query.get('hub.challenge'))).size).toBe(5);
  });
});
