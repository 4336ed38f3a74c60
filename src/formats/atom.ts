/**
 * Atom 1.0 (RFC 4287). What a feed says of itself is written by the package `feed`, then completed in its tree, since
 * `feed` knows no languages and has no place for the generator's version; entries are written in atom-entry.ts.
 */
import { Feed as FeedPackage } from 'feed';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

import type { Desk } from '../story/desk.ts';
import type { Instant } from '../story/instant.ts';
import type { StoryVersion } from '../story/story.ts';
import { atomEntry, atomTombstone } from './atom-entry.ts';
import { archiveHead, documentUrl, HISTORY_NAMESPACE, historyLinks } from './feed-history.ts';
import { archiveUpdatedOf, type FeedHead, pushHead, updatedOf } from './feed-item.ts';
import { styled } from './feed-look.ts';
import { feedOptions } from './feed-package.ts';
import { childOf, childrenOf, readTree, setText, writeTree } from './feed-tree.ts';
import type { ReaderFormat } from './format.ts';
import { escapeText } from './text.ts';
import { element, elementIn, xmlAttribute } from './xml.ts';
import { xmlLines } from './xml-tree.ts';

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
      atomDocument(archiveHead(feed, archive), archiveUpdatedOf(stories), stories, desk),
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
export function feedId(head: FeedHead, { agency: { domain, feedDomain = domain } }: Desk): string {
  return `tag:${feedDomain.toLowerCase()},2026:feed/${encodeURIComponent(head.name)}`;
}

function atomDocument(head: FeedHead, updated: Instant, stories: readonly StoryVersion[], desk: Desk): string {
  const withdrawn = stories.filter(({ pubStatus }) => pubStatus === 'canceled');
  const elements = [
    ...stories.map((version) => atomEntry(version, desk)),
    ...withdrawn.map((version) => atomTombstone(version, head.language)),
  ];
  const frame = frameOf(head, updated, desk);
  const end = frame.lastIndexOf('</feed>');
  const lines = elements.map((each) => `${xmlLines(each, '  ')}\n`).join('');
  return styled(frame.slice(0, end) + lines + frame.slice(end), head);
}

/** The feed without entries. */
function frameOf(head: FeedHead, updated: Instant, desk: Desk): string {
  const document = new FeedPackage({
    ...feedOptions(head, updated, desk),
    id: feedId(head, desk),
    feed: documentUrl(head, FILE_NAME, desk),
    author: { name: desk.agency.name, link: desk.agency.url },
  });
  const feed = readTree(document.atom1());
  completeFeed(feed, head, updated, desk);
  return writeTree(feed);
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

function appendHistory(feed: XMLBuilder, head: FeedHead, desk: Desk): void {
  for (const link of historyLinks(head, FILE_NAME, desk)) element(feed, 'link', link);
  if (head.archive !== undefined) elementIn(HISTORY_NAMESPACE, feed, 'fh:archive');
}

/** Atom's text constructs may be HTML (RFC 4287 §3.1): told so, a reader has nothing to guess. */
function setHtml(child: XMLBuilder, text: string): void {
  setText(child, escapeText(text));
  child.att('type', 'html');
}
