/**
 * How much is taken in hand at a time, and how much one document holds. The simulation runs with the smallest, so that
 * whatever happens beyond one of them happens all the time.
 */
import { NEWS_SITEMAP_URLS } from '../formats/news-sitemap.ts';

export type PublishLimits = {
  /** Stories between two looks at their feeds: as many as may lie in memory together. */
  readonly storiesAtOnce: number;
  /** Events that are read from the log at once. */
  readonly eventsAtOnce: number;
  /** Places of the main feed in one sitemap of news. Another number is another set of files. */
  readonly sitemapUrls: number;
  /** Items of feeds that are kept from one pass to the next: some 1,000 stories in four formats. */
  readonly keptItemBytes: number;
};

export const PUBLISH_LIMITS: PublishLimits = {
  storiesAtOnce: 250,
  eventsAtOnce: 500,
  sitemapUrls: NEWS_SITEMAP_URLS,
  keptItemBytes: 16 * 1024 * 1024,
};
