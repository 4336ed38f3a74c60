/** Pictures in NITF: a media element each, after the text. */
import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import { picturesOf, type ShownPicture } from './pictures.ts';
import { element, type XmlElement } from './xml-tree.ts';

export function appendNitfPictures(content: XmlElement, version: StoryVersion, desk: Desk): void {
  // Where there is no namespace, what reads it takes every text in the content for the story's.
  const append = content.namespace === '' ? appendWithoutText : appendWithCaption;
  for (const picture of picturesOf(version, desk)) {
    append(element(content, 'media', { 'media-type': 'image' }), picture);
  }
}

/** Reference, caption and producer in this order. */
function appendWithCaption(media: XmlElement, picture: ShownPicture): void {
  appendReference(media, picture);
  if (picture.caption !== undefined) element(element(media, 'media-caption'), 'p', {}, picture.caption);
  if (picture.byline !== undefined) element(media, 'media-producer', {}, picture.byline);
}

/** By media-metadata, which NITF has for what the attributes of media-reference do not suffice for. They come first. */
function appendWithoutText(media: XmlElement, picture: ShownPicture): void {
  const { caption, byline } = picture;
  for (const [name, value] of Object.entries({ caption, byline })) {
    if (value !== undefined) element(media, 'media-metadata', { name, value });
  }
  appendReference(media, picture);
}

function appendReference(media: XmlElement, picture: ShownPicture): void {
  element(media, 'media-reference', {
    source: picture.url,
    name: picture.headline,
    'mime-type': picture.contentType,
    'source-credit': picture.creditLine,
    copyright: picture.copyrightNotice,
    'alternate-text': picture.altText,
    height: picture.height,
    width: picture.width,
    ...(picture.width !== undefined && { units: 'pixels' }),
  });
}
