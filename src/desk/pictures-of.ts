/** Where a desk's pictures come from, how large they may be, and where they are kept. */
import type { DeskConfig } from '../config/read-config.ts';
import type { PicturesContext } from '../publish/story-pictures.ts';
import { pictureShelf, type PictureShelf } from '../wire/picture-shelf.ts';

export function picturesOf({
  folders,
  settings,
}: Pick<DeskConfig, 'folders' | 'settings'>): PicturesContext & { readonly pictures: PictureShelf } {
  return {
    storiesFolder: folders.stories,
    pictureBytesMax: settings.pictures.maxSize,
    pictures: pictureShelf(folders.pictures),
  };
}
