/** OPML 2.0: every feed of the desk, to be imported into a reader. */
import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import { feedUrl } from './addresses.ts';
import { atom } from './atom.ts';
import type { ReaderFormat, SiteDocument } from './format.ts';
import { rss } from './rss.ts';
import { element } from './xml.ts';

export const opml: SiteDocument = {
  fileName: 'opml.xml',
  mediaType: 'text/x-opml; charset=utf-8',
  render: (feeds, _latest, desk) => opmlDocument(feeds, desk),
};

/** No dateModified: the list stays byte for byte the same until a feed is added or renamed. */
function opmlDocument(feeds: readonly Feed[], desk: Desk): string {
  const document = create({ version: '1.0', encoding: 'utf-8' });
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
  return `${document.end({ prettyPrint: true })}\n`;
}

/** OPML calls every feed `rss`, Atom too (OPML 2.0, "Subscription lists"); it has a `version` for RSS alone. */
function folder(body: XMLBuilder, text: string, format: ReaderFormat, feeds: readonly Feed[], desk: Desk): void {
  const outline = element(body, 'outline', { text });
  for (const feed of feeds) {
    element(outline, 'outline', {
      type: 'rss',
      version: format === rss ? 'RSS2' : undefined,
      text: feed.title,
      title: feed.title,
      description: feed.description,
      language: feed.language,
      htmlUrl: desk.baseUrl,
      xmlUrl: feedUrl(feed, format.feed.fileName, desk),
    });
  }
}
