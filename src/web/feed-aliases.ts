/**
 * Addresses at which readers and people look for a feed, by the habits of other publishing systems, and those at which it
 * may have been before the desk was there. Each leads to the feed of the same folder; an address that has a document of
 * its own never comes here.
 */
const RSS = 'rss.xml';
const ATOM = 'atom.xml';
const JSON_FEED = 'feed.json';

const FILE_BY_ALIAS: ReadonlyMap<string, string> = new Map([
  ...['feed', 'feeds', 'rss', 'rss2', 'feed/rss', 'feed/rss2', 'feeds/rss', 'feed.xml', 'feed.rss'].map(
    (alias) => [alias, RSS] as const,
  ),
  ...['rss2.xml', 'index.xml', 'index.rss', 'index.rdf', 'feed/rdf'].map((alias) => [alias, RSS] as const),
  ...['atom', 'feed/atom', 'feeds/atom', 'feed.atom', 'index.atom', 'atom1.xml', 'feed/atom.xml'].map(
    (alias) => [alias, ATOM] as const,
  ),
  ...['json', 'feed/json', 'feeds/json', 'index.json', 'rss.json'].map((alias) => [alias, JSON_FEED] as const),
  ...['opml', 'feeds.opml', 'index.opml'].map((alias) => [alias, 'opml.xml'] as const),
]);

export type MeantFeed = { readonly folder: readonly string[]; readonly fileName: string };

/** By the last names of a path, whatever folder they are in: two of them go before one. */
export function feedMeantBy(segments: readonly string[]): MeantFeed | undefined {
  for (const length of [2, 1]) {
    if (segments.length < length) continue;
    const fileName = FILE_BY_ALIAS.get(segments.slice(-length).join('/').toLowerCase());
    if (fileName !== undefined) return { folder: segments.slice(0, -length), fileName };
  }
  return undefined;
}
