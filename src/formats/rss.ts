/** RSS 2.0 with the content, dc and atom modules, written by the package `feed`. */
import { type Extension, Feed as FeedPackage, type Item } from 'feed';

import type { Desk } from '../story/desk.ts';
import type { Instant } from '../story/instant.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { readerHtml } from './editorial-notes.ts';
import { archiveHead, documentUrl, HISTORY_NAMESPACE, historyLinks } from './feed-history.ts';
import {
  archiveUpdatedOf,
  authorOf,
  categoriesOf,
  type FeedHead,
  ownNotice,
  pushHead,
  summaryOf,
  updatedOf,
} from './feed-item.ts';
import { styled } from './feed-look.ts';
import { feedOptions, feedText } from './feed-package.ts';
import type { ReaderFormat } from './format.ts';
import { enclosuresOf, MEDIA_NAMESPACE, mediaOf, type MediaPart } from './media-rss.ts';
import { escapeText } from './text.ts';

const FILE_NAME = 'rss.xml';
const MEDIA_TYPE = 'application/rss+xml; charset=utf-8';

/** Readers obey it as a command: a kill waits as long as this. */
const TTL_MINUTES = 5;

const SPECIFICATION = 'https://www.rssboard.org/rss-specification';

export const rss: ReaderFormat = {
  name: 'rss',
  standard: 'RSS 2.0',
  feed: {
    fileName: FILE_NAME,
    mediaType: MEDIA_TYPE,
    itemLines: { first: '        <item>', last: '        </item>' },
    render: (feed, stories, desk) => rssDocument(feed, updatedOf(feed, stories), stories, desk),
    renderArchive: (feed, archive, stories, desk) =>
      rssDocument(archiveHead(feed, archive), archiveUpdatedOf(stories), stories, desk),
  },
  push: {
    mediaType: MEDIA_TYPE,
    render: (version, desk) => rssDocument(pushHead(desk), version.versionCreated, [version], desk),
  },
};

function rssDocument(head: FeedHead, updated: Instant, stories: readonly StoryVersion[], desk: Desk): string {
  const document = new FeedPackage({
    ...feedOptions(head, updated, desk),
    feed: documentUrl(head, FILE_NAME, desk),
    language: head.language,
    ttl: TTL_MINUTES,
    docs: SPECIFICATION,
  });
  for (const version of stories) document.addItem(item(version, desk));
  for (const each of historyExtensions(head, desk)) document.addExtension(each);
  return styled(`${document.rss2()}\n`, head);
}

/**
 * The links of RFC 5005 as RSS has them (appendix B). An extension takes the place of what `feed` writes under its name:
 * so the links that it would write stand here too.
 */
function historyExtensions(head: FeedHead, desk: Desk): Extension[] {
  const links = [
    { rel: 'self', href: documentUrl(head, FILE_NAME, desk), type: 'application/rss+xml' },
    ...(head.hub === undefined ? [] : [{ rel: 'hub', href: feedText(head.hub) }]),
    ...historyLinks(head, FILE_NAME, desk),
  ];
  const archive = { name: 'fh:archive', objects: { _attributes: { 'xmlns:fh': HISTORY_NAMESPACE } } };
  return [
    { name: 'atom:link', objects: new Several(...links.map((link) => ({ _attributes: link }))) },
    ...(head.archive === undefined ? [] : [archive]),
  ];
}

/** `feed` writes a list as several elements of the name, and its types know a single one. */
class Several extends Array<unknown> {
  [name: string]: unknown;
}

function item(version: StoryVersion, desk: Desk): Item {
  const { story } = version;
  const [enclosure] = enclosuresOf(version, desk);
  return {
    title: titleText(story.headline),
    guid: feedText(version.guid),
    link: storyUrl(version.slug, desk),
    date: new Date(version.versionCreated),
    published: new Date(publishedAt(version)),
    description: escapeText(summaryOf(story)),
    content: readerHtml(version),
    category: categoriesOf(story).map(({ scheme, label }) => ({
      name: feedText(label),
      ...(scheme === undefined ? {} : { domain: scheme }),
    })),
    // One is all that readers take (RSS Advisory Board, best practices §enclosure).
    ...(enclosure !== undefined && { enclosure }),
    extensions: extensions(version, desk),
  };
}

/**
 * RSS's own `author` must be an e-mail address, and RSS has no date for a change, no language and no rights of an
 * item: Dublin Core and Atom have. `feed` declares both namespaces.
 */
function extensions(version: StoryVersion, desk: Desk): Extension[] {
  const { story, versionCreated } = version;
  const media = mediaOf(version, desk);
  const notice = ownNotice(story, desk);
  return [
    extension('dc:creator', authorOf(story, desk)),
    extension('atom:updated', versionCreated),
    extension('dc:language', story.language),
    ...(notice === undefined ? [] : [extension('dc:rights', notice)]),
    ...(media.length === 0 ? [] : [{ name: 'media:content', objects: new Several(...media.map(mediaObject)) }]),
  ];
}

/** An item stands by itself wherever documents are put together: so it declares its namespace too. */
function mediaObject(part: MediaPart): Readonly<Record<string, unknown>> {
  return { ...partObject(part), _attributes: { 'xmlns:media': MEDIA_NAMESPACE, ...attributesOf(part) } };
}

function partObject(part: MediaPart): Readonly<Record<string, unknown>> {
  const { text, parts = [] } = part;
  const names = [...new Set(parts.map(({ name }) => name))];
  const inner = names.map((name) => [name, parts.filter((each) => each.name === name).map(partObject)] as const);
  return {
    _attributes: attributesOf(part),
    ...Object.fromEntries(inner),
    ...(text !== undefined && { _text: feedText(text) }),
  };
}

function attributesOf({ attributes }: MediaPart): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, feedText(value)]])),
  );
}

function extension(name: string, text: string): Extension {
  return { name, objects: { _text: feedText(text) } };
}

/** What an HTML reader would take for a character reference or a tag, and what would end the CDATA section. */
const MARKUP_LIKE = /&(?=#|[A-Za-z][A-Za-z0-9])|<(?=[A-Za-z/!?])|(?<=\]\])>/g;

const REFERENCES: Readonly<Record<string, string>> = { '&': '&#x26;', '<': '&#x3C;', '>': '&#x3E;' };

/**
 * RSS does not say whether a title is text or HTML, and readers differ. So only what HTML would misread is escaped:
 * as HTML every title comes out exact, as text every one without markup in it does. The hexadecimal form is what the
 * RSS Advisory Board's profile asks for, and the W3C validator warns of any other.
 */
function titleText(headline: string): string {
  return headline.replace(MARKUP_LIKE, (character) => REFERENCES[character] ?? character);
}
