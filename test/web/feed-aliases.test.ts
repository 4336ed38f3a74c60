import { describe, expect, it } from 'vitest';

import { createApp } from '../../src/web/app.ts';
import { webOver } from '../support/web.ts';

describe('an address at which a feed is looked for', () => {
  const files = { 'rss.xml': 'x', 'atom.xml': 'x', 'feed.json': 'x', 'opml.xml': 'x', 'languages/fr/rss.xml': 'fr' };

  it.each([
    { asked: '/feed', leadsTo: '/rss.xml' },
    { asked: '/feed/', leadsTo: '/rss.xml' },
    { asked: '/rss', leadsTo: '/rss.xml' },
    { asked: '/RSS', leadsTo: '/rss.xml' },
    { asked: '/feed.xml', leadsTo: '/rss.xml' },
    { asked: '/index.xml', leadsTo: '/rss.xml' },
    { asked: '/feed/rss2/', leadsTo: '/rss.xml' },
    { asked: '/atom', leadsTo: '/atom.xml' },
    { asked: '/feed/atom/', leadsTo: '/atom.xml' },
    { asked: '/feed/atom', leadsTo: '/atom.xml' },
    { asked: '/feed/json?x=1', leadsTo: '/feed.json?x=1' },
    { asked: '/json', leadsTo: '/feed.json' },
    { asked: '/opml', leadsTo: '/opml.xml' },
    { asked: '/languages/fr/feed', leadsTo: '/languages/fr/rss.xml' },
    { asked: '/languages/fr/feed/', leadsTo: '/languages/fr/rss.xml' },
  ])('$asked leads to $leadsTo for good, also below the path of a proxy', async ({ asked, leadsTo }) => {
    const response = await createApp(await webOver(files)).request(asked);
    expect(response.status).toBe(301);
    const location = response.headers.get('location') ?? '';
    for (const base of ['https://desk.example', 'https://paper.example/wire']) {
      expect(new URL(location, base + asked).href).toBe(base + leadsTo);
    }
  });

  it.each(['/languages/fr/atom', '/stories/a/feed', '/nothing/rss', '/feed/nothing', '/rss.xml/feed'])(
    '%s leads nowhere, for there is none',
    async (path) => {
      const web = await webOver({ ...files, 'stories/a/index.html': 'page' });
      expect((await createApp(web).request(path)).status).toBe(404);
    },
  );

  it('goes to the document that lies at it, where there is one', async () => {
    const app = createApp(await webOver({ ...files, 'feed.xml': 'own' }));
    expect(await (await app.request('/feed.xml')).text()).toBe('own');
  });
});
