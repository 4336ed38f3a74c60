import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { createApp } from '../../src/web/app.ts';
import { longText, publish, webOver } from '../support/web.ts';

describe('compression', () => {
  it.each([
    { coding: 'zstd', unpack: zstdDecompressSync },
    { coding: 'gzip', unpack: gunzipSync },
    { coding: 'br', unpack: brotliDecompressSync },
  ])('by $coding gives the same document', async ({ coding, unpack }) => {
    const app = createApp(await webOver({ 'rss.xml': longText('rss') }));
    const response = await app.request('/rss.xml', { headers: { 'accept-encoding': coding } });
    const bytes = await response.bytes();
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(bytes.byteLength).toBeLessThan(500);
    expect(unpack(bytes).toString()).toBe(longText('rss'));
  });

  it('is done once for a version of a file, however many ask for it at once', async () => {
    const web = await webOver({ 'rss.xml': longText('rss') });
    const app = createApp(web);
    const ask = (coding: string): Promise<Response> =>
      Promise.resolve(app.request('/rss.xml', { headers: { 'accept-encoding': coding } }));
    await Promise.all(Array.from({ length: 100 }, (_, index) => ask(index % 2 === 0 ? 'br' : 'gzip')));
    // Read, br, gzip.
    expect(web.cache.statistics()).toMatchObject({ entries: 3, preparations: 3 });
    await publish(web.feedsFolder, 'rss.xml', longText('new'));
    await Promise.all(Array.from({ length: 100 }, () => ask('br')));
    expect(web.cache.statistics()).toMatchObject({ entries: 5, preparations: 5 });
  });

  it('is taken from beside the document where that is the same document', async () => {
    const web = await webOver({ 'rss.xml': longText('rss'), 'atom.xml': longText('atom') });
    // Of a level that the desk does not use.
    const prepared = gzipSync(longText('rss'), { level: 1 });
    await writeFile(join(web.feedsFolder, 'rss.xml.gz'), prepared);
    await writeFile(join(web.feedsFolder, 'atom.xml.gz'), gzipSync('of an earlier version, which was withdrawn'));
    await writeFile(join(web.feedsFolder, 'atom.xml.br'), 'not brotli at all');
    await writeFile(join(web.feedsFolder, 'atom.xml.zst'), zstdCompressSync(Buffer.alloc(2 ** 20)));
    const app = createApp(web);
    const sent = await app.request('/rss.xml', { headers: { 'accept-encoding': 'gzip' } });
    expect(Buffer.from(await sent.bytes()).equals(prepared)).toBe(true);
    for (const [coding, unpack] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
      ['zstd', zstdDecompressSync],
    ] as const) {
      const response = await app.request('/atom.xml', { headers: { 'accept-encoding': coding } });
      expect(unpack(await response.bytes()).toString()).toBe(longText('atom'));
    }
  });

  it('is not tried on what is small or a picture', async () => {
    const app = createApp(await webOver({ 'rss.xml': 'short', 'logo.png': longText('png') }));
    for (const path of ['/rss.xml', '/logo.png']) {
      const { headers } = await app.request(path, { headers: { 'accept-encoding': 'br, gzip' } });
      expect(headers.has('content-encoding')).toBe(false);
    }
  });

  it('is refused with 406 where a client takes nothing that we have', async () => {
    const app = createApp(await webOver({ 'rss.xml': longText('rss') }));
    const response = await app.request('/rss.xml', { headers: { 'accept-encoding': 'compress, identity;q=0' } });
    expect(response.status).toBe(406);
  });
});
