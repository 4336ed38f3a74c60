/**
 * Whose `storm-2.jpg` is: by its name alone it is of `storm-2.txt`, and, once that is gone, of `storm.txt`. But a story that
 * has lost its file keeps its pictures: none of them goes out with another story, least of all one that nobody may see yet.
 */
import { possibleStories, stemOf } from '../copy/pictures/picture-names.ts';
import type { Problem } from '../story/problem.ts';
import { keptWhileSame } from '../story/remembered.ts';
import type { Store } from '../wire/store.ts';
import { isNotedEmbargoed } from './embargoed-files.ts';
import { displayName } from './story-files.ts';

export type OwnPictures = {
  readonly own: readonly string[];
  /** Of those that are another story's. */
  readonly problems: readonly Problem[];
};

/** What the wire knows of files. */
export type Known = Pick<Store, 'note'> & { readonly stories: Pick<Store['stories'], 'inFile'> };

/** Among the pictures that lie beside a story file by their names, all relative to `stories/`; remembers whose they are. */
export async function ownPictures(path: string, pictures: readonly string[], store: Store): Promise<OwnPictures> {
  const found = await picturesOf(path, pictures, store);
  for (const picture of pictures) {
    if (isWholeName(picture, path) && isNumbered(picture)) await noteOwner(picture, path, store);
  }
  return found;
}

/** The same for whoever only looks. */
export async function picturesOf(path: string, pictures: readonly string[], known: Known): Promise<OwnPictures> {
  const own: string[] = [];
  const problems: Problem[] = [];
  for (const picture of pictures) {
    const other = isWholeName(picture, path) ? undefined : await formerStory(picture, known);
    if (other === undefined) own.push(picture);
    else problems.push(ofAnother(picture, other));
  }
  return { own, problems };
}

/** No file but that can be its story, as far as its name goes. */
export function isWholeName(picture: string, path: string): boolean {
  return stemOf(picture) === stemOf(path);
}

/** These are gone: what lies there one day under the same name is another picture. */
export async function forgetOwners(paths: readonly string[], store: Pick<Store, 'note' | 'setNote'>): Promise<void> {
  const gone = new Set(paths);
  const known = await noted(store);
  const left = known.filter(({ picture }) => !gone.has(picture));
  if (left.length < known.length) await store.setNote(NOTE, JSON.stringify(left));
}

export function isNumbered(picture: string): boolean {
  return /-[1-9]$/.test(stemOf(picture));
}

/** The file beside which it has lain, or whose name it has: that is gone, or it would be that one's. */
async function formerStory(picture: string, store: Known): Promise<string | undefined> {
  const owner = (await noted(store)).find((each) => each.picture === picture);
  if (owner !== undefined) return owner.story;
  for (const story of possibleStories(picture).filter((each) => stemOf(each) === stemOf(picture))) {
    if ((await store.stories.inFile(story)).length > 0 || (await isNotedEmbargoed(story, { store }))) return story;
  }
  return undefined;
}

function ofAnother(picture: string, story: string): Problem {
  const message = `this picture is left out: it is of ${displayName(story)}, which is gone. If it is to go with another story, give it another name`;
  return { file: displayName(picture), severity: 'error', message };
}

type Owner = { readonly picture: string; readonly story: string };

const NOTE = 'numbered-pictures';

/** The oldest go first: of most the wire knows the story. */
const PICTURES_MAX = 1_000;

async function noteOwner(picture: string, story: string, store: Pick<Store, 'note' | 'setNote'>): Promise<void> {
  const known = await noted(store);
  if (known.some((each) => each.picture === picture && each.story === story)) return;
  const others = known.filter((each) => each.picture !== picture);
  await store.setNote(NOTE, JSON.stringify([...others, { picture, story }].slice(-PICTURES_MAX)));
}

const read = keptWhileSame<readonly Owner[]>();

async function noted({ note }: Pick<Store, 'note'>): Promise<readonly Owner[]> {
  const text = await note(NOTE);
  return text === undefined ? [] : read(text, () => JSON.parse(text) satisfies readonly Owner[]);
}
