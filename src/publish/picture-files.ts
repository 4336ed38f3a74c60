/** Which picture lies beside which story, by their names. */
import { join } from 'node:path';

import { byPlaceInStory, possiblePictures, possibleStories } from '../copy/pictures/picture-names.ts';
import type { Problem } from '../story/problem.ts';
import { isThere } from './is-there.ts';
import { seeStoryFile, type StoryFile } from './story-files.ts';

/** By the story's path; the first picture first. */
export type PicturesByStory = ReadonlyMap<string, readonly StoryFile[]>;

/**
 * Of all files that there are. `strays`: pictures without a story beside them. A story that cannot be looked at, one of the
 * `unreachable`, keeps its pictures all the same: `storm-2.jpg` is not `storm.txt`'s for that.
 */
export function sortPictures(
  stories: readonly StoryFile[],
  pictures: readonly StoryFile[],
  unreachable: readonly string[],
): { readonly byStory: PicturesByStory; readonly strays: readonly StoryFile[] } {
  const known = new Set([...stories.map(({ path }) => path), ...unreachable]);
  const byStory = new Map<string, StoryFile[]>();
  const strays: StoryFile[] = [];
  for (const picture of pictures) {
    const story = possibleStories(picture.path).find((path) => known.has(path));
    if (story === undefined) strays.push(picture);
    else byStory.set(story, [...(byStory.get(story) ?? []), picture]);
  }
  for (const each of byStory.values()) each.sort((a, b) => byPlaceInStory(a.path, b.path));
  return { byStory, strays };
}

export type PicturesBeside = {
  /** In their order. */
  readonly files: readonly StoryFile[];
  /** Of those that are there and cannot be looked at. */
  readonly problems: readonly Problem[];
};

/** The same for one story, without a look at all others: each name that a picture of it may have is asked for. */
export async function picturesBeside(folder: string, story: string): Promise<PicturesBeside> {
  const names = possiblePictures(story);
  const areThere = await Promise.all(names.map((path) => isThere(join(folder, path))));
  const named = names.filter((_, index) => areThere[index]);
  const sightings = await Promise.all(named.map((path) => seeStoryFile(folder, path)));
  const owners = await Promise.all(named.map((path) => storyOf(folder, path)));
  const found = sightings.filter((_, index) => owners[index] === story);
  return {
    files: found
      .flatMap((sighting) => (sighting.kind === 'file' ? [sighting.file] : []))
      .toSorted((a, b) => byPlaceInStory(a.path, b.path)),
    problems: found.flatMap((sighting) => (sighting.kind === 'unreachable' ? [sighting.problem] : [])),
  };
}

/** The file that it is a picture of, whether it can be looked at or not; none where none is there yet. */
export async function storyOf(folder: string, picture: string): Promise<string | undefined> {
  for (const path of possibleStories(picture)) {
    if ((await seeStoryFile(folder, path)).kind !== 'gone') return path;
  }
  return undefined;
}
