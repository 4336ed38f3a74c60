/**
 * body: what readers see of an NITF document. Its paragraphs stand in body.content without a `block` around them, which
 * Superdesk would take over as markup.
 */

import { type BodyPart, bodyParts } from '../story/body-parts.ts';
import type { Desk } from '../story/desk.ts';
import type { Dateline, StoryVersion } from '../story/story.ts';
import { sourceOf } from './credits.ts';
import { summaryOf } from './feed-item.ts';
import { appendNitfPictures } from './nitf-pictures.ts';
import { rightsOf } from './text.ts';
import { element, type XmlElement } from './xml-tree.ts';

export function appendNitfBody(root: XmlElement, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  const body = element(root, 'body', { 'xml:lang': story.language });
  appendBodyHead(body, version, desk);
  const content = element(body, 'body.content');
  for (const part of bodyParts(story)) appendNitfPart(content, part);
  appendNitfPictures(content, version, desk);
  if (story.signOff !== undefined) element(element(body, 'body.end'), 'tagline', {}, story.signOff.text);
}

/** In the order that the schema fixes. */
function appendBodyHead(body: XmlElement, { story }: StoryVersion, desk: Desk): void {
  const { holder, notice, usageTerms } = rightsOf(story, desk);
  const head = element(body, 'body.head');
  const headlines = element(head, 'hedline');
  element(headlines, 'hl1', {}, story.headline);
  for (const headline of story.subheadlines ?? []) element(headlines, 'hl2', {}, headline);
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
  if (place.region !== undefined) element(location, 'state', {}, place.region.name);
  if (place.country !== undefined) element(location, 'country', { 'iso-cc': place.country.code }, place.country.name);
}

const ELEMENT_NAMES: Readonly<Record<BodyPart['form'], string>> = {
  paragraph: 'p',
  subhead: 'hl2',
  preformatted: 'pre',
};

export function appendNitfPart(content: XmlElement, { form, text }: BodyPart): void {
  element(content, ELEMENT_NAMES[form], {}, text);
}
