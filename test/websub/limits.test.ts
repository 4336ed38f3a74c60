/** A hub that strangers may use and nobody may misuse: where callbacks may lie, and how many there may be. */
import { describe, expect, it } from 'vitest';

import type { Resolve } from '../../src/delivery/name-lookup.ts';
import { REFUSED_TARGETS } from '../delivery/refused-targets.ts';
import type { ScriptedAnswer } from '../support/webhook-receiver.ts';
import { BASE, hubUnderTest, reader, RSS } from './hub-under-test.ts';

function subscription(callback: string): Readonly<Record<string, string>> {
  return { 'hub.mode': 'subscribe', 'hub.topic': RSS, 'hub.callback': callback };
}

const intoThisMachine: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

describe('a callback', () => {
  it('is refused where no webhook may go', async () => {
    const hub = await hubUnderTest({ allow: [] });
    const taken: string[] = [];
    for (const target of REFUSED_TARGETS) {
      if ((await hub.ask(subscription(target))).status !== 400) taken.push(target);
    }
    expect(REFUSED_TARGETS.length).toBeGreaterThan(50);
    // Feeds are public: of these two, http and port 80 are all that is wrong for webhooks.
    expect(taken).toEqual(['http://partner.example/', 'https://partner.example:80/']);
  });

  it.each(['https://a.example:22/', 'https://a.example:8443/', 'https://user:pass@a.example/', 'http://localhost/'])(
    'is refused, with the reason and without the settings: %s',
    async (callback) => {
      const hub = await hubUnderTest({ allow: [] });
      const response = await hub.ask(subscription(callback));
      expect([response.status, await response.text()]).toEqual([
        400,
        'hub.callback must be on the public Internet, on one of the ports 80, 443, without a user name or password.\n',
      ]);
    },
  );

  it('whose name leads into a private network is not connected to', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her], allow: [], resolve: intoThisMachine });
    const callback = `http://reader.example:${her.port}/`;
    expect((await hub.ask(subscription(callback))).status).toBe(202);
    await hub.settle();
    expect([her.connections(), hub.observed]).toEqual([0, ['failed']]);
  });

  it('whose name leads into a private network later is not connected to either, and is tried again', async () => {
    const her = await reader();
    let address = '127.0.0.1';
    const resolve: Resolve = async () => [{ address, family: 4 }];
    const hub = await hubUnderTest({ readers: [her], resolve, delaysMs: [0, 3_600_000] });
    await hub.subscribe(her, { 'hub.callback': `http://reader.example:${her.port}/` });
    expect(await hub.store.websub.all()).toHaveLength(1);
    her.closeIdleConnections();
    address = '10.0.0.1';
    await hub.change('rss.xml', '<rss>second</rss>');
    expect(her.pushes()).toEqual([]);
    expect((await hub.store.websub.all())[0]?.lastError).toMatch(/target refused/);
  });
});

describe('verifications', () => {
  it('of one host wait for their turn, and are refused once too many wait', async () => {
    const her = await reader({ onQuestion: () => 'never' });
    const hub = await hubUnderTest({ readers: [her], verifier: { perHostMax: 2, waitingPerHostMax: 3 } });
    const statuses: number[] = [];
    for (let number = 0; number < 8; number += 1) {
      statuses.push((await hub.ask(subscription(`${her.callback}/${number}`))).status);
    }
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429, 429]);
    const response = await hub.ask(subscription(`${her.callback}/9`));
    expect([response.headers.get('retry-after'), response.headers.get('content-type')]).toEqual([
      '30',
      'text/plain; charset=utf-8',
    ]);
    await her.received(2);
    expect(her.requests).toHaveLength(2);
  });

  it('of all hosts together are bounded as well', async () => {
    const her = await reader({ onQuestion: () => 'never' });
    const hub = await hubUnderTest({ readers: [her], verifier: { perHostMax: 1, waitingMax: 2 } });
    const statuses: number[] = [];
    for (let number = 0; number < 5; number += 1) {
      statuses.push((await hub.ask(subscription(`${her.callback}/${number}`))).status);
    }
    expect(statuses).toEqual([202, 202, 202, 429, 429]);
  });

  it('ask one host no faster than its pace', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her], verifier: { hostRate: { attempts: 10, perMs: 1_000 } } });
    const begun = performance.now();
    for (let number = 0; number < 15; number += 1) await hub.ask(subscription(`${her.callback}/${number}`));
    await her.received(15);
    // Ten at once, and then one in a tenth of a second.
    expect(performance.now() - begun).toBeGreaterThan(450);
  });

  it('do not pile up: what is asked for again and again is asked about once more', async () => {
    const { promise: allAreAsked, resolve } = Promise.withResolvers<void>();
    const her = await reader({
      onQuestion: (query) => (response) =>
        void allAreAsked.then(() => response.writeHead(200).end(query.get('hub.challenge'))),
    });
    const hub = await hubUnderTest({ readers: [her] });
    for (let number = 0; number < 20; number += 1) await hub.ask(subscription(her.callback));
    await hub.ask({ ...subscription(her.callback), 'hub.mode': 'unsubscribe' });
    resolve();
    await hub.settle();
    expect(her.questions().map((query) => query.get('hub.mode'))).toEqual(['subscribe', 'unsubscribe']);
    expect(await hub.store.websub.all()).toEqual([]);
  });

  it('are made once: a callback that fails is not asked again', async () => {
    const her = await reader({ onQuestion: () => 500 });
    const hub = await hubUnderTest({ readers: [her] });
    await hub.subscribe(her);
    hub.passTime(86_400_000);
    await hub.settle();
    expect(her.requests).toHaveLength(1);
  });
});

