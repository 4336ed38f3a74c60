/** OPML 2.0: every feed of the desk, to be imported into a reader. */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import { feedPageUrl, feedUrl } from './addresses.ts';
import { atom } from './atom.ts';
import type { ReaderFormat, SiteDocument } from './format.ts';
import { rss } from './rss.ts';
import { element, xmlDocument, type XmlElement, type XmlParent } from './xml-tree.ts';

export const opml: SiteDocument = {
  fileName: 'opml.xml',
  mediaType: 'text/x-opml; charset=utf-8',
  render: (feeds, _latest, desk) => opmlDocument(feeds, desk),
};

/** No dateModified: the list stays byte for byte the same until a feed is added or renamed. */
function opmlDocument(feeds: readonly Feed[], desk: Desk): string {
  return xmlDocument((document) => appendOpml(document, feeds, desk));
}

function appendOpml(document: XmlParent, feeds: readonly Feed[], desk: Desk): void {
  const root = element(document, 'opml', { version: '2.0' });
  const head = element(root, 'head');
  element(head, 'title', {}, desk.agency.name);
  element(head, 'ownerName', {}, desk.agency.name);
  if (desk.agency.email !== undefined) element(head, 'ownerEmail', {}, desk.agency.email);
  element(head, 'ownerId', {}, desk.agency.url);
  const body = element(root, 'body');
  // A folder a format: whoever imports the list keeps one and deletes the other, and no story comes twice.
  folder(body, 'RSS', rss, feeds, desk);
  folder(body, 'Atom', atom, feeds, desk);
}

/** OPML calls every feed `rss`, Atom too (OPML 2.0, "Subscription lists"); it has a `version` for RSS alone. */
function folder(body: XmlElement, text: string, format: ReaderFormat, feeds: readonly Feed[], desk: Desk): void {
  const outline = element(body, 'outline', { text });
  for (const feed of feeds) {
    element(outline, 'outline', {
      type: 'rss',
      version: format === rss ? 'RSS2' : undefined,
      text: feed.title,
      title: feed.title,
      description: feed.description,
      language: feed.language,
      htmlUrl: feedPageUrl(feed, desk),
      xmlUrl: feedUrl(feed, format.feed.fileName, desk),
    });
  }
}
