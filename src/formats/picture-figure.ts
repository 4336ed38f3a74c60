/** The pictures of a story on its page: those that this desk has, since a page loads nothing from elsewhere. */
import type { Desk } from '../story/desk.ts';
import type { KeptPicture } from '../story/picture.ts';
import type { StoryVersion } from '../story/story.ts';
import { type Markup, joined, markup } from './markup.ts';
import { keptPicturesOf, pictureFileName } from './pictures.ts';
import { creditLineOf } from './text.ts';

/** The first picture; the page shows it above the text. */
export function leadFigure(version: StoryVersion, desk: Desk): Markup | false {
  const [first] = keptPicturesOf(version);
  return first !== undefined && figure(first, version, desk, 'eager');
}

/** The others, below the text. */
export function furtherFigures(version: StoryVersion, desk: Desk): readonly Markup[] {
  return keptPicturesOf(version)
    .slice(1)
    .map((picture) => figure(picture, version, desk, 'lazy'));
}

/** With its size, so that the text does not move when it comes. */
function figure(picture: KeptPicture, { story }: StoryVersion, desk: Desk, loading: 'eager' | 'lazy'): Markup {
  const { width, height, caption, headline, altText = headline ?? '' } = picture;
  const credits = [picture.byline, picture.creditLine ?? creditLineOf(story, desk)].flatMap((part) =>
    part === undefined ? [] : [markup`${part}`],
  );
  return markup`<figure>
<img src="${pictureFileName(picture)}" width="${String(width)}" height="${String(height)}" alt="${altText}" loading="${loading}">
<figcaption>${caption !== undefined && markup`${caption} `}<small><bdi>${joined(credits, ' / ')}</bdi></small></figcaption>
</figure>
`;
}
