/** WebSub, W3C Recommendation of 23 January 2018: what a publisher does (§3.1, §4, §6). One test a clause. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { childrenNamed, readXml } from '../support/read-xml.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { BASE, HUB, hubUnderTest } from './hub-under-test.ts';

const FEEDS = ['rss.xml', 'atom.xml', 'feed.json', 'newsml-g2.xml', 'sahel/rss.xml'];

describe('§4 discovery', () => {
  it.each(FEEDS)('SHOULD include one Link with rel=hub and exactly one with rel=self: %s', async (document) => {
    const hub = await hubUnderTest();
    for (const method of ['GET', 'HEAD']) {
      const response = await fetch(hub.url + document, { method });
      expect([response.status, response.headers.get('link')]).toEqual([
        200,
        `<${HUB}>; rel="hub", <${BASE}${document}>; rel="self"`,
      ]);
    }
  });

  it('§4.1 the self address is the same for every coding, type and language that is asked for, and for a query', async () => {
    const hub = await hubUnderTest();
    const found = new Set<string | null>();
    for (const headers of [
      { 'accept-encoding': 'identity' },
      { 'accept-encoding': 'gzip' },
      { 'accept-encoding': 'br' },
      { accept: 'text/html' },
      { 'accept-language': 'fr' },
    ]) {
      found.add((await fetch(`${hub.url}rss.xml`, { headers })).headers.get('link'));
    }
    found.add((await fetch(`${hub.url}rss.xml?utm_source=x`)).headers.get('link'));
    expect([...found]).toEqual([`<${HUB}>; rel="hub", <${BASE}rss.xml>; rel="self"`]);
  });

  it.each(['archives/rss-1.xml', 'stories/a/newsml-g2.xml', 'index.html', ''])(
    'is not of what nobody can subscribe to: %s',
    async (path) => {
      const hub = await hubUnderTest();
      const response = await fetch(hub.url + path);
      expect([response.status, response.headers.get('link')]).toEqual([200, null]);
    },
  );
});

async function publishedDesk(settings: string): Promise<DeskFolder> {
  const desk = await deskFolder(settings);
  await desk.save('a.txt', copyOf('Council agrees on budget'));
  const { code, out } = await wiredesk('publish', '--desk', desk.root);
  expect([code, out]).toEqual([0, expect.stringMatching(/^New +1/m)]);
  return desk;
}

/** `hub https://...`, in order. */
function links(xml: string): readonly string[] {
  const root = readXml(xml);
  const [channel = root] = childrenNamed(root, 'channel');
  return [...childrenNamed(channel, 'link'), ...childrenNamed(channel, 'atom:link')]
    .filter(({ attributes }) => attributes['rel'] === 'hub' || attributes['rel'] === 'self')
    .map(({ attributes }) => `${attributes['rel']} ${attributes['href']}`)
    .toSorted();
}

describe('§4 the documents of a desk', () => {
  it('SHOULD embed links in XML feeds; JSON Feed has hubs', async () => {
    const desk = await publishedDesk(`url: ${BASE}\n`);
    const read = (name: string) => readFile(join(desk.feeds, name), 'utf8');
    for (const name of ['rss.xml', 'atom.xml', 'countries/sn/rss.xml', 'languages/en/atom.xml']) {
      expect(links(await read(name))).toEqual([`hub ${HUB}`, `self ${BASE}${name}`]);
    }
    expect(JSON.parse(await read('feed.json'))).toMatchObject({
      feed_url: `${BASE}feed.json`,
      hubs: [{ type: 'WebSub', url: HUB }],
    });
  });

  it.each([
    ['url: http://localhost:8080/', undefined],
    ['url: http://10.1.2.3/', undefined],
    ['url: https://desk.internal/', undefined],
    ['url: https://wire.panapress.com/\nwebsub: { hub: none }', undefined],
    ['url: https://wire.panapress.com:8443/', 'https://wire.panapress.com:8443/hub'],
    ['url: https://panapress.com/wire', 'https://panapress.com/wire/hub'],
    ['url: http://localhost:8080/\nwebsub: { hub: own }', 'http://localhost:8080/hub'],
  ])('announce the desk’s own hub where the desk can be reached, or as the settings say: %s', async (settings, hub) => {
    const desk = await publishedDesk(`${settings}\n`);
    const document: { hubs?: readonly { url: string }[] } = JSON.parse(
      await readFile(join(desk.feeds, 'feed.json'), 'utf8'),
    );
    expect(document.hubs?.map(({ url }) => url)).toEqual(hub === undefined ? undefined : [hub]);
  });
});

describe('§6 publishing to a hub elsewhere', () => {
  it('MUST inform the hub when a topic has been updated: each once, and only what has changed', async () => {
    const hub = await webhookReceiver([204]);
    const hubUrl = `http://127.0.0.1:${hub.port}/hub`;
    const desk = await publishedDesk(`url: ${BASE}\nwebsub: { hub: "${hubUrl}" }\nfeed: { each: [] }\n`);
    const told = () => hub.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(
      told()
        .map((form) => String(form['hub.url']))
        .toSorted(),
    ).toEqual(['atom.xml', 'feed.json', 'newsml-g2.xml', 'rss.xml'].map((name) => BASE + name));
    expect(hub.requests[0]).toMatchObject({
      method: 'POST',
      path: '/hub',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(told()[0]).toEqual({ 'hub.mode': 'publish', 'hub.url': expect.any(String) });
    await wiredesk('publish', '--desk', desk.root);
    expect(hub.requests).toHaveLength(4);
    await desk.save('a.txt', copyOf('Council agrees on no budget'));
    await wiredesk('publish', '--desk', desk.root);
    expect(hub.requests).toHaveLength(8);
    expect(links(await readFile(join(desk.feeds, 'rss.xml'), 'utf8'))).toContain(`hub ${hubUrl}`);
  });

  it('tries again until the hub has taken it, also after a restart', { timeout: 300_000 }, async () => {
    let isUp = false;
    const hub = await webhookReceiver(() => (isUp ? 202 : 410));
    const hubUrl = `http://127.0.0.1:${hub.port}/hub`;
    const settings = `url: ${BASE}\nwebsub: { hub: "${hubUrl}" }\nfeed: { each: [] }\nhttp: { port: ${await freePort()} }\n`;
    const desk = await publishedDesk(`${settings}webhooks: { retry: [0s, 0.2s] }\n`);
    expect(hub.requests.length).toBeGreaterThanOrEqual(4);
    const { out } = await wiredesk('status', '--desk', desk.root);
    expect(out).toContain(`WebSub       ${hubUrl}, told of 0 feeds, not yet of 4: HTTP 410`);
    isUp = true;
    const running = startWiredesk('start', '--desk', desk.root);
    await running.printed(/Ctrl-C stops it/);
    const isTold = await eventually(async () => {
      const { out: now } = await wiredesk('status', '--desk', desk.root);
      return now.includes(`${hubUrl}, told of 4 feeds\n`) ? true : undefined;
    });
    expect(isTold).toBe(true);
    // This desk is no hub then.
    const address = /http:\/\/localhost:\d+\//.exec(running.output())?.[0] ?? '';
    expect((await fetch(`${address}hub`, { method: 'POST' })).status).toBe(405);
  });
});
