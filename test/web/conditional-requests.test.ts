import { describe, expect, it } from 'vitest';

import { createApp } from '../../src/web/app.ts';
import { LAST_MODIFIED, longText, publish, webOver } from '../support/web.ts';

const EARLIER = 'Sun, 24 Nov 2024 09:59:59 GMT';
const LATER = 'Sun, 24 Nov 2024 10:00:01 GMT';

type Case = {
  readonly clause: string;
  readonly says: string;
  /** `TAG` stands for the document's entity tag, quotation marks included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly status: 200 | 304 | 412;
};

const instant = (seconds: string): Date => new Date(`2024-11-24T12:00:${seconds}Z`);

const cases: readonly Case[] = [
  { clause: '§13.1.2', says: 'the current tag', headers: { 'if-none-match': 'TAG' }, status: 304 },
  { clause: '§13.1.2', says: 'another tag', headers: { 'if-none-match': '"old"' }, status: 200 },
  { clause: '§13.1.2', says: 'a list with the tag', headers: { 'if-none-match': '"a,b", TAG, "c"' }, status: 304 },
  { clause: '§13.1.2', says: 'a list without the tag', headers: { 'if-none-match': '"a", "b"' }, status: 200 },
  { clause: '§13.1.2', says: 'the asterisk', headers: { 'if-none-match': '*' }, status: 304 },
  { clause: '§8.8.3.2', says: 'a weak tag, compared weakly', headers: { 'if-none-match': 'W/TAG' }, status: 304 },
  { clause: '§8.8.3', says: 'a tag in other letter case', headers: { 'if-none-match': 'w/"x", tag' }, status: 200 },
  { clause: '§8.8.3', says: 'text that is no tag', headers: { 'if-none-match': 'nonsense' }, status: 200 },
  { clause: '§13.1.3', says: 'the date of the change', headers: { 'if-modified-since': LAST_MODIFIED }, status: 304 },
  { clause: '§13.1.3', says: 'a later date', headers: { 'if-modified-since': LATER }, status: 304 },
  { clause: '§13.1.3', says: 'an earlier date', headers: { 'if-modified-since': EARLIER }, status: 200 },
  { clause: '§13.1.3', says: 'text that is no date', headers: { 'if-modified-since': 'yesterday' }, status: 200 },
  {
    clause: '§5.6.7',
    says: 'the form of RFC 850',
    headers: { 'if-modified-since': 'Sunday, 24-Nov-24 10:00:00 GMT' },
    status: 304,
  },
  {
    clause: '§5.6.7',
    says: 'the form of asctime',
    headers: { 'if-modified-since': 'Sun Nov 24 10:00:00 2024' },
    status: 304,
  },
  {
    clause: '§13.1.3',
    says: 'a later date, ignored beside another tag',
    headers: { 'if-none-match': '"old"', 'if-modified-since': LATER },
    status: 200,
  },
  {
    clause: '§13.2.2 step 3',
    says: 'an earlier date, ignored beside the tag',
    headers: { 'if-none-match': 'TAG', 'if-modified-since': EARLIER },
    status: 304,
  },
  { clause: '§13.1.1', says: 'If-Match with the tag', headers: { 'if-match': 'TAG' }, status: 200 },
  { clause: '§13.1.1', says: 'If-Match with the asterisk', headers: { 'if-match': '*' }, status: 200 },
  { clause: '§13.1.1', says: 'If-Match with another tag', headers: { 'if-match': '"old"' }, status: 412 },
  {
    clause: '§8.8.3.2',
    says: 'If-Match with a weak tag, compared strongly',
    headers: { 'if-match': 'W/TAG' },
    status: 412,
  },
  {
    clause: '§13.1.4',
    says: 'If-Unmodified-Since the change',
    headers: { 'if-unmodified-since': LAST_MODIFIED },
    status: 200,
  },
  {
    clause: '§13.1.4',
    says: 'If-Unmodified-Since before it',
    headers: { 'if-unmodified-since': EARLIER },
    status: 412,
  },
  { clause: '§13.1.4', says: 'If-Unmodified-Since no date', headers: { 'if-unmodified-since': 'never' }, status: 200 },
  {
    clause: '§13.1.4',
    says: 'If-Unmodified-Since, ignored beside If-Match',
    headers: { 'if-match': 'TAG', 'if-unmodified-since': EARLIER },
    status: 200,
  },
  {
    clause: '§13.2.2 step 1',
    says: 'If-Match, which goes before If-None-Match',
    headers: { 'if-match': '"old"', 'if-none-match': 'TAG' },
    status: 412,
  },
  {
    clause: '§13.2.2 step 2',
    says: 'If-Unmodified-Since, which goes before If-None-Match',
    headers: { 'if-unmodified-since': EARLIER, 'if-none-match': 'TAG' },
    status: 412,
  },
  {
    clause: '§14.2',
    says: 'a range, which a server may ignore',
    headers: { range: 'bytes=0-9', 'if-range': 'TAG' },
    status: 200,
  },
];

describe('a conditional request (RFC 9110)', () => {
  for (const method of ['GET', 'HEAD']) {
    it.each(cases)(`$clause: ${method} with $says is answered $status`, async ({ headers, status }) => {
      const app = createApp(await webOver({ 'rss.xml': longText('rss') }));
      const etag = (await app.request('/rss.xml')).headers.get('etag') ?? '';
      const conditions = Object.entries(headers).map(([name, value]) => [name, value.replace('TAG', etag)] as const);
      const response = await app.request('/rss.xml', { method, headers: Object.fromEntries(conditions) });
      expect(response.status).toBe(status);
      if (method === 'HEAD' || status === 304) expect(await response.text()).toBe('');
    });
  }

  it('§15.4.5: a 304 has the fields that the 200 would have had for caches, and none of the document', async () => {
    const app = createApp(await webOver({ 'rss.xml': longText('rss') }));
    const full = await app.request('/rss.xml');
    const etag = full.headers.get('etag') ?? '';
    const { headers } = await app.request('/rss.xml', { headers: { 'if-none-match': etag } });
    for (const name of ['date', 'etag', 'cache-control', 'vary', 'access-control-allow-origin']) {
      expect([name, headers.get(name)]).toEqual([name, full.headers.get(name)]);
      expect(headers.get(name)).not.toBeNull();
    }
    for (const name of ['content-type', 'content-length', 'content-encoding', 'last-modified']) {
      expect(headers.has(name)).toBe(false);
    }
  });

  it('§8.8.3.3: each content coding has an entity tag of its own, which answers for no other', async () => {
    const app = createApp(await webOver({ 'rss.xml': longText('rss') }));
    const codings = ['identity', 'gzip', 'br', 'zstd'];
    const tags = await Promise.all(
      codings.map(async (coding) => {
        const response = await app.request('/rss.xml', { headers: { 'accept-encoding': coding } });
        return response.headers.get('etag') ?? '';
      }),
    );
    expect(new Set(tags).size).toBe(codings.length);
    for (const [index, coding] of codings.entries()) {
      const statuses = tags.map(async (tag) => {
        const headers = { 'accept-encoding': coding, 'if-none-match': tag };
        return (await app.request('/rss.xml', { headers })).status;
      });
      expect(await Promise.all(statuses)).toEqual(tags.map((_, other) => (other === index ? 304 : 200)));
    }
  });

  it('§13.2.1: conditions on what is not there are ignored', async () => {
    const app = createApp(await webOver({}));
    expect((await app.request('/rss.xml', { headers: { 'if-match': '"x"' } })).status).toBe(404);
    expect((await app.request('/rss.xml', { headers: { 'if-none-match': '*' } })).status).toBe(404);
  });

  it('§8.8.2.1: Last-Modified is never later than Date', async () => {
    const web = await webOver({});
    await publish(web.feedsFolder, 'rss.xml', 'x', new Date('2030-01-01T00:00:00Z'));
    const { headers } = await createApp(web).request('/rss.xml');
    expect(headers.get('date')).toBe('Sun, 24 Nov 2024 12:00:00 GMT');
    expect(headers.get('last-modified')).toBeNull();
  });

  it('§8.8.2.2: a second change within one second is seen by who asks by date alone', async () => {
    const web = await webOver({});
    await publish(web.feedsFolder, 'rss.xml', 'first', instant('00.200'));
    const first = await createApp({ ...web, now: () => instant('00.300') }).request('/rss.xml');
    await publish(web.feedsFolder, 'rss.xml', 'second', instant('00.800'));
    expect(first.headers.get('last-modified')).toBeNull();
    // As who has no other date asks: by that of the answer (§13.1.3).
    const headers = { 'if-modified-since': 'Sun, 24 Nov 2024 11:59:59 GMT' };
    const second = await createApp({ ...web, now: () => instant('30.000') }).request('/rss.xml', { headers });
    expect(await second.text()).toBe('second');
    expect(second.headers.get('last-modified')).toBe('Sun, 24 Nov 2024 12:00:00 GMT');
  });

  it('§8.8.2: a change is never sent with a Last-Modified that is not later than that of the version before', async () => {
    const web = await webOver({});
    const lastModified = async (now: Date): Promise<string | null> =>
      (await createApp({ ...web, now: () => now }).request('/rss.xml')).headers.get('last-modified');
    await publish(web.feedsFolder, 'rss.xml', 'first', new Date('2024-11-24T11:59:59.900Z'));
    expect(await lastModified(instant('00.100'))).toBe('Sun, 24 Nov 2024 11:59:59 GMT');
    await publish(web.feedsFolder, 'rss.xml', 'second', instant('00.500'));
    expect(await lastModified(instant('00.600'))).toBeNull();
  });

  it('§8.8.2: nor is any to who has that date, or a later one, and another version', async () => {
    const app = createApp(await webOver({ 'rss.xml': 'older file' }));
    const lastModified = async (since: string): Promise<readonly unknown[]> => {
      const { status, headers } = await app.request('/rss.xml', {
        headers: { 'if-none-match': '"newer"', 'if-modified-since': since },
      });
      return [status, headers.get('last-modified')];
    };
    expect(await lastModified(LATER)).toEqual([200, null]);
    expect(await lastModified(LAST_MODIFIED)).toEqual([200, null]);
    expect(await lastModified(EARLIER)).toEqual([200, LAST_MODIFIED]);
  });

  it('§13.1.3: by a date that has not come yet nobody has anything', async () => {
    const app = createApp(await webOver({ 'rss.xml': 'text' }));
    const statusSince = async (since: string): Promise<number> =>
      (await app.request('/rss.xml', { headers: { 'if-modified-since': since } })).status;
    expect(await statusSince('Sun, 24 Nov 2024 12:00:00 GMT')).toBe(304);
    expect(await statusSince('Sun, 24 Nov 2024 12:00:01 GMT')).toBe(200);
  });
});

describe('a feed that is declared as XML to a window', () => {
  it.each([{}, { 'accept-encoding': 'gzip' }])(
    'does not count as what a reader has fetched, and is known again: %j',
    async (coding) => {
      const app = createApp(await webOver({ 'rss.xml': longText('rss'), 'index.html': longText('p') }));
      const askedFor = async (path: string, window: boolean, tag = ''): Promise<Response> =>
        app.request(path, {
          headers: { ...coding, 'if-none-match': tag, ...(window && { 'sec-fetch-dest': 'document' }) },
        });
      const tagOf = async (path: string, window: boolean): Promise<string> =>
        (await askedFor(path, window)).headers.get('etag') ?? '';
      const [kept, shown] = [await tagOf('/rss.xml', false), await tagOf('/rss.xml', true)];
      expect((await askedFor('/rss.xml', true, kept)).headers.get('content-type')).toMatch(/^application\/xml/);
      expect((await askedFor('/rss.xml', false, shown)).headers.get('content-type')).toMatch(/^application\/rss\+xml/);
      const again = await askedFor('/rss.xml', true, shown);
      expect([again.status, again.headers.get('etag')]).toEqual([304, shown]);
      expect((await askedFor('/', true, await tagOf('/', false))).status).toBe(304);
    },
  );
});
