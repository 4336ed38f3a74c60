import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { createApp } from '../../src/web/app.ts';
import { createByteCache } from '../../src/web/byte-cache.ts';
import { htmlFaults } from '../support/read-html.ts';
import { LAST_MODIFIED, longText, publish, type TestWeb, webOver } from '../support/web.ts';

async function statusOf(web: TestWeb, path: string): Promise<number> {
  return (await createApp(web).request(path)).status;
}

describe('a published document', () => {
  it.each([
    { path: '/', type: 'text/html; charset=utf-8' },
    { path: '/index.html', type: 'text/html; charset=utf-8' },
    { path: '/rss.xml', type: 'application/rss+xml; charset=utf-8' },
    { path: '/atom.xml', type: 'application/atom+xml; charset=utf-8' },
    { path: '/feed.json', type: 'application/feed+json; charset=utf-8' },
    { path: '/newsml-g2.xml', type: 'application/xml; charset=utf-8' },
    { path: '/opml.xml', type: 'text/x-opml; charset=utf-8' },
    { path: '/francais/rss.xml', type: 'application/rss+xml; charset=utf-8' },
    { path: '/archives/rss-12.xml', type: 'application/rss+xml; charset=utf-8' },
    { path: '/languages/fr/archives/atom-1.xml', type: 'application/atom+xml; charset=utf-8' },
    { path: '/stories/a/iptc-7901.txt', type: 'text/plain; charset=iso-8859-1' },
    { path: '/stories/a/', type: 'text/html; charset=utf-8' },
    { path: '/stories/a/newsml-g2.xml', type: 'application/xml; charset=utf-8' },
    { path: '/stories/a/ninjs.json', type: /^application\/(?:json|ninjs\+json|.*json)/ },
    { path: '/robots.txt', type: 'text/plain; charset=utf-8' },
    { path: '/logo.svg', type: 'image/svg+xml' },
  ])('at $path is sent as $type', async ({ path, type }) => {
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const response = await createApp(await webOver({ [file]: 'text' })).request(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(type);
    expect(await response.text()).toBe('text');
  });

  it('says how long it holds, what it is and who may read it', async () => {
    const { headers } = await createApp(await webOver({ 'rss.xml': 'text' })).request('/rss.xml');
    expect(Object.fromEntries(headers)).toEqual({
      'accept-ranges': 'none',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Link, IM, Delta-Base',
      'cache-control': 'public, max-age=60, stale-while-revalidate=60, stale-if-error=600',
      'content-length': '4',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'content-type': 'application/rss+xml; charset=utf-8',
      date: 'Sun, 24 Nov 2024 12:00:00 GMT',
      // The head of the SHA-256 of `text`, in base64url.
      etag: '"mC2ePrmW9VnmM_TRlN7zdh"',
      'last-modified': LAST_MODIFIED,
      'referrer-policy': 'strict-origin-when-cross-origin',
      vary: 'Accept-Encoding, Sec-Fetch-Dest',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  it('is XML to whoever opens a feed in a window, and of its own type to every reader', async () => {
    const app = createApp(await webOver({ 'rss.xml': 'text', 'feed.json': 'text', 'index.html': 'text' }));
    const typeFor = async (path: string, destination: string): Promise<string | null> =>
      (await app.request(path, { headers: { 'sec-fetch-dest': destination } })).headers.get('content-type');
    expect(await typeFor('/rss.xml', 'document')).toBe('application/xml; charset=utf-8');
    expect(await typeFor('/rss.xml', 'empty')).toBe('application/rss+xml; charset=utf-8');
    expect(await typeFor('/feed.json', 'document')).toBe('application/feed+json; charset=utf-8');
    expect(await typeFor('/', 'document')).toBe('text/html; charset=utf-8');
  });

  it('may hold no script or style, stand in no frame and request nothing elsewhere, be it a page or XHTML in a feed', async () => {
    const app = createApp(await webOver({ 'index.html': 'text', 'newsml-g2.xml': 'text' }));
    for (const path of ['/', '/newsml-g2.xml', '/nothing']) {
      const policy = (await app.request(path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|data:|https?:|\*/);
    }
  });

  it('has a new entity tag as soon as another is renamed over it', async () => {
    const web = await webOver({ 'rss.xml': 'first', '.rss.xml.tmp': 'other' });
    const app = createApp(web);
    const before = await app.request('/rss.xml');
    await rename(join(web.feedsFolder, '.rss.xml.tmp'), join(web.feedsFolder, 'rss.xml'));
    const after = await app.request('/rss.xml');
    expect([await before.text(), await after.text()]).toEqual(['first', 'other']);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  });

  it('has the same entity tag after a restart and under a new date', async () => {
    const web = await webOver({ 'rss.xml': 'same' });
    const before = await createApp(web).request('/rss.xml');
    await publish(web.feedsFolder, 'rss.xml', 'same', new Date('2024-11-24T11:00:00Z'));
    const after = await createApp({ ...web, cache: createByteCache(1_000) }).request('/rss.xml');
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
  });
});

describe('what is not for the public', () => {
  it.each([
    '/README.md',
    '/.hidden.xml',
    '/.git/config.txt',
    '/.rss.xml.42.tmp',
    '/rss.xml.tmp',
    '/rss.xml~',
    '/notes',
    '/pipe',
  ])('%s is not found', async (path) => {
    expect(await statusOf(await webOver({ [path]: 'secret', 'rss.xml': 'x' }), path)).toBe(404);
  });

  it('lies outside the folder, also where a link leads there', async () => {
    const web = await webOver({ 'rss.xml': 'x' });
    const outside = join(web.feedsFolder, '..');
    await writeFile(join(outside, 'secret.xml'), 'secret');
    await symlink(join(outside, 'secret.xml'), join(web.feedsFolder, 'link.xml'));
    await symlink(outside, join(web.feedsFolder, 'folder'));
    await symlink('loop.xml', join(web.feedsFolder, 'loop.xml'));
    for (const path of ['/link.xml', '/folder/secret.xml', '/loop.xml', '/gone/secret.xml']) {
      expect([path, await statusOf(web, path)]).toEqual([path, 404]);
    }
    expect(web.logged).toEqual([]);
  });

  it('is not shown by a link that led to a public file the last time', async () => {
    const web = await webOver({ 'rss.xml': 'feed', 'atom.xml': 'other feed' });
    const app = createApp(web);
    await writeFile(join(web.feedsFolder, '..', 'secret.xml'), 'secret');
    for (const [target, status] of [
      ['rss.xml', 200],
      ['../secret.xml', 404],
      ['atom.xml', 200],
    ] as const) {
      await rm(join(web.feedsFolder, 'link.xml'), { force: true });
      await symlink(target, join(web.feedsFolder, 'link.xml'));
      for (let again = 0; again < 2; again += 1) expect((await app.request('/link.xml')).status).toBe(status);
    }
  });

  it('is not shown by a link with a public name, while a link to a public file works', async () => {
    const web = await webOver({ 'rss.xml': 'feed', 'README.md': 'secret', '.hidden.xml': 'secret' });
    await symlink('README.md', join(web.feedsFolder, 'readme.xml'));
    await symlink('.hidden.xml', join(web.feedsFolder, 'shown.xml'));
    await symlink('rss.xml', join(web.feedsFolder, 'latest.xml'));
    const statuses = ['/readme.xml', '/shown.xml', '/latest.xml'].map((path) => statusOf(web, path));
    expect(await Promise.all(statuses)).toEqual([404, 404, 200]);
  });
});

describe('a folder', () => {
  it('is redirected to with its slash and its query, relatively', async () => {
    const app = createApp(await webOver({ 'stories/a b:c/index.html': 'page' }));
    const response = await app.request('/stories/a%20b:c?utm=1');
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe('./a%20b%3Ac/?utm=1');
    const target = new URL(response.headers.get('location') ?? '', 'http://localhost/stories/a%20b:c');
    expect(await (await app.request(target.pathname)).text()).toBe('page');
  });

  it.each(['/stories/', '/stories/a/b/', '/rss.xml/', '//', '//stories/'])(
    '%s without a page is not found',
    async (path) => {
      const web = await webOver({ 'stories/a/index.html': 'page', 'rss.xml': 'feed' });
      expect(await statusOf(web, `http://localhost${path}`)).toBe(404);
    },
  );
});

describe('an address without a document', () => {
  it('is answered with a page that leads to the feeds, for people', async () => {
    const app = createApp(await webOver({}));
    const response = await app.request('/a/b/c', { headers: { accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' } });
    const page = await response.text();
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(page).toContain('href="../../rss.xml"');
    expect(page).toContain('Panafrican News Agency');
    expect(await htmlFaults(page)).toEqual([]);
  });

  it.each([
    ['fr-CI,fr;q=0.9,en;q=0.8', 'fr'],
    ['sw, en;q=0.5, ar-TN;q=0.9', 'ar'],
    ['pt;q=0, *', 'en'],
    ['zz-@, de', 'en'],
    ['', 'en'],
  ])('is answered in the language that its reader likes best of those that pages have: %s', async (liked, language) => {
    const headers = { accept: 'text/html', 'accept-language': liked };
    const page = await (await createApp(await webOver({})).request('/a/b/c', { headers })).text();
    expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
    expect(await htmlFaults(page)).toEqual([]);
  });

  it('is answered with the addresses of the feeds, for programs', async () => {
    const response = await createApp(await webOver({})).request('/nothing', { headers: { accept: '*/*' } });
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('vary')).toBe('Accept, Accept-Language');
    expect(await response.text()).toContain('https://wire.panapress.com/rss.xml  RSS 2.0');
  });

  it('is one also before anything was ever published', async () => {
    const web = await webOver({});
    await rm(web.feedsFolder, { recursive: true });
    expect(await statusOf(web, '/')).toBe(404);
    expect(web.logged).toEqual([]);
  });
});

describe('methods', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])(
    '%s is not allowed, and the answer says what is',
    async (method) => {
      const response = await createApp(await webOver({ 'rss.xml': 'x' })).request('/rss.xml', { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    },
  );

  it('OPTIONS lets scripts of other sites make conditional requests', async () => {
    const response = await createApp(await webOver({ 'rss.xml': 'x' })).request('/rss.xml', { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toBe('If-None-Match, If-Modified-Since, A-IM');
  });

  it('HEAD has the fields of GET and no body', async () => {
    const app = createApp(await webOver({ 'rss.xml': longText('rss') }));
    const headers = { 'accept-encoding': 'br' };
    const [get, head] = await Promise.all([
      app.request('/rss.xml', { headers }),
      app.request('/rss.xml', { method: 'HEAD', headers }),
    ]);
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
    expect(await head.text()).toBe('');
  });
});

describe('health', () => {
  it.each([
    { ok: true, status: 200 },
    { ok: false, status: 503 },
  ])('answers $status where ok is $ok, with all that it was given', async ({ ok, status }) => {
    const health = { ok, seq: 1042 };
    const response = await createApp({ ...(await webOver({})), health: () => health }).request('/healthz');
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(health);
  });
});

/** The real cache, with something that happens between finding a file and reading it. */
function beforeReading(web: TestWeb, happens: () => Promise<void>): TestWeb {
  return {
    ...web,
    cache: {
      ...web.cache,
      get: async (key, prepare) => web.cache.get(key, async () => (await happens(), prepare())),
    },
  };
}

describe('trouble with files', () => {
  it('a file replaced while it is asked for is sent as the new one', async () => {
    const web = await webOver({ 'rss.xml': 'first' });
    const replacements = ['second'];
    const app = createApp(
      beforeReading(web, async () => {
        const text = replacements.pop();
        if (text !== undefined) await publish(web.feedsFolder, 'rss.xml', text);
      }),
    );
    expect(await (await app.request('/rss.xml')).text()).toBe('second');
  });

  it('a file that vanishes while it is asked for is not found', async () => {
    const web = await webOver({ 'rss.xml': 'first' });
    const app = createApp(beforeReading(web, () => rm(join(web.feedsFolder, 'rss.xml'), { force: true })));
    expect((await app.request('/rss.xml')).status).toBe(404);
    expect(web.logged).toEqual([]);
  });

  it('a file that never stands still is to be asked for again', async () => {
    const web = await webOver({ 'rss.xml': 'first' });
    let change = 0;
    const app = createApp(
      beforeReading(web, async () => {
        change += 1;
        await publish(web.feedsFolder, 'rss.xml', 'x'.repeat(change + 5));
      }),
    );
    const response = await app.request('/rss.xml');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('a folder that the system refuses to open is a plain 500 and a line in the log', async () => {
    const web = await webOver({ 'rss.xml': 'x' });
    const response = await createApp({ ...web, feedsFolder: `${web.feedsFolder}\0` }).request('/rss.xml');
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('This document cannot be read at the moment. The desk has been told.\n');
    expect(web.logged).toHaveLength(1);
    expect(web.logged[0]).toContain('"path":"rss.xml"');
  });

  it('a fault of our own is a plain 500 and a line in the log', async () => {
    const web = await webOver({});
    const app = createApp({
      ...web,
      health: () => {
        throw new Error('the store is closed');
      },
    });
    const response = await app.request('/healthz');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('store');
    expect(web.logged.join()).toContain('the store is closed');
  });
});
