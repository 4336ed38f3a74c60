/** Pictures in ninjs: associations of the text, each a news object of type picture with one rendition. */
import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import { picturesOf, type ShownPicture, takenAt } from './pictures.ts';

/** As Superdesk calls the picture that stands with the headline; the others have no name that anybody looks for. */
function nameOf(index: number): string {
  return index === 0 ? 'featuremedia' : `media_${index + 1}`;
}

const RENDITION = 'original';

/** Of 3.1; 2.2 has the same names in lower case. */
export function associationsOf(version: StoryVersion, desk: Desk): readonly object[] | undefined {
  const pictures = picturesOf(version, desk);
  return pictures.length === 0 ? undefined : pictures.map((picture, index) => association(picture, nameOf(index)));
}

function association(picture: ShownPicture, name: string): object {
  const { url, contentType, width, height, bytes, headline, caption, altText, creditLine } = picture;
  const descriptions = [
    { role: 'caption', value: caption },
    { role: 'altText', value: altText },
  ].flatMap(({ role, value }) => (value === undefined ? [] : [{ role, contentType: 'text/plain', value }]));
  return {
    name,
    uri: url,
    type: 'picture',
    contentCreated: takenAt(picture),
    copyrightNotice: picture.copyrightNotice,
    headlines: headline && [{ role: 'main', contentType: 'text/plain', value: headline }],
    by: picture.byline,
    infoSources: creditLine && [{ name: creditLine, role: 'credit' }],
    ...(descriptions.length > 0 && { descriptions }),
    renditions: [{ name: RENDITION, href: url, contentType, width, height, sizeInBytes: bytes }],
  };
}

/** 1.x has maps where later releases have lists. */
export function associations1Of(version: StoryVersion, desk: Desk): object | undefined {
  const pictures = picturesOf(version, desk);
  if (pictures.length === 0) return undefined;
  return Object.fromEntries(pictures.map((picture, index) => [nameOf(index), association1(picture)]));
}

function association1(picture: ShownPicture): object {
  const { url, contentType, width, height, bytes, creditLine } = picture;
  return {
    uri: url,
    type: 'picture',
    contentcreated: takenAt(picture),
    copyrightnotice: picture.copyrightNotice,
    headline: picture.headline,
    byline: picture.byline,
    infosource: creditLine && [{ name: creditLine }],
    description_text: picture.caption,
    description_alttext: picture.altText,
    renditions: { [RENDITION]: { href: url, mimetype: contentType, width, height, sizeinbytes: bytes } },
  };
}
