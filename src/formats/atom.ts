/**
 * Atom 1.0 (RFC 4287): written by the package `feed`, then completed in its tree, since `feed` knows no languages,
 * rewrites ids as URLs, breaks on `<` in a category and has no place for the generator's version.
 */
import { Feed as FeedPackage, type Item } from 'feed';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

import type { Desk } from '../story/desk.ts';
import type { Instant } from '../story/instant.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { readerHtml } from './editorial-notes.ts';
import { archiveHead, documentUrl, HISTORY_NAMESPACE, historyLinks } from './feed-history.ts';
import { authorOf, categoriesOf, type FeedHead, ownNotice, pushHead, summaryOf, updatedOf } from './feed-item.ts';
import { styled } from './feed-look.ts';
import { feedOptions } from './feed-package.ts';
import { beforeEntries, childOf, childrenOf, readTree, setText, writeTree } from './feed-tree.ts';
import type { ReaderFormat } from './format.ts';
import { enclosuresOf, MEDIA_NAMESPACE, mediaOf, type MediaPart } from './media-rss.ts';
import { escapeText } from './text.ts';
import { element, elementIn, xmlAttribute } from './xml.ts';

const FILE_NAME = 'atom.xml';
const MEDIA_TYPE = 'application/atom+xml; charset=utf-8';

export const atom: ReaderFormat = {
  name: 'atom',
  standard: 'Atom 1.0',
  feed: {
    fileName: FILE_NAME,
    mediaType: MEDIA_TYPE,
    itemLines: { first: '  <entry', last: '  </entry>' },
    render: (feed, stories, desk) => atomDocument(feed, updatedOf(feed, stories), stories, desk),
    renderArchive: (feed, archive, stories, desk) =>
      atomDocument(archiveHead(feed, archive), updatedOf(feed, stories), stories, desk),
  },
  // A feed of one entry, though RFC 4287 §2 allows an entry to stand alone: that is for publishing protocols (RFC
  // 5023), and parsers made for feeds look for `feed` and find nothing in it.
  push: {
    mediaType: MEDIA_TYPE,
    render: (version, desk) => atomDocument(pushHead(desk), version.versionCreated, [version], desk),
  },
};

/**
 * The feed's own id, in every run and under every address the same: a tag URI (RFC 4151) of the provider's domain. Its
 * date says when such ids were first minted, not when the domain was registered.
 */
export function feedId(head: FeedHead, desk: Desk): string {
  return `tag:${desk.agency.domain.toLowerCase()},2026:feed/${encodeURIComponent(head.name)}`;
}

function atomDocument(head: FeedHead, updated: Instant, stories: readonly StoryVersion[], desk: Desk): string {
  const document = new FeedPackage({
    ...feedOptions(head, updated, desk),
    id: feedId(head, desk),
    feed: documentUrl(head, FILE_NAME, desk),
    author: { name: desk.agency.name, link: desk.agency.url },
  });
  for (const version of stories) document.addItem(entry(version, desk));
  const feed = readTree(document.atom1());
  completeFeed(feed, head, updated, desk);
  for (const [index, child] of childrenOf(feed, 'entry').entries()) {
    const version = stories[index];
    if (version !== undefined) completeEntry(child, version, desk);
  }
  for (const version of stories) if (version.pubStatus === 'canceled') appendTombstone(feed, version, head);
  return styled(writeTree(feed), head);
}

/** What `feed` can write: the order of elements, links, and everything that is HTML. */
function entry(version: StoryVersion, desk: Desk): Item {
  const { story } = version;
  const notice = ownNotice(story, desk);
  return {
    title: escapeText(story.headline),
    link: storyUrl(version.slug, desk),
    date: new Date(version.versionCreated),
    published: new Date(publishedAt(version)),
    description: escapeText(summaryOf(story)),
    content: readerHtml(version),
    author: [{ name: authorOf(story, desk) }],
    ...(notice === undefined ? {} : { copyright: notice }),
  };
}

function completeFeed(feed: XMLBuilder, head: FeedHead, updated: Instant, desk: Desk): void {
  const { agency, generator, rights } = desk;
  feed.att('xml:lang', xmlAttribute(head.language));
  setText(childOf(feed, 'title'), head.title);
  setText(childOf(feed, 'updated'), updated);
  setText(childOf(childOf(feed, 'author'), 'name'), agency.name);
  // Absent where blank.
  for (const subtitle of childrenOf(feed, 'subtitle')) setText(subtitle, head.description);
  for (const notice of childrenOf(feed, 'rights')) setHtml(notice, rights.notice);
  const program = childOf(feed, 'generator');
  setText(program, generator.name);
  appendHistory(feed, head, desk);
  program.att('uri', xmlAttribute(generator.url)).att('version', xmlAttribute(generator.version));
}

/** Among the metadata: RFC 4287 leaves the order free, and readers that stop at the first entry have seen it. */
function appendHistory(feed: XMLBuilder, head: FeedHead, desk: Desk): void {
  for (const link of historyLinks(head, FILE_NAME, desk)) beforeEntries(feed, element(feed, 'link', link));
  if (head.archive !== undefined) beforeEntries(feed, elementIn(HISTORY_NAMESPACE, feed, 'fh:archive'));
}

function completeEntry(child: XMLBuilder, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  const notice = ownNotice(story, desk);
  child.att('xml:lang', xmlAttribute(story.language));
  setText(childOf(child, 'id'), version.guid);
  setText(childOf(child, 'published'), publishedAt(version));
  setText(childOf(child, 'updated'), version.versionCreated);
  setText(childOf(childOf(child, 'author'), 'name'), authorOf(story, desk));
  if (notice !== undefined) setHtml(childOf(child, 'rights'), notice);
  for (const { scheme, term, label } of categoriesOf(story)) {
    element(child, 'category', { scheme, term, label: label === term ? undefined : label });
  }
  appendPictures(child, version, desk);
}

/** `feed` would make the type of an enclosure out of its name. */
function appendPictures(child: XMLBuilder, version: StoryVersion, desk: Desk): void {
  for (const { url, type, length } of enclosuresOf(version, desk)) {
    element(child, 'link', { rel: 'enclosure', href: url, type, length });
  }
  for (const part of mediaOf(version, desk)) appendMedia(child, part);
}

function appendMedia(parent: XMLBuilder, { name, attributes, text, parts = [] }: MediaPart): void {
  const child = elementIn(MEDIA_NAMESPACE, parent, name, attributes);
  if (text !== undefined) setText(child, text);
  for (const part of parts) appendMedia(child, part);
}

const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';

/**
 * For programs that know RFC 6721: the entry is gone. It stays beside it, under the same id and of the same instant, for
 * the readers that do not: they keep what merely vanishes, and replace what comes anew (§3 lets both stand in one feed;
 * `when` is not before the entry's `updated`, so that the tombstone holds).
 */
function appendTombstone(feed: XMLBuilder, { guid, versionCreated, story }: StoryVersion, head: FeedHead): void {
  const tombstone = elementIn(TOMBSTONES, feed, 'at:deleted-entry', { ref: guid, when: versionCreated });
  const lang = story.language === head.language ? undefined : story.language;
  element(tombstone, 'at:comment', { 'xml:lang': lang, type: 'text' }, summaryOf(story));
}

/** Atom's text constructs may be HTML (RFC 4287 §3.1): told so, a reader has nothing to guess. */
function setHtml(child: XMLBuilder, text: string): void {
  setText(child, escapeText(text));
  child.att('type', 'html');
}
