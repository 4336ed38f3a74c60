/** The page of one feed, for people: its latest stories, and the addresses at which it can be followed. */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import type { StoryVersion } from '../story/story.ts';
import { feedPageUrl } from './addresses.ts';
import { feedAddresses } from './feed-directory.ts';
import { autodiscovery, feedFormatsOf, languageAlternates } from './feed-links.ts';
import type { FeedDocument, FeedFormat, Format } from './format.ts';
import { hasEmptyForm } from './index-page.ts';
import { markup, type Markup } from './markup.ts';
import { openGraphOfList } from './open-graph.ts';
import { languageUnless, page } from './page.ts';
import { type Bearings, crumbBar, subscribeAddress } from './page-bar.ts';
import { rightsFoot } from './page-foot.ts';
import { pageWords } from './page-words.ts';
import { latestSection } from './story-list.ts';

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
  const bearings: Bearings = { desk, words, toRoot };
  const { title, description, language, hasEnded = false } = feed;
  const published = formats.filter((format) => !hasEnded && (stories.length > 0 || hasEmptyForm(format, desk)(feed)));
  const address = feedPageUrl(feed, desk);
  return page({
    desk,
    toRoot,
    language,
    wordsLanguage: words.language,
    title,
    head: [
      markup`<meta name="description" content="${description}">`,
      markup`<link rel="canonical" href="${address}">`,
      ...languageAlternates(feed, desk),
      // The most specific first: the feed that a reader offers to whoever is on its page.
      ...autodiscovery(title, published, ''),
      ...openGraphOfList({ title, description, address, language }, desk),
    ],
    masthead: markup`<a class="agency" href="${toRoot}" rel="home"><bdi>${desk.agency.name}</bdi></a>
<h1${languageUnless(words.language, language)}>${feed.label}</h1>
<p class="tagline"${languageUnless(words.language, language)}>${description}</p>`,
    bar: crumbBar([], feed, bearings),
    main: hasEnded ? whereStoriesAre(bearings) : storiesAndAddresses(feed, stories, published, bearings),
    footer: rightsFoot(desk),
    ...(!hasEnded && { hasAddresses: true }),
  });
}

function storiesAndAddresses(
  feed: Feed,
  stories: readonly StoryVersion[],
  published: readonly FeedFormat[],
  bearings: Bearings,
): Markup {
  const { words } = bearings;
  return markup`${latestSection(stories, bearings)}
<section class="feeds" aria-labelledby="feeds">
<h2 id="feeds">${words.feeds}</h2>
<p>${words.howToFollow} <a href="${subscribeAddress(bearings)}">${words.subscribe}</a></p>
${feedAddresses(feed, published, bearings)}</section>`;
}

/** Nobody is to follow a feed that has ended; who does is told by its documents, which stay. */
function whereStoriesAre({ words, toRoot }: Bearings): Markup {
  return markup`<p><a href="${toRoot}">${words.latest}</a></p>`;
}
