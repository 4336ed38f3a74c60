/** The front page: who this agency is, its latest stories, and its feeds. */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import type { StoryVersion } from '../story/story.ts';
import { addressLink, directory, feedAddresses, namedAddress } from './feed-directory.ts';
import { autodiscovery, feedFormatsOf, furtherFeeds, languageAlternates } from './feed-links.ts';
import type { FeedFormat, Format, SiteDocument } from './format.ts';
import { type Markup, markup } from './markup.ts';
import { openGraphOfList } from './open-graph.ts';
import { languageUnless, page } from './page.ts';
import { type Bearings, editionBar, subscribeAddress } from './page-bar.ts';
import { rightsFoot } from './page-foot.ts';
import { pageWords } from './page-words.ts';
import { latestSection, newestOf } from './story-list.ts';

/** Of a page's 50 kB, for the names of feeds and for what tells readers of them. */
const DIRECTORY_BYTES_MAX = 8_000;
const AUTODISCOVERY_BYTES_MAX = 3_000;

/** `formats`: those that feeds are published in. `feedList`: the document that lists all feeds for readers to import. */
export function indexPage(formats: readonly Format[], feedList: SiteDocument): SiteDocument {
  return {
    fileName: 'index.html',
    mediaType: 'text/html; charset=utf-8',
    render: (feeds, latest, desk) => indexDocument(feeds, latest, desk, { formats: feedFormatsOf(formats), feedList }),
  };
}

type Published = { readonly formats: readonly FeedFormat[]; readonly feedList: SiteDocument };

function indexDocument(
  feeds: readonly Feed[],
  latest: readonly StoryVersion[],
  desk: Desk,
  { formats, feedList }: Published,
): string {
  const words = pageWords(desk.language);
  const bearings: Bearings = { desk, words, toRoot: '' };
  const main = feeds.find(({ kind }) => kind === 'main');
  const description = main?.description ?? desk.agency.name;
  const address = new URL(desk.baseUrl).href;
  const published = formats.filter((format) => latest.length > 0 || feeds.every(hasEmptyForm(format, desk)));
  return page({
    desk,
    toRoot: '',
    language: desk.language,
    wordsLanguage: words.language,
    title: desk.agency.name,
    head: [
      markup`<meta name="description" content="${description}">`,
      markup`<link rel="canonical" href="${address}">`,
      ...languageAlternates(main, desk),
      ...autodiscovery(desk.agency.name, published, ''),
      ...furtherFeeds(feeds, published, '', desk, AUTODISCOVERY_BYTES_MAX),
      ...openGraphOfList({ title: desk.agency.name, description, address, language: desk.language }, desk),
    ],
    masthead: markup`<h1 class="agency"><bdi>${desk.agency.name}</bdi></h1>
<p class="tagline"${languageUnless(words.language, desk.language)}>${description}</p>`,
    bar: editionBar(newestOf(latest), main, bearings),
    main: markup`${latestSection(latest, bearings)}
${feedsSection(feeds, bearings, { formats: published, feedList })}`,
    footer: rightsFoot(desk),
    hasAddresses: true,
  });
}

/** A format without a form for an empty feed has no file yet. */
export function hasEmptyForm({ feed: format }: FeedFormat, desk: Desk): (feed: Feed) => boolean {
  return (feed) => format.render(feed, [], desk) !== undefined;
}

/** The main feed by all its addresses; of the others each has them on a page of its own. */
function feedsSection(feeds: readonly Feed[], bearings: Bearings, { formats, feedList }: Published): Markup {
  const { desk, words } = bearings;
  const list = addressLink(new URL(feedList.fileName, desk.baseUrl).href, feedList.mediaType, desk, '');
  const all = namedAddress('OPML', words.allFeeds, list);
  return markup`<section class="feeds" aria-labelledby="feeds">
<h2 id="feeds">${words.feeds}</h2>
<p>${words.howToFollow} <a href="${subscribeAddress(bearings)}">${words.subscribe}</a></p>
${feeds.filter(({ kind }) => kind === 'main').map((feed) => feedAddresses(feed, formats, bearings, [all]))}${directory(feeds, bearings, DIRECTORY_BYTES_MAX)}</section>`;
}
