/** Latest feed wins: whatever comes between, a subscriber gets the feed as it is, once, and in time. */
import { describe, expect, it } from 'vitest';

import type { Withdrawal } from '../../src/wire/websub-shelf.ts';
import { BASE, hubUnderTest, pushed, reader } from './hub-under-test.ts';

const HOUR = 3_600_000;

describe('latest feed wins', () => {
  it('sends to everybody who follows a feed, and to nobody else', async () => {
    const [ann, ben, eve] = [await reader(), await reader(), await reader()];
    const hub = await hubUnderTest({ readers: [ann, ben, eve] });
    for (const one of [ann, ben]) await hub.subscribe(one);
    await hub.subscribe(eve, { 'hub.topic': `${BASE}atom.xml` });
    await hub.change('rss.xml', '<rss>second</rss>');
    expect([ann, ben, eve].map(({ pushes }) => pushes().length)).toEqual([1, 1, 0]);
  });

  it('sends nothing where a feed has not changed', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>first</rss>');
    expect(her.pushes()).toEqual([]);
  });

  it('has one request at a time under way to a subscriber, and then the newest feed, whatever came between', async () => {
    let [underWay, most] = [0, 0];
    const her = await reader({
      onPush: () => (response) => {
        underWay += 1;
        most = Math.max(most, underWay);
        setTimeout(() => {
          underWay -= 1;
          response.writeHead(204).end();
        }, 150);
      },
    });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    await hub.write('rss.xml', '<rss>0</rss>');
    await her.received(2);
    for (let number = 1; number <= 5; number += 1) await hub.write('rss.xml', `<rss>${number}</rss>`);
    await hub.settle();
    expect(her.pushes().map(({ body }) => body)).toEqual(['<rss>0</rss>', '<rss>5</rss>']);
    expect(most).toBe(1);
  });

  it('sends what has changed between the request to subscribe and its verification', async () => {
    const her = await reader({
      onQuestion: (query) => (response) => {
        setTimeout(() => response.writeHead(200).end(query.get('hub.challenge')), 200);
      },
    });
    const hub = await hubUnderTest({ readers: [her] });
    const subscribed = hub.subscribe(her);
    await her.received(1);
    await hub.change('rss.xml', '<rss>second</rss>');
    await subscribed;
    expect(await pushed(her, 1)).toEqual(['<rss>second</rss>']);
  });

  it('sends what has changed while a request to subscribe waited for its turn', async () => {
    const { promise: isChanged, resolve } = Promise.withResolvers<void>();
    const her = await reader({
      onQuestion: (query) => (response) =>
        void isChanged.then(() => response.writeHead(200).end(query.get('hub.challenge'))),
    });
    const hub = await hubUnderTest({ readers: [her], verifier: { perHostMax: 1 } });
    const first = hub.subscribe(her, { 'hub.topic': `${BASE}atom.xml` });
    await her.received(1);
    const second = hub.subscribe(her);
    await hub.accepted(2);
    await hub.write('rss.xml', '<rss>second</rss>');
    resolve();
    await Promise.all([first, second]);
    expect(await pushed(her, 1)).toEqual(['<rss>second</rss>']);
  });

  it('sends the feed as it is again to who may have had another one meanwhile', async () => {
    // Whoever answers 500 may have taken it before that.
    const her = await reader({ onPush: [500, 204] });
    const hub = await hubUnderTest({ readers: [her], delaysMs: [0, 60_000] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    await hub.change('rss.xml', '<rss>first</rss>');
    hub.passTime(60_000);
    await hub.settle();
    expect(her.pushes().map(({ body }) => body)).toEqual(['<rss>second</rss>', '<rss>first</rss>']);
    expect((await hub.store.websub.all())[0]?.dueAt).toBeUndefined();
  });

  it('sends once what it finds in a feed before it has been told of it', async () => {
    const her = await reader({ onPush: [500, 204] });
    const hub = await hubUnderTest({ readers: [her], delaysMs: [0, 60_000] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    // As in the midst of a pass: the file is there, and the hub is told at the end.
    await hub.put('rss.xml', '<rss>third</rss>');
    hub.passTime(60_000);
    await hub.settle();
    expect(her.pushes().map(({ body }) => body)).toEqual(['<rss>second</rss>', '<rss>third</rss>']);
    await hub.change('rss.xml', '<rss>third</rss>');
    expect(her.pushes()).toHaveLength(2);
  });

  it('sends at once to who has subscribed anew while an attempt of before was failing', async () => {
    const { promise: isRenewed, resolve } = Promise.withResolvers<void>();
    const her = await reader({
      onPush: (before) => (before === 0 ? (response) => void isRenewed.then(() => response.writeHead(500).end()) : 204),
    });
    const hub = await hubUnderTest({ readers: [her], delaysMs: [3_600_000] });
    await hub.subscribe(her);
    await hub.write('rss.xml', '<rss>second</rss>');
    await her.received(2);
    await hub.subscribe(her);
    resolve();
    expect(await pushed(her, 2)).toEqual(['<rss>second</rss>', '<rss>second</rss>']);
  });

  it('sends the feed to who subscribes anew while an attempt of before is under way, where it has changed back', async () => {
    const [isReleased, isConfirmed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const her = await reader({
      onPush: (before) =>
        before === 0 ? (response) => void isReleased.promise.then(() => response.writeHead(204).end()) : 204,
      onQuestion: (query, before) => (response) => {
        const isAnswered = before === 0 ? Promise.resolve() : isConfirmed.promise;
        void isAnswered.then(() => response.writeHead(200).end(query.get('hub.challenge')));
      },
    });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.lease_seconds': '3600' });
    await hub.write('rss.xml', '<rss>second</rss>');
    await her.received(2);
    await hub.write('rss.xml', '<rss>first</rss>');
    hub.passTime(3_601_000);
    // She fetches the feed as it is, and only then comes what the old subscription was sent.
    const anew = hub.subscribe(her);
    await her.received(3);
    isReleased.resolve();
    // Until that is written down, for nobody who is there.
    await hub.change('rss.xml', '<rss>first</rss>');
    isConfirmed.resolve();
    await anew;
    expect(await pushed(her, 2)).toEqual(['<rss>second</rss>', '<rss>first</rss>']);
  });

  it('sends a feed that was gone when it is there again, and calls that nobody a failure', async () => {
    const her = await reader({ onPush: [500, 204] });
    const hub = await hubUnderTest({ readers: [her], delaysMs: [0, 60_000] });
    await hub.subscribe(her);
    await hub.change('rss.xml', '<rss>second</rss>');
    await hub.remove('rss.xml');
    hub.passTime(60_000);
    await hub.settle();
    expect((await hub.store.websub.all())[0]).toMatchObject({ failures: 1, lastError: 'HTTP 500' });
    await hub.put('rss.xml', '<rss>second</rss>');
    hub.passTime(300_000);
    await hub.settle();
    expect(her.pushes().map(({ body }) => body)).toEqual(['<rss>second</rss>', '<rss>second</rss>']);
  });

  it('oversleeps no retry that becomes due while it looks for what is due', async () => {
    const her = await reader({ onPush: (before) => (before < 40 ? 500 : 204) });
    // Waits of all lengths, so that some end between two looks at the clock.
    const delaysMs = Array.from({ length: 41 }, (_, failures) => failures * 5);
    const hub = await hubUnderTest({ readers: [her], delaysMs, tickMs: 15 });
    await hub.subscribe(her);
    await hub.write('rss.xml', '<rss>second</rss>');
    expect(await pushed(her, 41)).toHaveLength(41);
  });

  it('tells neither callback nor secret to the log', async () => {
    const her = await reader({ onPush: [500, 204] });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her, { 'hub.callback': `${her.callback}?token=hers`, 'hub.secret': 's3cret' });
    await hub.change('rss.xml', '<rss>second</rss>');
    await pushed(her, 2);
    await hub.settle();
    expect(hub.logged.join('')).toContain('feed delivered');
    expect(hub.logged.join('')).not.toMatch(/reader|hers|s3cret|127\.0\.0\.1/);
    expect(hub.observed).toEqual(['verified', 'endpoint-failed subscriber', 'delivered subscriber']);
  });
});

it('what was taken back is out of the feed of who fails within a minute of its coming back', async () => {
  const her = await reader({ onPush: [500, 503, 204] });
  let withdrawal: Withdrawal | undefined;
  const hub = await hubUnderTest({ readers: [her], withdrawal: () => withdrawal, delaysMs: [0, 6 * HOUR] });
  await hub.subscribe(her);
  await hub.change('rss.xml', '<rss>with a story</rss>');
  hub.passTime(HOUR);
  await hub.settle();
  expect(her.pushes()).toHaveLength(1);
  withdrawal = { seq: 9, isOutOfFeeds: true };
  await hub.change('rss.xml', '<rss>without</rss>');
  expect(her.pushes().map(({ body }) => body)).toEqual(['<rss>with a story</rss>', '<rss>without</rss>']);
  hub.passTime(60_000);
  expect((await pushed(her, 3)).at(-1)).toBe('<rss>without</rss>');
});
