import { symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createApp } from '../../src/web/app.ts';
import { webOver } from '../support/web.ts';

describe('how long a cache keeps', () => {
  it.each([
    { path: '/rss.xml', keeps: 'public, max-age=60, stale-while-revalidate=60, stale-if-error=600' },
    { path: '/', keeps: 'public, max-age=60, stale-while-revalidate=60, stale-if-error=600' },
    { path: '/archives/rss-1.xml', keeps: 'public, max-age=60, stale-while-revalidate=60, stale-if-error=600' },
    {
      path: '/assets/page.css?v=0.1.0',
      keeps: 'public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800',
    },
    { path: '/assets/copy.js', keeps: 'public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800' },
    { path: '/logo.png', keeps: 'public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800' },
    // Killed copy must not live on in a CDN that cannot reach the desk.
    { path: '/stories/a/', keeps: 'public, max-age=60, must-revalidate, stale-while-revalidate=0' },
    { path: '/stories/a/ninjs.json', keeps: 'public, max-age=60, must-revalidate, stale-while-revalidate=0' },
    { path: '/latest', keeps: 'public, max-age=60, must-revalidate, stale-while-revalidate=0' },
  ])('$path: $keeps', async ({ path, keeps }) => {
    const web = await webOver({
      'rss.xml': 'x',
      'index.html': 'x',
      'archives/rss-1.xml': 'x',
      'logo.png': 'x',
      'assets/page.css': 'x',
      'assets/copy.js': 'x',
      'stories/a/index.html': 'x',
      'stories/a/ninjs.json': '{}',
    });
    await symlink('stories/a/index.html', join(web.feedsFolder, 'latest'));
    const app = createApp(web);
    const { headers } = await app.request(path);
    expect(headers.get('cache-control')).toBe(keeps);
    const condition = { 'if-none-match': headers.get('etag') ?? '' };
    const unchanged = await app.request(path, { headers: condition });
    expect([unchanged.status, unchanged.headers.get('cache-control')]).toEqual([304, keeps]);
  });
});

describe('that there is nothing', () => {
  it('is kept where something was taken out of a story, so that a cache lets go of it, and nowhere else', async () => {
    const app = createApp(await webOver({ 'stories/a/index.html': 'x', 'stories/.b/index.html': 'x', 'rss.xml': 'x' }));
    const keepsAt = async (path: string): Promise<readonly unknown[]> => {
      const { status, headers } = await app.request(path);
      return [status, headers.get('cache-control')];
    };
    const kept = [404, 'public, max-age=60, must-revalidate, stale-while-revalidate=0'];
    expect(await keepsAt('/stories/a/0123456789abcdef.png')).toEqual(kept);
    for (const path of ['/nothing.xml', '/stories/b/', '/stories/b/index.html', '/stories/.b/x.png', '/stories/'])
      expect([path, ...(await keepsAt(path))]).toEqual([path, 404, 'no-store']);
  });

  it('is kept where a withdrawn story has lost its notice', async () => {
    const app = createApp(await webOver({ 'stories/a/.status': '410\n' }));
    const { status, headers } = await app.request('/stories/a/index.html');
    expect([status, headers.get('cache-control')]).toEqual([
      410,
      'public, max-age=60, must-revalidate, stale-while-revalidate=0',
    ]);
  });
});

async function told(app: ReturnType<typeof createApp>): Promise<readonly (string | null)[]> {
  return Promise.all(['/', '/rss.xml'].map(async (path) => (await app.request(path)).headers.get('x-robots-tag')));
}

describe('search engines', () => {
  it('are told nothing, or what the settings say of pages and of all else', async () => {
    const web = await webOver({ 'index.html': 'x', 'rss.xml': 'x' });
    expect(await told(createApp(web))).toEqual([null, null]);
    const robots = { pages: 'max-snippet:-1', feeds: 'noindex' };
    expect(await told(createApp({ ...web, robots }))).toEqual(['max-snippet:-1', 'noindex']);
  });
});
