/**
 * Pictures in Superdesk's ninjs: associations by name, each an item with its one rendition. Web Publisher fetches it from
 * `href` and keeps it under `media`; a picture whose type or measures are unknown would cost it the whole story. Newshub
 * looks only into its own store: of the renditions that it shows (`baseImage`, `viewImage`, `4-3`) it opens the file that
 * it has been sent before, and refuses the story where there is none. So there is `original` alone, which it merely keeps.
 */
import type { Desk } from '../story/desk.ts';
import type { StoryVersion } from '../story/story.ts';
import { pictureGuid, pictureId, picturesOf, type ShownPicture } from './pictures.ts';
import { rightsOf, sluglineOf } from './text.ts';

/** Web Publisher refuses a story with a longer one. */
export const BYLINE_MAX = 255;

type MeasuredPicture = ShownPicture & Required<Pick<ShownPicture, 'contentType' | 'width' | 'height'>>;

/** As Superdesk calls the picture that stands with the headline, and those of a list beside it. */
function nameOf(index: number): string {
  return index === 0 ? 'featuremedia' : `media--${index}`;
}

export function superdeskAssociations(version: StoryVersion, desk: Desk): object | undefined {
  const pictures = picturesOf(version, desk).filter(isMeasured);
  if (pictures.length === 0) return undefined;
  return Object.fromEntries(pictures.map((picture, index) => [nameOf(index), association(picture, version, desk)]));
}

function isMeasured(picture: ShownPicture): picture is MeasuredPicture {
  return picture.contentType !== undefined && picture.width !== undefined && picture.height !== undefined;
}

function association(picture: MeasuredPicture, version: StoryVersion, desk: Desk): object {
  const { url, contentType, width, height } = picture;
  const { usageTerms } = rightsOf(version.story, desk);
  return {
    guid: pictureGuid(version, url),
    type: 'picture',
    version: String(version.version),
    versioncreated: version.versionCreated,
    pubstatus: version.pubStatus,
    language: version.story.language,
    slugline: sluglineOf(version),
    // An empty one is refused.
    headline: picture.headline === '' ? undefined : picture.headline,
    byline: picture.byline?.slice(0, BYLINE_MAX),
    source: picture.creditLine,
    mimetype: contentType,
    description_text: picture.caption,
    // Where Superdesk has what is told to those who do not see a picture.
    body_text: picture.altText,
    copyrightnotice: picture.copyrightNotice,
    usageterms: usageTerms,
    renditions: { original: { href: url, mimetype: contentType, width, height, media: pictureId(url) } },
  };
}
