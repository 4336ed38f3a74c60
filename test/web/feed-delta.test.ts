import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it, onTestFinished } from 'vitest';

import { atom } from '../../src/formats/atom.ts';
import { jsonFeed } from '../../src/formats/json-feed.ts';
import { rss } from '../../src/formats/rss.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { createApp } from '../../src/web/app.ts';
import { deltaOf, digestOf, itemised } from '../../src/web/feed-delta.ts';
import { feedVersions } from '../../src/web/feed-versions.ts';
import { startServer } from '../../src/web/server.ts';
import { sampleDesk, sampleFeed, storyWith } from '../support/stories.ts';
import { publish, webOver } from '../support/web.ts';

const FORMATS = [rss, atom, jsonFeed];

function story(slug: string, text: string, version = 1): StoryVersion {
  return { ...storyWith({ headline: `About ${slug}`, body: [text.repeat(40)] }, slug), version };
}

const [a, b, c] = [story('a', 'Rain. '), story('b', 'Sun. '), story('c', 'Wind. ')];
const correctedB = story('b', 'Sun, corrected. ', 2);

const documentOf = (format: (typeof FORMATS)[number], stories: readonly StoryVersion[]): string =>
  format.feed.render(sampleFeed, stories, sampleDesk);

describe.each(FORMATS)('a delta of $name (RFC 3229)', (format) => {
  const path = `/${format.feed.fileName}`;
  const before = documentOf(format, [b, a]);
  const after = documentOf(format, [c, correctedB, a]);

  const itemsOf = (document: string): readonly string[] | undefined =>
    itemised([path.slice(1)], Buffer.from(document))?.items;

  async function changed(): Promise<{ app: ReturnType<typeof createApp>; tag: string }> {
    const web = await webOver({ [path]: before });
    const app = createApp(web);
    const tag = (await app.request(path)).headers.get('etag') ?? '';
    await publish(web.feedsFolder, path, after);
    return { app, tag };
  }

  it('§10.4.1: is answered 226 with what is new or has changed, as a document of its own', async () => {
    const { app, tag } = await changed();
    const response = await app.request(path, { headers: { 'a-im': 'feed', 'if-none-match': tag } });
    const whole = await app.request(path);
    expect(response.status).toBe(226);
    const newest = documentOf(format, [c, correctedB]);
    const delta = await response.text();
    expect(itemsOf(delta)).toEqual(itemsOf(newest));
    expect(itemsOf(newest)).toHaveLength(2);
    expect(delta).not.toContain(a.guid);
    // §10.5: what was applied, to which version, and the version that the reader has with it.
    expect(response.headers.get('im')).toBe('feed');
    expect(response.headers.get('delta-base')).toBe(tag);
    expect(response.headers.get('etag')).toBe(whole.headers.get('etag'));
    expect(response.headers.get('content-type')).toBe(whole.headers.get('content-type'));
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(delta)));
    // §10.8.1: only a cache that knows what a delta is may keep it.
    expect(response.headers.get('cache-control')).toBe('no-store, im');
  });

  it('with its ETag the reader is up to date', async () => {
    const { app, tag } = await changed();
    const delta = await app.request(path, { headers: { 'a-im': 'feed', 'if-none-match': tag } });
    const headers = { 'a-im': 'feed', 'if-none-match': delta.headers.get('etag') ?? '' };
    expect((await app.request(path, { headers })).status).toBe(304);
  });

  it.each([
    { says: 'a list with a known tag', field: (tag: string) => `"unknown", ${tag}` },
    { says: 'a tag that a cache has weakened', field: (tag: string) => `W/${tag}` },
    { says: 'the tag of another coding', field: (tag: string) => tag.replace(/"$/, '-gzip"') },
  ])('is answered to $says', async ({ field }) => {
    const { app, tag } = await changed();
    const headers = { 'a-im': 'vcdiff, feed;q=0.5', 'if-none-match': field(tag) };
    expect((await app.request(path, { headers })).status).toBe(226);
  });

  it.each([
    { says: 'who does not ask for one', headers: (tag: string) => ({ 'if-none-match': tag }) },
    { says: 'who takes others only', headers: (tag: string) => ({ 'a-im': 'vcdiff', 'if-none-match': tag }) },
    { says: 'who refuses it', headers: (tag: string) => ({ 'a-im': 'feed;q=0', 'if-none-match': tag }) },
    { says: 'who has nothing yet', headers: () => ({ 'a-im': 'feed' }) },
    { says: 'who has what nobody remembers', headers: () => ({ 'a-im': 'feed', 'if-none-match': '"unknown"' }) },
    {
      says: 'who has a version by its date alone',
      headers: () => ({ 'a-im': 'feed', 'if-modified-since': 'Sun, 24 Nov 2019 09:59:59 GMT' }),
    },
  ])('§10.1: $says gets the whole document', async ({ headers }) => {
    const { app, tag } = await changed();
    const response = await app.request(path, { headers: headers(tag) });
    expect(response.status).toBe(200);
    expect(response.headers.has('im')).toBe(false);
    expect(await response.text()).toBe(after);
  });

  it('comes in the coding that the reader takes, and HEAD has its fields', async () => {
    const { app, tag } = await changed();
    const headers = { 'a-im': 'feed', 'if-none-match': tag };
    const plain = await (await app.request(path, { headers })).text();
    const zipped = await app.request(path, { headers: { ...headers, 'accept-encoding': 'gzip' } });
    expect([zipped.status, zipped.headers.get('content-encoding')]).toEqual([226, 'gzip']);
    expect(zipped.headers.get('etag')).toMatch(/-gzip"$/);
    expect(gunzipSync(await zipped.bytes()).toString()).toBe(plain);
    const head = await app.request(path, { method: 'HEAD', headers });
    expect([head.status, head.headers.get('im'), await head.text()]).toEqual([226, 'feed', '']);
  });

  it('is not sent where all is new', () => {
    const document = itemised([path.slice(1)], Buffer.from(after));
    expect(document && deltaOf(document, new Set([digestOf('another')]))).toBeUndefined();
  });

  it('is never larger than the document', async () => {
    const web = await webOver({ [path]: documentOf(format, []) });
    const app = createApp(web);
    const tag = (await app.request(path)).headers.get('etag') ?? '';
    await publish(web.feedsFolder, path, after);
    const headers = { 'a-im': 'feed', 'if-none-match': tag };
    expect((await app.request(path, { headers })).status).toBe(200);
  });
});

/** What tells that a reader does not ask the desk itself. */
const SIGNS = [
  { via: '1.1 varnish' },
  { forwarded: 'for=192.0.2.1' },
  { 'x-forwarded-for': '192.0.2.1' },
  { 'x-real-ip': '192.0.2.1' },
];

describe('behind a cache, which may ask with a version of its own in the place of a reader', () => {
  const NOBODY: Readonly<Record<string, string>> = {};

  it.each([
    ...SIGNS.map((sign) => ['direct', sign, 200] as const),
    ['direct', NOBODY, 226],
    ['always', { via: '1.1 varnish' }, 226],
    ['never', NOBODY, 200],
  ] as const)('a delta is sent where the settings say so: %s, %j', async (deltas, sign, status) => {
    const web = await webOver({ 'rss.xml': documentOf(rss, [b, a]) });
    const app = createApp({ ...web, deltas });
    const tag = (await app.request('/rss.xml')).headers.get('etag') ?? '';
    await publish(web.feedsFolder, 'rss.xml', documentOf(rss, [c, b, a]));
    const response = await app.request('/rss.xml', { headers: { 'a-im': 'feed', 'if-none-match': tag, ...sign } });
    expect(response.status).toBe(status);
    if (status === 200) expect(await response.text()).toBe(documentOf(rss, [c, b, a]));
  });
});

describe.each([
  ['1.1', 226],
  ['1.0', 200],
] as const)('over a connection that speaks HTTP/%s, as nginx does to whom it relays', (version, status) => {
  it(`a delta is asked for and answered ${status}`, async () => {
    const web = await webOver({ 'rss.xml': documentOf(rss, [b, a]) });
    const server = await startServer({ ...web, host: '127.0.0.1', port: 0 });
    onTestFinished(() => server.close());
    const asked = async (tag: string): Promise<string> => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(
        `GET /rss.xml HTTP/${version}\r\nHost: x\r\nConnection: close\r\nA-IM: feed\r\nIf-None-Match: ${tag}\r\n\r\n`,
      );
      return textOf(socket);
    };
    const tag = /^etag: (.*)\r$/m.exec(await asked('"x"'))?.[1] ?? '';
    await publish(web.feedsFolder, 'rss.xml', documentOf(rss, [c, b, a]));
    expect(await asked(tag)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});

describe('a document of the name of a feed that is none of ours', () => {
  it.each(['/feed.json', '/rss.xml', '/languages/fr/feed.json'])('is sent as it is: %s', async (path) => {
    const web = await webOver({ [path]: '        <item>\n{"items": 1' });
    const app = createApp(web);
    const tag = (await app.request(path)).headers.get('etag') ?? '';
    await publish(web.feedsFolder, path, 'another');
    const response = await app.request(path, { headers: { 'a-im': 'feed', 'if-none-match': tag } });
    expect([response.status, await response.text()]).toEqual([200, 'another']);
    expect(web.logged).toEqual([]);
  });
});

describe('the versions that are remembered', () => {
  it('are the latest so many', () => {
    const versions = feedVersions(2);
    const document = Buffer.from(documentOf(rss, [a]));
    for (const hash of ['one', 'two', 'three']) versions.note(['rss.xml'], hash, document);
    const known = ['one', 'two', 'three'].map((hash) => versions.itemsOf(['rss.xml'], hash)?.size);
    expect(known).toEqual([undefined, 1, 1]);
    expect(versions.itemsOf(['atom.xml'], 'three')).toBeUndefined();
    versions.note(['stories', 'a', 'rss.xml'], 'four', document);
    expect(versions.itemsOf(['stories', 'a', 'rss.xml'], 'four')).toBeUndefined();
  });
});
