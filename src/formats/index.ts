/** The list of formats: a new one is a new file and a line here. */
import { atom } from './atom.ts';
import { feedPage } from './feed-page.ts';
import type { FeedDocument, Format, PushDocument, SiteDocument, TopStoriesDocument } from './format.ts';
import { indexPage } from './index-page.ts';
import { iptc7901 } from './iptc-7901.ts';
import { jsonFeed } from './json-feed.ts';
import { newsmlCatalog } from './newsml-catalog.ts';
import { NEWSML_STORY_FILE, newsmlG2 } from './newsml-g2.ts';
import { topStoriesPackage } from './newsml-package.ts';
import { ninjs16 } from './ninjs-1.6.ts';
import { ninjs22 } from './ninjs-2.2.ts';
import { ninjs } from './ninjs.ts';
import { nitf, nitfPlain } from './nitf.ts';
import { opml } from './opml.ts';
import { pageAssets } from './page-assets.ts';
import { robotsTxt } from './robots-txt.ts';
import { rss } from './rss.ts';
import { storyPage } from './story-page.ts';
import { subscribePages } from './subscribe-page.ts';
import { superdeskNinjs } from './superdesk-ninjs.ts';

const documentFormats: readonly Format[] = [
  rss,
  atom,
  jsonFeed,
  newsmlG2,
  ninjs,
  ninjs22,
  ninjs16,
  nitf,
  nitfPlain,
  iptc7901,
];

/** Everything that one story or one feed is written in; the page leads to the others. */
export const formats: readonly Format[] = [...documentFormats, storyPage(documentFormats)];

/** What each feed but the main one has besides: the main one's page is the front page. */
export const feedPages: readonly FeedDocument[] = [feedPage(documentFormats)];

export const siteDocuments: readonly SiteDocument[] = [
  indexPage(documentFormats, opml),
  opml,
  newsmlCatalog,
  robotsTxt,
  ...subscribePages(documentFormats, opml),
  ...pageAssets,
];

export const topStories: readonly TopStoriesDocument[] = [topStoriesPackage(NEWSML_STORY_FILE)];

/** What a subscriber can ask for, by name. */
export const chosenFormats: ReadonlyMap<string, PushDocument> = new Map(
  documentFormats.flatMap(({ name, push }) => (push === undefined ? [] : [[name, push]])),
);

/** What a subscriber with that profile gets. */
export const PROFILE_FORMAT: Readonly<Record<'superdesk', string>> = { superdesk: 'superdesk-ninjs' };

/** Everything that is pushed, by name. */
export const pushFormats: ReadonlyMap<string, PushDocument> = new Map([
  ...chosenFormats,
  [PROFILE_FORMAT.superdesk, superdeskNinjs],
]);
