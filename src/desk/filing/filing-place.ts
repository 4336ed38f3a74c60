/** Where in stories/ copy goes that comes without a name: to its story's own file, else to one that is free. */
import { join } from 'node:path';

import type { ReadCopy } from '../../copy/read-copy.ts';
import { storyFileKind, type StoryFileKind } from '../../copy/read-stories.ts';
import { slugOf, slugOfWords } from '../../story/guid.ts';
import { sha256 } from '../../wire/event.ts';
import type { CommittingStore } from '../../wire/store.ts';
import { fileOf, isPart } from '../../wire/story-path.ts';
import { ENDINGS } from './file-name.ts';
import { bytesAt } from './placed-file.ts';

/** Beside what the desk saves by itself. */
const FOLDER = 'api';

export type Incoming = {
  readonly kind: StoryFileKind;
  readonly bytes: Uint8Array;
  /** Those that can be used. */
  readonly stories: readonly Extract<ReadCopy, { ok: true }>[];
  /** There is one story in it, and nothing else. */
  readonly isAlone: boolean;
};

type Places = { readonly storiesFolder: string; readonly store: Pick<CommittingStore, 'stories'> };

/** The same for the same bytes, as long as their file is there: so what is sent twice is filed once. */
export async function placeOf(incoming: Incoming, places: Places): Promise<string> {
  return (
    (await placeOfSame(incoming, places)) ??
    (await placeOfStory(incoming, places)) ??
    (await freePlace(incoming, places))
  );
}

/** It has been filed already, under whatever name. */
async function placeOfSame({ kind, bytes }: Incoming, places: Places): Promise<string | undefined> {
  const { stories } = places.store;
  const hash = sha256(bytes);
  const known = [...(await stories.withFileHash(hash)), await stories.sideFile('', hash)];
  for (const path of known.flatMap((each) => (each?.path === undefined ? [] : [fileOf(each.path)]))) {
    if (storyFileKind(path) === kind && (await holds(path, bytes, places))) return path;
  }
  return undefined;
}

/** The story that it names is out already: its file gets the new words. */
async function placeOfStory({ kind, stories, isAlone }: Incoming, { store }: Places): Promise<string | undefined> {
  const [only] = stories;
  if (only === undefined || !isAlone) return undefined;
  const name = only.item?.guid ?? only.id;
  if (name === undefined) return undefined;
  const entry = name.includes(':') ? await store.stories.withGuid(name) : await store.stories.withSlug(name);
  const path = entry?.path;
  return path === undefined || isPart(path) || storyFileKind(path) !== kind ? undefined : path;
}

async function freePlace(incoming: Incoming, places: Places): Promise<string> {
  const base = baseOf(incoming);
  for (let count = 1; ; count += 1) {
    const path = `${FOLDER}/${count === 1 ? base : `${base}-${count}`}${ENDINGS[incoming.kind]}`;
    const before = await bytesAt(join(places.storiesFolder, path));
    // Left by a desk that died before it could publish it.
    if (before !== undefined && Buffer.from(before).equals(incoming.bytes)) return path;
    // The name of a story whose file is gone would give it that story's identity.
    if (before === undefined && (await places.store.stories.inFile(path)).length === 0) return path;
  }
}

function baseOf({ stories, bytes }: Incoming): string {
  const [first] = stories;
  const named = first?.item?.slug ?? first?.item?.guid ?? first?.id;
  const ofName = named === undefined ? undefined : slugOfWords(named.slice(named.lastIndexOf(':') + 1));
  return ofName ?? slugOf(`${first?.story.headline ?? ''}.txt`) ?? `story-${sha256(bytes).slice(0, 10)}`;
}

async function holds(path: string, bytes: Uint8Array, { storiesFolder }: Places): Promise<boolean> {
  const there = await bytesAt(join(storiesFolder, path));
  return there !== undefined && Buffer.from(there).equals(bytes);
}
