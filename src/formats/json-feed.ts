/** JSON Feed 1.1 (jsonfeed.org), written directly: the package `feed` knows version 1 only. */
import type { Desk } from '../story/desk.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import { feedPageUrl, feedUrl, storyUrl } from './addresses.ts';
import { readerHtml } from './editorial-notes.ts';
import { authorOf, categoriesOf, type FeedHead, pushHead, summaryOf } from './feed-item.ts';
import type { ReaderFormat } from './format.ts';
import { picturesOf, type ShownPicture } from './pictures.ts';

const FILE_NAME = 'feed.json';
const MEDIA_TYPE = 'application/feed+json; charset=utf-8';

export const jsonFeed: ReaderFormat = {
  name: 'json-feed',
  standard: 'JSON Feed 1.1',
  feed: {
    fileName: FILE_NAME,
    mediaType: MEDIA_TYPE,
    // Other objects of the document's own level have other names first.
    itemLines: { first: '    {\n      "id": ', last: '    }', between: ',' },
    render: jsonFeedDocument,
  },
  push: {
    mediaType: MEDIA_TYPE,
    render: (version, desk) => jsonFeedDocument(pushHead(desk), [version], desk),
  },
};

function jsonFeedDocument(head: FeedHead, stories: readonly StoryVersion[], desk: Desk): string {
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: head.title,
    home_page_url: feedPageUrl(head, desk),
    feed_url: feedUrl(head, FILE_NAME, desk),
    description: head.description,
    language: head.language,
    authors: [{ name: desk.agency.name, url: desk.agency.url }],
    ...(head.hub === undefined ? {} : { hubs: [{ type: 'WebSub', url: head.hub }] }),
    items: stories.map((version) => item(version, desk)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** A type is a must there. */
function attachment({ url, contentType, headline, caption, bytes }: ShownPicture): readonly object[] {
  if (contentType === undefined) return [];
  return [{ url, mime_type: contentType, title: headline ?? caption, size_in_bytes: bytes }];
}

function item(version: StoryVersion, desk: Desk): Readonly<Record<string, unknown>> {
  const { story } = version;
  const pictures = picturesOf(version, desk);
  const tags = [...new Set(categoriesOf(story).map(({ label }) => label))];
  return {
    id: version.guid,
    url: storyUrl(version.slug, desk),
    title: story.headline,
    // Not as `content_text` besides: readers take this one where there are both, and the feed would be twice as large.
    content_html: readerHtml(version),
    summary: summaryOf(story),
    date_published: publishedAt(version),
    date_modified: version.versionCreated,
    authors: [{ name: authorOf(story, desk) }],
    ...(tags.length === 0 ? {} : { tags }),
    language: story.language,
    ...(pictures[0] !== undefined && { image: pictures[0].url, attachments: pictures.flatMap(attachment) }),
  };
}
