/** The page of one feed, for people: its latest stories, and the addresses at which it can be followed. */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import type { StoryVersion } from '../story/story.ts';
import { feedPageUrl } from './addresses.ts';
import { autodiscovery, feedFormatsOf, languageAlternates } from './feed-links.ts';
import type { FeedDocument, FeedFormat, Format } from './format.ts';
import { feedAddresses, latestSection } from './index-page.ts';
import { markup } from './markup.ts';
import { languageUnless, page } from './page.ts';
import { pageWords } from './page-words.ts';

/** `formats`: those that the feed is published in. Of the main feed the front page is the page. */
export function feedPage(formats: readonly Format[]): FeedDocument {
  return {
    fileName: 'index.html',
    mediaType: 'text/html; charset=utf-8',
    render: (feed, stories, desk) => feedPageDocument(feed, stories, desk, feedFormatsOf(formats)),
  };
}

function feedPageDocument(
  feed: Feed,
  stories: readonly StoryVersion[],
  desk: Desk,
  formats: readonly FeedFormat[],
): string {
  const words = pageWords(feed.language);
  const toRoot = '../'.repeat(feed.path.split('/').length - 1);
  // A format without a form for an empty feed has no file.
  const published = formats.filter((format) => stories.length > 0 || format.feed.render(feed, [], desk) !== undefined);
  return page({
    desk,
    toRoot,
    language: feed.language,
    wordsLanguage: words.language,
    title: feed.title,
    head: [
      markup`<meta name="description" content="${feed.description}">`,
      markup`<link rel="canonical" href="${feedPageUrl(feed, desk)}">`,
      ...languageAlternates(feed, desk),
      // The most specific first: the feed that a reader offers to whoever is on its page.
      ...autodiscovery(feed.title, published, ''),
    ],
    masthead: markup`<a class="agency" href="${toRoot}" rel="home"><bdi>${desk.agency.name}</bdi></a>
<h1${languageUnless(words.language, feed.language)}>${feed.title}</h1>
<p class="tagline"${languageUnless(words.language, feed.language)}>${feed.description}</p>`,
    main: markup`<div class="columns">
${latestSection(stories, desk, words, toRoot)}
<section class="feeds">
<h2>${words.feeds}</h2>
<p>${words.howToFollow}</p>
${feedAddresses(feed, desk, words, published, toRoot)}</section>
</div>`,
    footer: markup`<p><bdi>${desk.rights.notice}</bdi> <a href="${desk.agency.url}"><bdi>${new URL(desk.agency.url).hostname}</bdi></a></p>`,
  });
}
