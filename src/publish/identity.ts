/** Which story a file holds: the one it held before, the one it names, a renamed one, or a new one. */
import { mintGuid, slugInGuid, slugOf } from '../story/guid.ts';
import type { CalendarDate } from '../story/instant.ts';
import { sha256 } from '../wire/event.ts';
import type { StoryEntry } from '../wire/store.ts';
import { fileOf } from '../wire/story-path.ts';
import type { CommitContext, Reading } from './commit-story.ts';
import { isSameFile } from './story-files.ts';

export type Identity =
  | { readonly kind: 'known'; readonly entry: StoryEntry }
  | { readonly kind: 'new' }
  | { readonly kind: 'refused'; readonly reason: string };

export async function identify(reading: Reading, context: CommitContext): Promise<Identity> {
  const { stories } = context.store;
  if (reading.copy.item !== undefined) return identifyItem(reading.copy.item.guid, context);
  const here = await storyHere(reading, context);
  if (here?.file.hash === reading.file.hash) return { kind: 'known', entry: here };
  if (reading.copy.id !== undefined) return identifyByName(reading.copy.id, here, reading, context);

  for (const twin of await stories.withFileHash(reading.file.hash)) {
    if (await hasMoved(twin, reading, context)) return { kind: 'known', entry: twin };
    // A file that held another story keeps it: the desk has pasted one story's text over another's.
    if (here === undefined) {
      return {
        kind: 'refused',
        reason: `has the same text as stories/${twin.path}, which is published as ${twin.guid}; remove one of the two`,
      };
    }
  }
  return here === undefined ? { kind: 'new' } : { kind: 'known', entry: here };
}

/** An item names its story, in whichever file each version of it comes. */
async function identifyItem(guid: string, { store }: CommitContext): Promise<Identity> {
  const entry = await store.stories.withGuid(guid);
  return entry === undefined ? { kind: 'new' } : { kind: 'known', entry };
}

/**
 * The story that the file held before. A name that was removed and comes back with another day's copy (`markets.txt`)
 * holds a new story; the old one has lost its file.
 */
async function storyHere({ path, file, copy }: Reading, { store }: CommitContext): Promise<StoryEntry | undefined> {
  const here = await store.stories.atPath(path);
  if (here === undefined || !here.isMissing || here.file.hash === file.hash) return here;
  const last = await store.stories.version(here.guid);
  return last?.story.filed?.date === copy.story.filed?.date ? here : undefined;
}

/** The front matter's `id`: a slug, or a whole guid. */
async function identifyByName(
  id: string,
  here: StoryEntry | undefined,
  reading: Reading,
  context: CommitContext,
): Promise<Identity> {
  const { stories } = context.store;
  const named = id.includes(':') ? await stories.withGuid(id) : await stories.withSlug(id);
  if (here !== undefined && named?.guid !== here.guid) {
    return {
      kind: 'refused',
      reason: `is published as ${here.guid}, and a story's id never changes; remove "id: ${id}", or file it under another name`,
    };
  }
  if (named === undefined) return { kind: 'new' };
  // Whatever lies at the file that had it keeps it, edited or not: a copied file brings its `id` line along.
  if (named.path !== reading.path && (await isThere(named, context))) {
    return { kind: 'refused', reason: `the id "${id}" belongs to stories/${named.path}; give each story its own` };
  }
  return { kind: 'known', entry: named };
}

/**
 * Whether the story's file is now this one: the old name is free, or it was taken by another file while this one came
 * along (two names swapped). A copy beside a file that was then edited is no move.
 */
async function hasMoved({ path, file }: StoryEntry, reading: Reading, { see }: CommitContext): Promise<boolean> {
  if (path === undefined) return true;
  const sighting = await see(fileOf(path));
  if (sighting.kind !== 'file') return sighting.kind === 'gone';
  return isSameFile(reading.file.stamp, file.stamp) && !isSameFile(sighting.file.stamp, file.stamp);
}

async function isThere({ path }: StoryEntry, { see }: CommitContext): Promise<boolean> {
  return path !== undefined && (await see(fileOf(path))).kind !== 'gone';
}

type Minting = {
  readonly day: CalendarDate;
  /** Nobody but the trusted may know of it: then it takes no name that another story could have wanted. */
  readonly isSecret: boolean;
};

/**
 * A guid and slug that no other story has: the item's own, or from the front matter's id, else from the file's name and
 * the story's day.
 */
export async function mintIdentity(
  { path, file, copy }: Reading,
  { day, isSecret }: Minting,
  { store, desk }: CommitContext,
): Promise<{ readonly guid: string; readonly slug: string }> {
  const named = copy.item?.guid ?? (copy.id?.includes(':') === true ? copy.id : undefined);
  const base = copy.item?.slug ?? slugOfFile(fileOf(path));
  const own = isSecret ? `${base}-${file.hash.slice(0, 6)}` : base;
  const wanted = slugWanted(copy, named) ?? own;
  for (let count = 1; ; count += 1) {
    const slug = count === 1 ? wanted : `${wanted}-${count}`;
    const guid = named ?? mintGuid(desk.agency.domain, day, slug);
    const taken =
      (await store.stories.withSlug(slug)) ?? (named === undefined ? await store.stories.withGuid(guid) : undefined);
    if (taken === undefined) return { guid, slug };
  }
}

function slugWanted({ id, item }: Reading['copy'], named: string | undefined): string | undefined {
  if (item !== undefined) return undefined;
  return named === undefined ? id : slugOf(slugInGuid(named));
}

/** Of the file's name alone, whatever folder it is in. */
export function slugOfFile(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return slugOf(name) ?? `story-${sha256(name).slice(0, 10)}`;
}
