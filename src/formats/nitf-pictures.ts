/** Pictures in NITF: a media element each, after the text, with reference, caption and producer in this order. */
import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import { picturesOf } from './pictures.ts';
import { element, type XmlElement } from './xml-tree.ts';

export function appendNitfPictures(content: XmlElement, version: StoryVersion, desk: Desk): void {
  for (const picture of picturesOf(version, desk)) {
    const media = element(content, 'media', { 'media-type': 'image' });
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
    if (picture.caption !== undefined) element(element(media, 'media-caption'), 'p', {}, picture.caption);
    if (picture.byline !== undefined) element(media, 'media-producer', {}, picture.byline);
  }
}
