/**
 * body: what readers see of an NITF document. Its paragraphs stand in body.content without a `block` around them, which
 * Superdesk would take over as markup.
 */

import type { Desk } from '../story/desk.ts';
import type { Dateline, StoryVersion } from '../story/story.ts';
import { type Block, blocksOf } from './body.ts';
import { sourceOf } from './credits.ts';
import { summaryOf } from './feed-item.ts';
import { rightsOf } from './text.ts';
import { element, type XmlElement } from './xml-tree.ts';

export function appendNitfBody(root: XmlElement, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  const body = element(root, 'body', { 'xml:lang': story.language });
  appendBodyHead(body, version, desk);
  const content = element(body, 'body.content');
  for (const block of blocksOf(story)) appendNitfBlock(content, block);
  if (story.signOff !== undefined) element(element(body, 'body.end'), 'tagline', {}, story.signOff.text);
}

/** In the order that the schema fixes. */
function appendBodyHead(body: XmlElement, { story }: StoryVersion, desk: Desk): void {
  const { holder, notice, usageTerms } = rightsOf(story, desk);
  const head = element(body, 'body.head');
  element(element(head, 'hedline'), 'hl1', {}, story.headline);
  const copyright = element(head, 'note', { noteclass: 'cpyrt' });
  element(element(copyright, 'body.content'), 'p', {}, notice);
  const rights = element(head, 'rights');
  element(rights, 'rights.owner', {}, holder);
  element(rights, 'rights.limitations', {}, usageTerms);
  if (story.byline !== undefined) element(head, 'byline', {}, story.byline);
  element(head, 'distributor', {}, sourceOf(story, desk).name);
  if (story.dateline !== undefined) appendDateline(head, story.dateline);
  element(element(head, 'abstract'), 'p', {}, summaryOf(story));
}

/** The place alone: the dateline as filed stands in the first paragraph. */
function appendDateline(head: XmlElement, { place }: Dateline): void {
  if (place === undefined) return;
  const location = element(element(head, 'dateline'), 'location');
  element(location, 'city', {}, place.name);
  if (place.country !== undefined) element(location, 'country', { 'iso-cc': place.country.code }, place.country.name);
}

const ELEMENT_NAMES: Readonly<Record<Block['kind'], string>> = { paragraph: 'p', subhead: 'hl2', preformatted: 'pre' };

export function appendNitfBlock(content: XmlElement, { kind, text }: Block): void {
  element(content, ELEMENT_NAMES[kind], {}, text);
}