describe('subscriptions', () => {
  it('at one host are bounded: more are denied, renewals are not', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her], policy: { perHostMax: 2 } });
    for (const path of ['/1', '/2', '/3', '/2']) {
      await hub.subscribe(her, { 'hub.callback': her.callback + path });
    }
    expect(her.questions().map((query) => query.get('hub.mode'))).toEqual([
      'subscribe',
      'subscribe',
      'denied',
      'subscribe',
    ]);
    expect(her.questions()[2]?.get('hub.reason')).toBe(
      '127.0.0.1 has as many subscriptions as this hub keeps for one host.',
    );
  });

  it('are bounded in all', async () => {
    const her = await reader();
    const hub = await hubUnderTest({ readers: [her], policy: { subscriptionsMax: 1 } });
    await hub.subscribe(her);
    await hub.subscribe(her, { 'hub.topic': `${BASE}atom.xml` });
    expect(her.questions()[1]?.get('hub.reason')).toBe('This hub has as many subscriptions as it can keep.');
    expect(await hub.store.websub.all()).toHaveLength(1);
  });

  it('are bounded also where many are asked about at one time: who said yes last is denied', async () => {
    const answers: (() => void)[] = [];
    const together = (query: URLSearchParams): ScriptedAnswer => {
      if (query.get('hub.mode') === 'denied') return 200;
      return (response) => {
        answers.push(() => response.writeHead(200).end(query.get('hub.challenge')));
        if (answers.length === 2) answers.forEach((answer) => answer());
      };
    };
    const her = await reader({ onQuestion: together });
    const hub = await hubUnderTest({ readers: [her], policy: { subscriptionsMax: 1 } });
    await Promise.all([hub.subscribe(her), hub.subscribe(her, { 'hub.topic': `${BASE}atom.xml` })]);
    expect(her.questions().map((query) => query.get('hub.mode'))).toEqual(['subscribe', 'subscribe', 'denied']);
    expect(await hub.store.websub.all()).toHaveLength(1);
  });
});

describe('distribution', () => {
  it('leaves places for others where one host is slow', async () => {
    const [slow, quick] = [await reader({ onPush: ['never'] }), await reader()];
    const hub = await hubUnderTest({
      readers: [slow, quick],
      allow: ['127.0.0.1', '::ffff:127.0.0.1', 'localhost'],
      places: { inFlightMax: 4, perHostMax: 2, failingMax: 4 },
    });
    for (let number = 0; number < 10; number += 1) {
      await hub.subscribe(slow, { 'hub.callback': `${slow.callback}/${number}` });
    }
    await hub.subscribe(quick, { 'hub.callback': `http://localhost:${quick.port}/` });
    await hub.write('rss.xml', '<rss>second</rss>');
    await quick.received(2);
    // Else the others would have had all places first, and it would have come when their time was over.
    expect(slow.pushes().length).toBeLessThanOrEqual(2);
    await slow.received(10 + 2);
    expect(slow.pushes()).toHaveLength(2);
  });

  it('leaves places for others where many have failed and are slow to fail', async () => {
    const down = await reader({ onPush: (before) => (before < 4 ? 500 : 'never') });
    const quick = await reader();
    const hub = await hubUnderTest({
      readers: [down, quick],
      allow: ['127.0.0.1', 'localhost'],
      places: { inFlightMax: 2, perHostMax: 2, failingMax: 1 },
      delaysMs: [0],
    });
    for (let number = 0; number < 4; number += 1) {
      await hub.subscribe(down, { 'hub.callback': `${down.callback}/${number}` });
    }
    await hub.write('rss.xml', '<rss>second</rss>');
    await down.received(4 + 5);
    await hub.subscribe(quick, { 'hub.callback': `http://localhost:${quick.port}/` });
    await hub.write('rss.xml', '<rss>third</rss>');
    await quick.received(2);
    // Else the others would have had both places, and it would have come when their time was over.
    expect(down.pushes()).toHaveLength(4 + 1);
  });
});
