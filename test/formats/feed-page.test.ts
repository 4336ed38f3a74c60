import { describe, expect, it } from 'vitest';

import { feedPage } from '../../src/formats/feed-page.ts';
import { formats } from '../../src/formats/index.ts';
import type { Feed } from '../../src/story/feed.ts';
import { attributeOf, elementOf, htmlFaults, readHtml, textOf } from '../support/read-html.ts';
import { arabic, french, frenchFeed, sampleDesk, sampleStories } from '../support/stories.ts';

const page = feedPage(formats.filter(({ name }) => name !== 'html'));

const arabicFeed: Feed = {
  name: 'languages/ar',
  kind: 'language',
  label: 'العربية',
  path: 'languages/ar/',
  title: 'وكالة الأنباء الأفريقية – العربية',
  description: 'أخبار وكالة الأنباء الأفريقية باللغة العربية',
  language: 'ar',
  latestEvent: frenchFeed.latestEvent,
  byLanguage: [
    { path: 'languages/ar/', language: 'ar' },
    { path: 'languages/fr/', language: 'fr' },
  ],
};

const portugueseFeed: Feed = { ...frenchFeed, path: 'sections/politica/', title: 'PANA – Política', language: 'pt' };

const cases = [
  { name: 'french', feed: frenchFeed, stories: Object.values(sampleStories) },
  { name: 'arabic', feed: arabicFeed, stories: [arabic, french] },
  { name: 'portuguese-empty', feed: portugueseFeed, stories: [] },
];

function pageOf(feed: Feed, stories = [french]): string {
  return page.render(feed, stories, sampleDesk) ?? '';
}

function offeredOn(html: string): (string | undefined)[] {
  return readHtml(html)
    .querySelectorAll('link[rel="alternate"][type]')
    .map((link) => attributeOf(link, 'href'));
}

describe('the page of a feed', () => {
  it.each(cases)('is written for $name as it always was', async ({ name, feed, stories }) => {
    await expect(pageOf(feed, stories)).toMatchFileSnapshot(`../golden/feed-${name}.html`);
  });

  it.each(cases)('is valid HTML for $name, and below 50 kB', async ({ feed, stories }) => {
    const html = pageOf(feed, stories);
    expect(await htmlFaults(html)).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(50_000);
  });

  it('gives the addresses of its feed, in full to copy and from where it lies to follow', () => {
    const links = readHtml(pageOf(arabicFeed)).querySelectorAll('.feeds dd a');
    expect(links.map((link) => [textOf(link), attributeOf(link, 'href')])).toContainEqual([
      'https://wire.panapress.com/languages/ar/rss.xml',
      '../../languages/ar/rss.xml',
    ]);
  });

  it('leads to stories and to the front page from its depth', () => {
    const root = readHtml(pageOf(arabicFeed));
    expect(attributeOf(elementOf(root, '.latest h3 a'), 'href')).toBe(`../../stories/${french.slug}/`);
    expect(attributeOf(elementOf(root, 'header.masthead a'), 'href')).toBe('../../');
    expect(attributeOf(elementOf(readHtml(pageOf(frenchFeed)), 'header.masthead a'), 'href')).toBe('../');
  });

  it('offers its own feed to readers that look for one, in the formats that have one', () => {
    expect(offeredOn(pageOf(arabicFeed))).toEqual(['rss.xml', 'atom.xml', 'feed.json', 'newsml-g2.xml']);
    expect(offeredOn(pageOf(arabicFeed, []))).toEqual(['rss.xml', 'atom.xml', 'feed.json']);
  });

  it('names the pages of the other languages, and the front page for every other reader', () => {
    const alternates = readHtml(pageOf(arabicFeed)).querySelectorAll('link[hreflang]');
    expect(alternates.map((link) => [attributeOf(link, 'hreflang'), attributeOf(link, 'href')])).toEqual([
      ['ar', 'https://wire.panapress.com/languages/ar/'],
      ['fr', 'https://wire.panapress.com/languages/fr/'],
      ['x-default', 'https://wire.panapress.com/'],
    ]);
  });

  it('is laid out from right to left where its language is written so', () => {
    const root = elementOf(readHtml(pageOf(arabicFeed)), 'html');
    expect([attributeOf(root, 'lang'), attributeOf(root, 'dir')]).toEqual(['ar', 'rtl']);
    expect(pageOf(arabicFeed)).toContain('خلاصات');
  });
});
