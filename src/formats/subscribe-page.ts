/**
 * The page about subscribing: what a feed is, the address of each, and how to take them all at once. One in the desk's
 * language, and one in each of the languages that the pages' words are in, to which the pages of feeds lead.
 */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import { keptWhileSame } from '../story/remembered.ts';
import { feedUrl } from './addresses.ts';
import { addressLink, feedAddresses, groupsOf, namedAddress } from './feed-directory.ts';
import { autodiscovery, feedFormatsOf, furtherFeeds } from './feed-links.ts';
import { ownName } from './feed-words.ts';
import type { FeedFormat, Format, SiteDocument } from './format.ts';
import { joined, type Markup, markup } from './markup.ts';
import { openGraphOfList } from './open-graph.ts';
import { languageUnless, page, wordsIn } from './page.ts';
import { type Bearings, crumbs, feedLink, subscribeAddress } from './page-bar.ts';
import { rightsFoot } from './page-foot.ts';
import { PAGE_LANGUAGES, pageWords, type PageWords } from './page-words.ts';
import { subscribeWords } from './subscribe-words.ts';
import { withinBytes } from './within-bytes.ts';

/** Of a page's 50 kB. */
const ROWS_BYTES_MAX = 24_000;
const AUTODISCOVERY_BYTES_MAX = 8_000;

/** What changes with every story, and is not on these pages. */
const OF_THE_LATEST: ReadonlySet<string> = new Set(['latestEvent', 'archives'] satisfies (keyof Feed)[]);

type Published = { readonly formats: readonly FeedFormat[]; readonly feedList: SiteDocument };

export function subscribePages(all: readonly Format[], feedList: SiteDocument): readonly SiteDocument[] {
  const published = { formats: feedFormatsOf(all), feedList };
  const pageAt = (folder: string, language?: string): SiteDocument => {
    // Written in every pass, and the same until a feed comes or goes.
    const kept = keptWhileSame<string>();
    return {
      fileName: `${folder}index.html`,
      mediaType: 'text/html; charset=utf-8',
      render: (feeds, latest, desk) => {
        const toRoot = '../'.repeat(folder.split('/').length - 1);
        const bearings = { desk, words: pageWords(language ?? desk.language), toRoot };
        const formats = published.formats.filter(
          ({ feed: format }) => latest.length > 0 || feeds.every((feed) => format.render(feed, [], desk) !== undefined),
        );
        const names = formats.map(({ name }) => name);
        const key = JSON.stringify([feeds, names, desk], (field, value: unknown) =>
          OF_THE_LATEST.has(field) ? undefined : value,
        );
        return kept(key, () => subscribeDocument(feeds, bearings, { ...published, formats }));
      },
    };
  };
  return [pageAt('subscribe/'), ...PAGE_LANGUAGES.map((language) => pageAt(`subscribe/${language}/`, language))];
}

function subscribeDocument(feeds: readonly Feed[], bearings: Bearings, published: Published): string {
  const { desk, words, toRoot } = bearings;
  const { language } = words;
  const texts = subscribeWords(language);
  const title = `${words.subscribe} – ${desk.agency.name}`;
  const address = subscribeUrl(words, desk);
  return page({
    desk,
    toRoot,
    language,
    wordsLanguage: language,
    title,
    head: [
      markup`<meta name="description" content="${texts.about}">`,
      markup`<link rel="canonical" href="${address}">`,
      ...PAGE_LANGUAGES.map(
        (each) => markup`<link rel="alternate" hreflang="${each}" href="${subscribeUrl(pageWords(each), desk)}">`,
      ),
      ...autodiscovery(desk.agency.name, published.formats, toRoot),
      ...furtherFeeds(feeds, published.formats, toRoot, desk, AUTODISCOVERY_BYTES_MAX),
      ...openGraphOfList({ title, description: texts.about, address, language }, desk),
    ],
    masthead: markup`<a class="agency" href="${toRoot}" rel="home"><bdi>${desk.agency.name}</bdi></a>
<h1>${words.subscribe}</h1>`,
    bar: markup`
${crumbs([], bearings)}${languageSwitch(bearings)}`,
    main: body(feeds, bearings, published),
    footer: rightsFoot(desk),
    hasAddresses: true,
  });
}

function subscribeUrl(words: PageWords, desk: Desk): string {
  return new URL(subscribeAddress({ desk, words, toRoot: '' }), desk.baseUrl).href;
}

function languageSwitch({ desk, words, toRoot }: Bearings): Markup {
  const others = PAGE_LANGUAGES.filter((language) => language !== words.language).map((language) => {
    const address = subscribeAddress({ desk, words: pageWords(language), toRoot });
    return markup`<li><a href="${address}" hreflang="${language}"${languageUnless(words.language, language)}>${ownName(language)}</a></li>
`;
  });
  return markup`<nav aria-label="${words.languages}"><ul>
${others}</ul></nav>
`;
}

function body(feeds: readonly Feed[], bearings: Bearings, { formats, feedList }: Published): Markup {
  const { desk, words, toRoot } = bearings;
  const texts = subscribeWords(words.language);
  const main = feeds.filter(({ kind }) => kind === 'main');
  const list = addressLink(new URL(feedList.fileName, desk.baseUrl).href, feedList.mediaType, desk, toRoot);
  return markup`<div class="about">
<p>${texts.about}</p>
<ol>
${texts.steps.map((step) => markup`<li>${step}</li>\n`)}</ol>
<p>${texts.which}</p>
</div>
${main.map(
  (feed) => markup`<section class="feeds">
<h2>${wordsIn(feed.language, words.language, feed.title)}</h2>
<p>${wordsIn(feed.language, words.language, feed.description)}</p>
${feedAddresses(feed, formats, bearings)}</section>
`,
)}${rows(feeds, formats, bearings)}<section class="feeds">
<h2>${texts.everything}</h2>
<p>${texts.howToImport}</p>
<dl class="addresses">
${namedAddress('OPML', words.allFeeds, list)}</dl>
</section>
<section class="feeds">
<h2>${texts.newsrooms}</h2>
<p>${texts.forSystems}${desk.agency.email !== undefined && markup` ${texts.ask} <a href="mailto:${desk.agency.email}"><bdi>${desk.agency.email}</bdi></a>`}</p>
</section>`;
}

/** Each further feed with one address: that of the format which every reader knows. The others are on its page. */
function rows(feeds: readonly Feed[], [format]: readonly FeedFormat[], bearings: Bearings): Markup {
  const { desk, words, toRoot } = bearings;
  const groups = groupsOf(feeds, words);
  const sections = groups.map(({ heading, feeds: all }) => {
    const lines = all.map((feed) => {
      const { fileName = '', mediaType = '' } = format?.feed ?? {};
      return markup`<li><span>${feedLink(feed, bearings)}</span> <span>${addressLink(feedUrl(feed, fileName, desk), mediaType, desk, toRoot)}</span></li>
`;
    });
    const shown = withinBytes(lines, ROWS_BYTES_MAX / groups.length);
    return markup`<section class="feeds">
<h2>${heading}</h2>
<ul class="rows">
${shown}</ul>
${shown.length < lines.length && markup`<p>${words.moreFeeds}.</p>\n`}</section>
`;
  });
  return joined(sections, '');
}
