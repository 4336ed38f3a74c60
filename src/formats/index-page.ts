/** The front page: who this agency is, its latest stories, and its feeds. */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import type { StoryVersion } from '../story/story.ts';
import { feedPageUrl, feedUrl, storyUrl } from './addresses.ts';
import { summaryOf } from './feed-item.ts';
import { autodiscovery, belowBase, feedFormatsOf, isForReaders, languageAlternates, typeOnly } from './feed-links.ts';
import type { FeedFormat, Format, SiteDocument } from './format.ts';
import { joined, type Markup, markup } from './markup.ts';
import { languageUnless, page, shortened } from './page.ts';
import { firstCreatedHtml } from './page-date.ts';
import { pageWords, type PageWords } from './page-words.ts';

/** Enough for a day of a busy desk, and small on a slow line. */
const STORIES_MAX = 30;
const LEAD_CHARACTERS_MAX = 400;

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
  const description = feeds.find(({ path }) => path === '')?.description ?? desk.agency.name;
  // A format without a form for an empty feed has no file yet.
  const isPublished = ({ feed }: FeedFormat): boolean =>
    latest.length > 0 || feeds.every((each) => feed.render(each, [], desk) !== undefined);
  const published = formats.filter(isPublished);
  return page({
    desk,
    toRoot: '',
    language: desk.language,
    wordsLanguage: words.language,
    title: desk.agency.name,
    head: [
      markup`<meta name="description" content="${description}">`,
      markup`<link rel="canonical" href="${new URL(desk.baseUrl).href}">`,
      ...languageAlternates(
        feeds.find(({ path }) => path === ''),
        desk,
      ),
      ...autodiscovery(desk.agency.name, published, ''),
    ],
    masthead: markup`<h1 class="agency"><bdi>${desk.agency.name}</bdi></h1>
<p class="tagline"${languageUnless(words.language, desk.language)}>${description}</p>`,
    main: markup`<div class="columns">
${latestSection(latest, desk, words)}
${feedsSection(feeds, desk, words, { formats: published, feedList })}
</div>`,
    footer: markup`<p><bdi>${desk.rights.notice}</bdi> <a href="${desk.agency.url}"><bdi>${new URL(desk.agency.url).hostname}</bdi></a></p>`,
  });
}

/** `toRoot`: from the page to the front page. */
export function latestSection(latest: readonly StoryVersion[], desk: Desk, words: PageWords, toRoot = ''): Markup {
  // Unlike a feed reader, who comes here again has kept nothing that a notice would have to replace.
  const stories = latest
    .filter(({ pubStatus }) => pubStatus === 'usable')
    .slice(0, STORIES_MAX)
    .map((version) => teaser(version, desk, words, toRoot));
  return markup`<section class="latest">
<h2>${words.latest}</h2>
${stories.length > 0 ? stories : markup`<p>${words.noStories}</p>`}
</section>`;
}

/** One story in the list, in its own language and direction. */
function teaser(version: StoryVersion, desk: Desk, words: PageWords, toRoot: string): Markup {
  const { story, slug } = version;
  const place = story.dateline?.place?.name;
  return markup`<article${languageUnless(words.language, story.language)}>
<h3><a href="${toRoot}${belowBase(storyUrl(slug, desk), desk)}">${story.headline}</a></h3>
<p>${shortened(summaryOf(story), LEAD_CHARACTERS_MAX)}</p>
<p class="dates">${place !== undefined && markup`<bdi>${place}</bdi> · `}${firstCreatedHtml(version, story.language, desk.timeZone)}</p>
</article>
`;
}

/** The main feed by all its addresses; of the others each has them on a page of its own. */
function feedsSection(feeds: readonly Feed[], desk: Desk, words: PageWords, { formats, feedList }: Published): Markup {
  const listUrl = new URL(feedList.fileName, desk.baseUrl).href;
  const others = feeds.filter(({ path }) => path !== '');
  return markup`<section class="feeds">
<h2>${words.feeds}</h2>
<p>${words.howToFollow}</p>
${feeds.filter(({ path }) => path === '').map((feed) => feedAddresses(feed, desk, words, formats))}<dl>
${address('OPML', words.allFeeds, listUrl, feedList.mediaType, desk)}</dl>
${others.length > 0 && furtherFeeds(others, desk, words)}</section>`;
}

function furtherFeeds(feeds: readonly Feed[], desk: Desk, words: PageWords): Markup {
  return markup`<h3>${words.furtherFeeds}</h3>
<ul>
${feeds.map(
  (feed) =>
    markup`<li><a href="${belowBase(feedPageUrl(feed, desk), desk)}"${languageUnless(words.language, feed.language)}>${feed.title}</a></li>\n`,
)}</ul>
`;
}

export function feedAddresses(
  feed: Feed,
  desk: Desk,
  words: PageWords,
  formats: readonly FeedFormat[],
  toRoot = '',
): Markup {
  const around = languageUnless(words.language, feed.language);
  return markup`<h3${around}>${feed.title}</h3>
<p${around}>${feed.description}</p>
<dl>
${formats.map((format) => {
  const purpose = isForReaders(format) ? words.forReaders : words.forNewsrooms;
  const url = feedUrl(feed, format.feed.fileName, desk);
  return address(format.standard, purpose, url, format.feed.mediaType, desk, toRoot);
})}</dl>
`;
}

function address(standard: string, purpose: string, url: string, mediaType: string, desk: Desk, toRoot = ''): Markup {
  return markup`<dt><bdi>${standard}</bdi> <small>${purpose}</small></dt>
<dd><a dir="ltr" href="${toRoot}${belowBase(url, desk)}" type="${typeOnly(mediaType)}">${breakable(url)}</a></dd>
`;
}

/** An address that a narrow column breaks where people expect it, and that copies as one word. */
function breakable(url: string): Markup {
  return joined(
    url.split(/(?<=[^/]\/)/).map((part) => markup`${part}`),
    markup`<wbr>`,
  );
}
