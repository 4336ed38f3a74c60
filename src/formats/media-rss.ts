/**
 * Pictures in RSS and Atom: an enclosure, which is what most readers know, and Media RSS 1.5.1 (rssboard.org/media-rss),
 * which has room for caption, credit and size.
 */
import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import { picturesOf, type ShownPicture } from './pictures.ts';

export const MEDIA_NAMESPACE = 'http://search.yahoo.com/mrss/';

export type Enclosure = {
  readonly url: string;
  readonly type: string;
  readonly length: number;
};

/** Those of which type and length are known, as RSS wants them; the most important first. */
export function enclosuresOf(version: StoryVersion, desk: Desk): readonly Enclosure[] {
  return picturesOf(version, desk).flatMap(({ url, contentType, bytes }) =>
    contentType === undefined || bytes === undefined ? [] : [{ url, type: contentType, length: bytes }],
  );
}

export type MediaPart = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly text?: string;
  readonly parts?: readonly MediaPart[];
};

/** One `media:content` for each picture. */
export function mediaOf(version: StoryVersion, desk: Desk): readonly MediaPart[] {
  return picturesOf(version, desk).map((picture) => ({
    name: 'media:content',
    attributes: {
      url: picture.url,
      fileSize: picture.bytes?.toString(),
      type: picture.contentType,
      medium: 'image',
      width: picture.width?.toString(),
      height: picture.height?.toString(),
    },
    parts: wordsOf(picture),
  }));
}

function wordsOf({ headline, caption, creditLine, byline, copyrightNotice }: ShownPicture): readonly MediaPart[] {
  return [
    ...part('media:title', headline, { type: 'plain' }),
    ...part('media:description', caption, { type: 'plain' }),
    // By the roles of the European Broadcasting Union, the scheme where none is named.
    ...part('media:credit', byline, { role: 'photographer', scheme: 'urn:ebu' }),
    ...part('media:credit', creditLine, { role: 'distribution company', scheme: 'urn:ebu' }),
    ...part('media:copyright', copyrightNotice, {}),
  ];
}

function part(name: string, text: string | undefined, attributes: MediaPart['attributes']): readonly MediaPart[] {
  return text === undefined ? [] : [{ name, attributes, text }];
}
