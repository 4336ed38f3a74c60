import { symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createApp } from '../../src/web/app.ts';
import { publish, webOver } from '../support/web.ts';

const at = (time: string): Date => new Date(`2024-11-24T${time}Z`);

describe('the head of an answer', () => {
  it('bears the second in which it is sent, however often it was sent before', async () => {
    let now = at('12:00:00.100');
    const app = createApp({ ...(await webOver({ 'rss.xml': 'x' })), now: () => now });
    const dates: (string | null)[] = [];
    for (const time of ['12:00:00.100', '12:00:00.999', '12:00:01.000', '12:00:00.500']) {
      now = at(time);
      const whole = await app.request('/rss.xml');
      const unchanged = await app.request('/rss.xml', { headers: { 'if-none-match': '*' } });
      expect(unchanged.headers.get('date')).toBe(whole.headers.get('date'));
      dates.push(whole.headers.get('date')?.slice(-6, -4) ?? null);
    }
    expect(dates).toEqual(['00', '00', '01', '00']);
  });

  it('gives the date of a change only once its second is over', async () => {
    let now = at('12:00:00.800');
    const web = await webOver({});
    await publish(web.feedsFolder, 'rss.xml', 'x', at('12:00:00.500'));
    const app = createApp({ ...web, now: () => now });
    const lastModified = async (): Promise<string | null> =>
      (await app.request('/rss.xml')).headers.get('last-modified');
    expect(await lastModified()).toBeNull();
    now = at('12:00:01.000');
    expect(await lastModified()).toBe('Sun, 24 Nov 2024 12:00:00 GMT');
  });

  it('is of the name, the link and the reader that were asked with, though the bytes are the same', async () => {
    const web = await webOver({ 'stories/a/index.html': 'x', 'rss.xml': 'y' });
    await symlink('stories/a/index.html', join(web.feedsFolder, 'page.html'));
    let link: string | undefined = '</hub>; rel="hub"';
    const app = createApp({ ...web, linkOf: (path) => (path === 'rss.xml' ? link : undefined) });
    const field = async (path: string, name: string, headers = {}): Promise<string | null> =>
      (await app.request(path, { headers })).headers.get(name);
    const inWindow = { 'sec-fetch-dest': 'document' };
    expect(await field('/rss.xml', 'content-type')).toMatch(/^application\/rss\+xml/);
    expect(await field('/rss.xml', 'content-type', inWindow)).toMatch(/^application\/xml/);
    expect(await field('/rss.xml', 'content-type')).toMatch(/^application\/rss\+xml/);
    expect(await field('/rss.xml', 'link')).toBe(link);
    link = undefined;
    expect(await field('/rss.xml', 'link')).toBeNull();
    expect(await field('/page.html', 'link')).toBeNull();
  });
});
