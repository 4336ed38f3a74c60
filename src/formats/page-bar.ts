/** The bar below the masthead: where one is, where else one may go, how to subscribe. */
import type { Desk } from '../story/desk.ts';
import type { Feed, FeedLink } from '../story/feed.ts';
import type { StoryVersion } from '../story/story.ts';
import { feedPageUrl } from './addresses.ts';
import { belowBase } from './feed-links.ts';
import { ownName } from './feed-words.ts';
import { type Markup, markup } from './markup.ts';
import { languageUnless, wordsIn } from './page.ts';
import { firstCreatedHtml } from './page-date.ts';
import { pageWords, type PageWords } from './page-words.ts';

/** Of a bar: a glance, not a list. */
const LANGUAGES_MAX = 12;

export type Bearings = {
  readonly desk: Desk;
  readonly words: PageWords;
  /** From the page to the front page. */
  readonly toRoot: string;
};

/** On the front page: how fresh it is. */
export function editionBar(newest: StoryVersion | undefined, main: Feed | undefined, bearings: Bearings): Markup {
  const { desk, words } = bearings;
  const edition =
    newest &&
    markup`<p class="edition">${words.newest}: ${firstCreatedHtml(newest, words.language, desk.timeZone)}</p>
`;
  return markup`
${edition}${languageLinks(main, undefined, bearings)}${subscribeLink(bearings)}`;
}

/** On every other page: the way back, and what the page belongs to. */
export function crumbBar(feeds: readonly FeedLink[], feed: Feed | undefined, bearings: Bearings): Markup {
  return markup`
${crumbs(feeds, bearings)}${languageLinks(feed, feed?.language, bearings)}${subscribeLink(bearings)}`;
}

/** From the front page to what the page belongs to. */
export function crumbs(feeds: readonly FeedLink[], bearings: Bearings): Markup {
  const { words, toRoot } = bearings;
  const further = feeds.map(
    (each) => markup`<li>${feedLink(each, bearings)}</li>
`,
  );
  return markup`<nav aria-label="${words.youAreHere}"><ol class="crumbs">
<li><a href="${toRoot || './'}">${words.latest}</a></li>
${further}</ol></nav>
`;
}

export function feedLink(feed: FeedLink, { desk, words, toRoot }: Bearings): Markup {
  const address = toRoot + belowBase(feedPageUrl(feed, desk), desk);
  return markup`<a href="${address || './'}"${languageUnless(words.language, feed.language)}><bdi>${feed.label}</bdi></a>`;
}

/** The page that says how, in the language of this one. */
export function subscribeAddress({ desk, words, toRoot }: Bearings): string {
  const isDesks = pageWords(desk.language).language === words.language;
  return `${toRoot}subscribe/${isDesks ? '' : `${words.language}/`}`;
}

function subscribeLink(bearings: Bearings): Markup {
  return markup`<a class="subscribe" href="${subscribeAddress(bearings)}">${bearings.words.subscribe}</a>
`;
}

/** Each language by its own name. */
function languageLinks(feed: Feed | undefined, current: string | undefined, bearings: Bearings): Markup | false {
  const { desk, words, toRoot } = bearings;
  const languages = feed?.byLanguage ?? [];
  if (languages.length < 2) return false;
  const links = languages.slice(0, LANGUAGES_MAX).map(({ path, language }) => {
    const address = toRoot + belowBase(feedPageUrl({ path }, desk), desk);
    const name = ownName(language);
    return language === current
      ? markup`<li>${wordsIn(language, words.language, name)}</li>
`
      : markup`<li><a href="${address}" hreflang="${language}"${languageUnless(words.language, language)}>${name}</a></li>
`;
  });
  return markup`<nav aria-label="${words.languages}"><ul>
${links}</ul></nav>
`;
}
