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
  /** Items of feeds that are kept, in four formats: for feeds that share stories, and for the next pass. */
  readonly keptItemBytes: number;
};

export const PUBLISH_LIMITS: PublishLimits = {
  storiesAtOnce: 250,
  eventsAtOnce: 500,
  sitemapUrls: NEWS_SITEMAP_URLS,
  /** Some 1,000 stories. */
  keptItemBytes: 16 * 1024 * 1024,
};

/**
 * Of a desk that runs: some 4,000 stories, so that a feed in which there is news once an hour finds its others there still. To
 * make them anew takes a tenth of what a story costs.
 */
export const RUNNING_LIMITS: PublishLimits = { ...PUBLISH_LIMITS, keptItemBytes: 48 * 1024 * 1024 };
