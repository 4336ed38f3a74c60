/** What HTTP answers where a story was that has been withdrawn. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createApp } from '../../src/web/app.ts';
import { longText, publish, webOver, type Files } from '../support/web.ts';

const NOTICE = `<!DOCTYPE html><title>KILL</title>${longText('p')}`;

async function appOver(status: string, files: Files = {}) {
  const web = await webOver({
    'stories/a/index.html': NOTICE,
    'stories/a/ninjs.json': '{"pubStatus":"canceled"}',
    'stories/a/.status': status,
    'stories/b/index.html': 'still there',
    'rss.xml': '<rss/>',
    ...files,
  });
  return createApp(web);
}

describe.each([
  ['killed', '410\n', 410],
  ['held', '404\n', 404],
] as const)('a story that is %s', (_, noted, status) => {
  it('answers with the notice in the format that was asked for', async () => {
    const app = await appOver(noted);
    const page = await app.request('/stories/a/');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      status,
      'text/html; charset=utf-8',
      NOTICE,
    ]);
    const json = await app.request('/stories/a/ninjs.json');
    expect([json.status, await json.json()]).toEqual([status, { pubStatus: 'canceled' }]);
  });

  it('answers with its page for whatever else has lain there', async () => {
    const app = await appOver(noted);
    for (const path of ['/stories/a/nitf.xml', '/stories/a/photo.jpg', '/stories/a/deep/er']) {
      const response = await app.request(path);
      expect([response.status, await response.text()]).toEqual([status, NOTICE]);
    }
  });

  it('is kept by no index, for a minute by caches, and answered whole whatever is asked', async () => {
    const app = await appOver(noted);
    const first = await app.request('/stories/a/');
    expect(first.headers.get('x-robots-tag')).toBe('noindex');
    expect(first.headers.get('cache-control')).toContain('max-age=60');
    expect(first.headers.get('etag')).toBeNull();
    const conditions = { 'if-none-match': '*', 'if-modified-since': 'Sun, 24 Nov 2030 10:00:00 GMT' };
    expect((await app.request('/stories/a/', { headers: conditions })).status).toBe(status);
    const compressed = await app.request('/stories/a/', { headers: { 'accept-encoding': 'gzip' } });
    expect([compressed.status, compressed.headers.get('content-encoding')]).toEqual([status, 'gzip']);
    const head = await app.request('/stories/a/', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      status,
      String(Buffer.byteLength(NOTICE)),
      '',
    ]);
  });

  it('leaves feeds and other stories as they are, and its own note unseen', async () => {
    const app = await appOver(noted);
    expect((await app.request('/stories/b/')).status).toBe(200);
    expect((await app.request('/rss.xml')).status).toBe(200);
    expect(await (await app.request('/stories/a/.status')).text()).toBe(NOTICE);
    expect((await app.request('/stories/..%2Fa/')).status).toBe(400);
  });
});

it('a withdrawn story without any document is gone all the same', async () => {
  const app = await appOver('410\n', { 'stories/c/.status': '410\n' });
  const response = await app.request('/stories/c/');
  expect([response.status, await response.text()]).toEqual([410, 'This story has been withdrawn.\n']);
});

it('a story that was asked for before is gone for whoever asks next, and comes back with the next', async () => {
  const web = await webOver({ 'stories/a/index.html': longText('story') });
  const app = createApp(web);
  const ask = async (): Promise<readonly [number, string]> => {
    const response = await app.request('/stories/a/');
    return [response.status, await response.text()];
  };
  const shown = [200, longText('story')];
  expect([await ask(), await ask()]).toEqual([shown, shown]);
  // The note comes first, and alone is enough.
  await publish(web.feedsFolder, 'stories/a/.status', '410\n');
  expect((await ask())[0]).toBe(410);
  await publish(web.feedsFolder, 'stories/a/index.html', NOTICE);
  expect([await ask(), await ask()]).toEqual([
    [410, NOTICE],
    [410, NOTICE],
  ]);
  await rm(join(web.feedsFolder, 'stories/a/.status'));
  await publish(web.feedsFolder, 'stories/a/index.html', longText('story'));
  expect([await ask(), await ask()]).toEqual([shown, shown]);
});
