/** The feeds of a desk on its pages: by what they have in common, and each with its addresses. */
import type { Desk } from '../story/desk.ts';
import type { Feed, FeedKind } from '../story/feed.ts';
import { feedUrl } from './addresses.ts';
import { belowBase, isForReaders, typeOnly } from './feed-links.ts';
import type { FeedFormat } from './format.ts';
import { joined, type Markup, markup } from './markup.ts';
import { type Bearings, feedLink } from './page-bar.ts';
import type { PageWords } from './page-words.ts';
import { withinBytes } from './within-bytes.ts';

type Group = { readonly heading: string; readonly feeds: readonly Feed[] };

/** All but the main one, in the order in which people look for them. */
export function groupsOf(feeds: readonly Feed[], words: PageWords): readonly Group[] {
  const headings: readonly (readonly [FeedKind, string])[] = [
    ['named', words.chosen],
    ['section', words.sections],
    ['language', words.languages],
    ['country', words.countries],
  ];
  const { compare } = new Intl.Collator(words.language);
  return headings
    .map(([kind, heading]) => ({
      heading,
      feeds: feeds.filter((feed) => feed.kind === kind).toSorted((a, b) => compare(a.label, b.label)),
    }))
    .filter((group) => group.feeds.length > 0);
}

/** Links to the pages of feeds, in groups; where there is no room for all of a group, it says so. */
export function directory(feeds: readonly Feed[], bearings: Bearings, bytesMax: number): Markup | false {
  const { words } = bearings;
  const groups = groupsOf(feeds, words);
  if (groups.length === 0) return false;
  const sections = groups.map(({ heading, feeds: all }) => {
    const links = all.map(
      (feed) => markup`<li>${feedLink(feed, bearings)}</li>
`,
    );
    const shown = withinBytes(links, bytesMax / groups.length);
    return markup`<section>
<h3>${heading}</h3>
<ul>
${shown}</ul>
${shown.length < links.length && markup`<p>${words.moreFeeds}.</p>\n`}</section>
`;
  });
  return markup`<div class="directory">
${sections}</div>
`;
}

/** By which addresses a feed can be followed, each to be copied. `more`: of what lies beside it. */
export function feedAddresses(
  feed: Feed,
  formats: readonly FeedFormat[],
  { desk, words, toRoot }: Bearings,
  more: readonly Markup[] = [],
): Markup {
  const addresses = formats.map((format) => {
    const purpose = isForReaders(format) ? words.forReaders : words.forNewsrooms;
    const url = feedUrl(feed, format.feed.fileName, desk);
    return namedAddress(format.standard, purpose, addressLink(url, format.feed.mediaType, desk, toRoot));
  });
  return markup`<dl class="addresses">
${[...addresses, ...more]}</dl>
`;
}

export function namedAddress(standard: string, purpose: string, address: Markup): Markup {
  return markup`<div><dt><bdi>${standard}</bdi> <small>${purpose}</small></dt>
<dd>${address}</dd></div>
`;
}

/** An address that a narrow column breaks where people expect it, and that copies as one word. */
export function addressLink(url: string, mediaType: string, desk: Desk, toRoot: string): Markup {
  const parts = url.split(/(?<=[^/]\/)/).map((part) => markup`${part}`);
  return markup`<a dir="ltr" href="${toRoot}${belowBase(url, desk)}" type="${typeOnly(mediaType)}" data-copy>${joined(parts, markup`<wbr>`)}</a>`;
}
