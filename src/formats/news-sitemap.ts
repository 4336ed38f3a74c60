/**
 * Sitemaps of news, as Google News reads them (sitemaps.org 0.9 with its news extension): the stories of the last two
 * days, in files that an index lists. A story stands in the same file as long as it is news.
 */
import type { Desk } from '../story/desk.ts';
import { primaryLanguage } from '../story/language.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { picturesOf } from './pictures.ts';
import { element, elementIn, xmlDocument, type XmlElement, type XmlParent } from './xml-tree.ts';

/** Older articles are to be taken out (Google Search Central, news sitemaps). */
export const NEWS_HOURS = 48;

/** Google's limit is 1,000 a file; a tenth of it makes a new story cost as little in a large desk as in a small one. */
export const NEWS_SITEMAP_URLS = 100;

export const SITEMAP_INDEX_FILE = 'sitemap.xml';

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const NEWS = 'http://www.google.com/schemas/sitemap-news/0.9';

const IMAGE = 'http://www.google.com/schemas/sitemap-image/1.1';

/** `number` from 1. */
export function newsSitemapFile(number: number): string {
  return `sitemaps/news-${number}.xml`;
}

export function newsSitemap(stories: readonly StoryVersion[], desk: Desk): string {
  return xmlDocument((document) => {
    const urls = elementIn(SITEMAPS, document, 'urlset', { 'xmlns:news': NEWS });
    for (const version of stories) appendUrl(urls, version, desk);
  });
}

/** The date is of the first publication: a correction is no news. */
function appendUrl(urls: XmlElement, version: StoryVersion, desk: Desk): void {
  const { slug, story } = version;
  const url = element(urls, 'url');
  element(url, 'loc', {}, storyUrl(slug, desk));
  const news = element(url, 'news:news');
  const publication = element(news, 'news:publication');
  element(publication, 'news:name', {}, desk.agency.name);
  element(publication, 'news:language', {}, primaryLanguage(story.language));
  element(news, 'news:publication_date', {}, publishedAt(version));
  element(news, 'news:title', {}, story.headline);
  // Google: up to 1,000 for each page.
  for (const { url: address } of picturesOf(version, desk)) {
    element(element(url, 'image:image', { 'xmlns:image': IMAGE }), 'image:loc', {}, address);
  }
}

export function sitemapIndex(numbers: readonly number[], desk: Desk): string {
  return xmlDocument((document: XmlParent) => {
    const index = elementIn(SITEMAPS, document, 'sitemapindex');
    for (const number of numbers) {
      element(element(index, 'sitemap'), 'loc', {}, new URL(newsSitemapFile(number), desk.baseUrl).href);
    }
  });
}
