/** The pictures that a story had before, and those that it has now. */
import { isDeepStrictEqual } from 'node:util';

import { withEarlier } from '../copy/pictures/chosen-pictures.ts';
import type { ListedPicture } from '../copy/pictures/listed-pictures.ts';
import type { ReadCopy } from '../copy/read-copy.ts';
import { isKept } from '../story/picture.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import type { CommittingStore } from '../wire/store.ts';
import { lastVersion, lastWording } from './versions.ts';

type Stories = Pick<CommittingStore, 'stories'>;

/** The story with the pictures of its last words whose files are gone. */
export async function withEarlierPictures(
  story: Story,
  listed: readonly ListedPicture[] | undefined,
  last: StoryVersion,
  store: Stories,
): Promise<Story> {
  const earlier = ((await lastWording(last, store)).story.pictures ?? []).filter(isKept);
  const { pictures = [], ...words } = story;
  const remote = pictures.filter((picture) => !isKept(picture));
  const all = [...remote, ...withEarlier(pictures.filter(isKept), earlier, listed)];
  return { ...words, ...(all.length > 0 && { pictures: all }) };
}

/** Whether a text that is on the wire comes with other pictures than it had. */
export async function arePicturesNew(
  { story, pictures }: Pick<Extract<ReadCopy, { ok: true }>, 'story' | 'pictures'>,
  guid: string,
  store: Stories,
): Promise<boolean> {
  const last = await lastVersion(guid, store);
  if (last.pubStatus === 'canceled') return false;
  const known = (await lastWording(last, store)).story.pictures;
  if (known === undefined && story.pictures === undefined) return false;
  return !isDeepStrictEqual((await withEarlierPictures(story, pictures, last, store)).pictures, known);
}
