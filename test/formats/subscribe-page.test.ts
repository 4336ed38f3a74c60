import { describe, expect, it } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { opml } from '../../src/formats/opml.ts';
import { subscribePages } from '../../src/formats/subscribe-page.ts';
import type { Desk } from '../../src/story/desk.ts';
import type { Feed } from '../../src/story/feed.ts';
import { attributeOf, elementOf, htmlFaults, readHtml, textOf } from '../support/read-html.ts';
import { frenchFeed, libya, sampleDesk, sampleFeed } from '../support/stories.ts';

const pages = subscribePages(
  formats.filter(({ name }) => name !== 'html'),
  opml,
);

const sectionFeed: Feed = { ...frenchFeed, kind: 'section', label: 'Politique', path: 'sections/politique/' };
const feeds = [sampleFeed, frenchFeed, sectionFeed];

function pageAt(fileName: string, desk: Desk = sampleDesk, shown: readonly Feed[] = feeds): string {
  return pages.find((page) => page.fileName === fileName)?.render(shown, [libya], desk) ?? '';
}

describe('the page about subscribing', () => {
  it.each(pages.map(({ fileName }) => fileName))('is valid and below 50 kB: %s', async (fileName) => {
    const html = pageAt(fileName);
    expect(await htmlFaults(html)).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(50_000);
  });

  it.each([
    { fileName: 'subscribe/index.html', language: 'en', dir: 'ltr', says: 'feed reader' },
    { fileName: 'subscribe/fr/index.html', language: 'fr', dir: 'ltr', says: 'lecteur de flux' },
    { fileName: 'subscribe/pt/index.html', language: 'pt', dir: 'ltr', says: 'leitor de feeds' },
    { fileName: 'subscribe/ar/index.html', language: 'ar', dir: 'rtl', says: 'قارئ الخلاصات' },
  ])('explains feeds in $language', ({ fileName, language, dir, says }) => {
    const root = readHtml(pageAt(fileName));
    const html = elementOf(root, 'html');
    expect([attributeOf(html, 'lang'), attributeOf(html, 'dir')]).toEqual([language, dir]);
    expect(textOf(elementOf(root, '.about'))).toContain(says);
  });

  it('has each feed by an address to copy, and the list of all', () => {
    const shown = readHtml(pageAt('subscribe/ar/index.html')).querySelectorAll('a[data-copy]');
    expect(shown.map((link) => [textOf(link), attributeOf(link, 'href')])).toEqual(
      [
        'rss.xml',
        'atom.xml',
        'feed.json',
        'newsml-g2.xml',
        'francais/rss.xml',
        'sections/politique/rss.xml',
        'opml.xml',
      ].map((path) => [`https://wire.panapress.com/${path}`, `../../${path}`]),
    );
  });

  it('is one page by one address in the language of the desk, and names the others', () => {
    const desk = { ...sampleDesk, language: 'fr' };
    for (const fileName of ['subscribe/index.html', 'subscribe/fr/index.html']) {
      const root = readHtml(pageAt(fileName, desk));
      const canonical = elementOf(root, 'link[rel="canonical"]');
      expect(attributeOf(canonical, 'href')).toBe('https://wire.panapress.com/subscribe/');
      const others = root.querySelectorAll('.bar a[hreflang]').map((link) => attributeOf(link, 'hreflang'));
      expect(others).toEqual(['en', 'pt', 'ar']);
    }
  });

  it('stays below 50 kB with five hundred feeds, and says where the rest are', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...sectionFeed, path: `sections/s-${index}/` }));
    const html = pageAt('subscribe/index.html', sampleDesk, [sampleFeed, ...many]);
    expect(Buffer.byteLength(html)).toBeLessThan(50_000);
    expect(html).toContain('The rest are in the list of all feeds.');
  });

  it('follows what feeds there are, whatever it has shown before', () => {
    const readers = formats.filter(({ name }) => name !== 'html');
    const latestEvent = { seq: 99, committedAt: '2026-11-24T12:00:00Z' } as const;
    const others = [
      feeds.slice(1),
      feeds.map((feed) => ({ ...feed, title: `${feed.title}!` })),
      feeds.map((feed) => ({ ...feed, latestEvent, archives: 7 })),
      feeds,
    ];
    for (const shown of others) {
      const [fresh] = subscribePages(readers, opml);
      expect(pageAt('subscribe/index.html', sampleDesk, shown)).toBe(fresh?.render(shown, [libya], sampleDesk));
    }
    const renamed = { ...sampleDesk, agency: { ...sampleDesk.agency, name: 'Sahel Wire' } };
    expect(pageAt('subscribe/index.html', renamed)).toContain('Sahel Wire');
  });

  it('names no newsroom’s address where the agency has none', () => {
    const { email: _email, ...agency } = sampleDesk.agency;
    expect(pageAt('subscribe/index.html')).toContain('mailto:desk@panapress.com');
    expect(pageAt('subscribe/index.html', { ...sampleDesk, agency })).not.toContain('mailto:');
  });
});
