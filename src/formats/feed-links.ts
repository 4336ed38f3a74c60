/** How the pages point to the feeds: autodiscovery for programs, addresses to copy for people. */
import type { Desk } from '../story/desk.ts';
import type { Feed, FeedLink } from '../story/feed.ts';
import { feedPageUrl, feedUrl } from './addresses.ts';
import type { FeedFormat, Format } from './format.ts';
import { type Markup, markup } from './markup.ts';
import { withinBytes } from './within-bytes.ts';

export function feedFormatsOf(formats: readonly Format[]): readonly FeedFormat[] {
  return formats.filter((format): format is FeedFormat => format.feed !== undefined);
}

/** `<link rel="alternate">` to the main feed in each format, the first being what a reader takes by itself. */
export function autodiscovery(title: string, formats: readonly FeedFormat[], toRoot: string): readonly Markup[] {
  return formats.map(
    ({ feed, standard }) =>
      markup`<link rel="alternate" type="${typeOnly(feed.mediaType)}" title="${title} – ${standard}" href="${toRoot}${feed.fileName}">`,
  );
}

/** The other feeds of the desk, each in the first of the formats, which every reader knows; as many as there is room for. */
export function furtherFeeds(
  feeds: readonly FeedLink[],
  [first]: readonly FeedFormat[],
  toRoot: string,
  desk: Desk,
  bytesMax: number,
): readonly Markup[] {
  if (first === undefined) return [];
  const { fileName, mediaType } = first.feed;
  const links = feeds
    .filter(({ kind }) => kind !== 'main')
    .map((feed) => {
      const address = toRoot + belowBase(feedUrl(feed, fileName, desk), desk);
      return markup`<link rel="alternate" type="${typeOnly(mediaType)}" title="${feed.title} – ${first.standard}" href="${address}">`;
    });
  return withinBytes(links, bytesMax);
}

/** `<link rel="alternate" hreflang>` to the pages of the desk's feeds by language; the front page is for all others. */
export function languageAlternates(feed: Feed | undefined, desk: Desk): readonly Markup[] {
  const languages = feed?.byLanguage ?? [];
  if (languages.length < 2) return [];
  return [
    ...languages.map((each) => ({ hreflang: each.language, path: each.path })),
    { hreflang: 'x-default', path: '' },
  ].map(
    ({ hreflang, path }) => markup`<link rel="alternate" hreflang="${hreflang}" href="${feedPageUrl({ path }, desk)}">`,
  );
}

/** A relative address, so that the pages can be looked at on any host before they lie on their own. */
export function belowBase(url: string, desk: Desk): string {
  return url.slice(new URL(desk.baseUrl).href.length);
}

/** A media type without its charset, which belongs to HTTP: readers compare the `type` of a link as a whole. */
export function typeOnly(mediaType: string): string {
  return mediaType.replace(/\s*;.*$/s, '');
}

/** What people subscribe to with a feed reader; all else is for systems of newsrooms. */
export function isForReaders({ feed }: FeedFormat): boolean {
  return ['application/rss+xml', 'application/atom+xml', 'application/feed+json'].includes(typeOnly(feed.mediaType));
}
