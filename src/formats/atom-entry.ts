/**
 * The entries of an Atom feed (RFC 4287 §4.1.2), written directly: the package `feed` knows no languages, rewrites ids as
 * URLs and breaks on `<` in a category, and to mend that in a tree of its output takes many times as long.
 */
import type { Desk } from '../story/desk.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { readerHtml } from './editorial-notes.ts';
import { authorOf, categoriesOf, ownNotice, summaryOf } from './feed-item.ts';
import { enclosuresOf, MEDIA_NAMESPACE, mediaOf, type MediaPart } from './media-rss.ts';
import { escapeText } from './text.ts';
import { element, htmlElement, rootElement, type XmlElement } from './xml-tree.ts';

export function atomEntry(version: StoryVersion, desk: Desk): XmlElement {
  const { story, guid, versionCreated, slug } = version;
  const notice = ownNotice(story, desk);
  const entry = rootElement('entry', { 'xml:lang': story.language });
  htmlElement(entry, 'title', escapeText(story.headline));
  element(entry, 'id', {}, guid);
  element(entry, 'link', { href: storyUrl(slug, desk) });
  element(entry, 'updated', {}, versionCreated);
  appendHtml(entry, 'summary', escapeText(summaryOf(story)));
  appendHtml(entry, 'content', readerHtml(version));
  element(element(entry, 'author'), 'name', {}, authorOf(story, desk));
  element(entry, 'published', {}, publishedAt(version));
  // A text construct may be HTML (§3.1): told so, a reader has nothing to guess.
  if (notice !== undefined) element(entry, 'rights', { type: 'html' }, escapeText(notice));
  for (const { scheme, term, label } of categoriesOf(story)) {
    element(entry, 'category', { scheme, term, label: label === term ? undefined : label });
  }
  for (const { url, type, length } of enclosuresOf(version, desk)) {
    element(entry, 'link', { rel: 'enclosure', href: url, type, length });
  }
  for (const { attributes, ...part } of mediaOf(version, desk)) {
    appendMedia(entry, { ...part, attributes: { 'xmlns:media': MEDIA_NAMESPACE, ...attributes } });
  }
  return entry;
}

function appendHtml(entry: XmlElement, name: string, html: string): void {
  if (html !== '') htmlElement(entry, name, html);
}

function appendMedia(parent: XmlElement, { name, attributes, text, parts = [] }: MediaPart): void {
  const child = element(parent, name, attributes, text);
  for (const part of parts) appendMedia(child, part);
}

const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';

/**
 * For programs that know RFC 6721: the entry is gone. It stays beside it, under the same id and of the same instant, for
 * the readers that do not: they keep what merely vanishes, and replace what comes anew (§3 lets both stand in one feed;
 * `when` is not before the entry's `updated`, so that the tombstone holds).
 */
export function atomTombstone({ guid, versionCreated, story }: StoryVersion, feedLanguage: string): XmlElement {
  const tombstone = rootElement('at:deleted-entry', { 'xmlns:at': TOMBSTONES, ref: guid, when: versionCreated });
  const lang = story.language === feedLanguage ? undefined : story.language;
  element(tombstone, 'at:comment', { 'xml:lang': lang, type: 'text' }, summaryOf(story));
  return tombstone;
}
