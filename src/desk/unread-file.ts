/** The file of a story, where it holds what the wire has not taken in yet. */
import type { Standing } from '../copy/items/item.ts';
import type { ReadCopy } from '../copy/read-copy.ts';
import type { UnreadFile } from '../publish/acts.ts';
import { arePicturesNew } from '../publish/earlier-pictures.ts';
import { ordersOf } from '../publish/orders.ts';
import { ownPictures } from '../publish/numbered-pictures.ts';
import { picturesBeside } from '../publish/picture-files.ts';
import { readStoryFile } from '../publish/read-story-file.ts';
import { ageOf, newestSource, sourceOf, standing } from '../publish/source-version.ts';
import { seeStoryFile } from '../publish/story-files.ts';
import { withPictures } from '../publish/story-pictures.ts';
import { describeProblem } from '../story/problem.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { StoryEntry } from '../wire/store.ts';
import { fileOf } from '../wire/story-path.ts';
import { copyDefaultsOf } from './copy-defaults.ts';
import type { OpenDesk } from './open-desk.ts';
import { picturesOf } from './pictures-of.ts';

/** Throws a `WiredeskError` where it cannot be read: an act on the text must not pass over what an editor has written. */
export async function unreadFile(desk: OpenDesk, { path, file, guid }: StoryEntry): Promise<UnreadFile | undefined> {
  if (path === undefined) return undefined;
  const context = { storiesFolder: desk.folders.stories, copyDefaults: copyDefaultsOf(desk), desk: desk.desk };
  const reading = await readStoryFile(fileOf(path), context);
  if (reading.kind === 'vanished') return undefined;
  if (reading.kind === 'changing') throw new WiredeskError(`stories/${fileOf(path)} is being written: try again`);
  const beside = (await picturesBeside(desk.folders.stories, fileOf(path))).files.map((picture) => picture.path);
  const { own } = await ownPictures(fileOf(path), beside, desk.store);
  const { stories, changing } = await withPictures(fileOf(path), reading.stories, own, picturesOf(desk));
  const sighting = own.length === 0 ? undefined : await seeStoryFile(desk.folders.stories, fileOf(path));
  // A picture that was read since may have come with another text.
  const isChanging = sighting?.kind === 'file' && sighting.file.stamp !== reading.file.stamp;
  const [writing] = isChanging ? [fileOf(path)] : changing;
  if (writing !== undefined) throw new WiredeskError(`stories/${writing} is being written: try again`);
  const copy = copyOf(guid, stories);
  const isSame = reading.file.hash === file.hash;
  if (copy === undefined || (isSame && !(copy.ok && (await arePicturesNew(copy, guid, desk.store))))) return undefined;
  if (copy.ok && copy.item !== undefined && !isSame && !(await isNewer(copy.item, guid, desk))) return undefined;
  if (!copy.ok) throw new WiredeskError(copy.problems.map(describeProblem).join('\n'));
  const { story, pictures, item } = copy;
  const { kill, hold, correction } = ordersOf(copy);
  // Its words are not to be read: and once they were taken for those of the act nobody would look at the order again.
  if (kill !== undefined || hold !== undefined) {
    const order = kill === undefined ? 'held' : 'killed';
    throw new WiredeskError(
      `stories/${fileOf(path)} says that the story is to be ${order}: publish that, or take it out`,
    );
  }
  const note = correction?.note;
  return {
    path,
    file: reading.file,
    story,
    ...(pictures !== undefined && { pictures }),
    ...(note !== undefined && { correction: note }),
    ...(item !== undefined && { source: sourceOf(item) }),
  };
}

/** In a file of several stories one that cannot be read may be this one, unless this one can. */
function copyOf(guid: string, stories: readonly ReadCopy[]): ReadCopy | undefined {
  const plain = stories.find((each) => each.ok && each.item === undefined);
  const [item, ...later] = stories.flatMap((copy) =>
    copy.ok && copy.item?.guid === guid ? [{ ...copy.item, copy }] : [],
  );
  const own = item === undefined ? plain : standing(item, ...later).copy;
  return own ?? stories.find((each) => !each.ok);
}

/** Than what its sender has sent before: an earlier version changes nothing here, nor the same one in other words. */
async function isNewer(item: Standing, guid: string, { store }: OpenDesk): Promise<boolean> {
  const last = await store.stories.version(guid);
  return last === undefined || ageOf(item, await newestSource(last, store)) === 'newer';
}
