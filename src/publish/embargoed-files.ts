/**
 * Files under embargo whose stories are not on the wire, since nobody is trusted with them yet. They are remembered, so that
 * what belongs to them is not taken for a story of its own.
 */
import { isDeepStrictEqual } from 'node:util';

import { languageOfPath } from '../copy/language-of-path.ts';
import type { Instant } from '../story/instant.ts';
import { keptWhileSame } from '../story/remembered.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import type { Store } from '../wire/store.ts';
import { fileOf } from '../wire/story-path.ts';
import type { CommitContext } from './commit-story.ts';

export type EmbargoedFile = Pick<Story, 'language' | 'slugline' | 'headline'> & {
  readonly path: string;
  readonly embargo: Instant;
  /** Absent where it cannot be told. */
  readonly firstCreated?: Instant;
};

export function embargoedFile(
  path: string,
  embargo: Instant,
  { firstCreated, story: { language, slugline, headline } }: Pick<StoryVersion, 'firstCreated' | 'story'>,
): EmbargoedFile {
  return { path, embargo, firstCreated, language, headline, ...(slugline !== undefined && { slugline }) };
}

const NOTE = 'embargoed-files';

/** The oldest go first: an archive has no more that wait. */
const FILES_MAX = 1_000;

/** The first of which that holds, whose time has not come, and that is still there, as far as anybody can tell. */
export async function embargoedFileThat(
  holds: (file: EmbargoedFile) => boolean,
  { store, now, see }: CommitContext,
): Promise<EmbargoedFile | undefined> {
  for (const file of await noted(store)) {
    // Only what belongs together is looked for on disk: this is asked of every new story.
    if (Date.parse(file.embargo) <= now().getTime() || !holds(file)) continue;
    if ((await see(fileOf(file.path))).kind !== 'gone') return file;
  }
  return undefined;
}

/** What lies there is under embargo, or not any more. Each pass reads what waits again: that writes nothing. */
export async function noteEmbargoedFile(
  store: Pick<Store, 'note' | 'setNote'>,
  path: string,
  file: EmbargoedFile | undefined,
): Promise<void> {
  const before = await noted(store);
  const known = before.find((other) => other.path === path);
  if (isDeepStrictEqual(known, file)) return;
  const others = before.filter((other) => other !== known);
  const after = file === undefined ? others : [...others, file];
  await store.setNote(NOTE, JSON.stringify(after.slice(-FILES_MAX)));
}

/** The same of a file that cannot be taken in, and whose story was never on the wire. */
export async function noteUnreadFile(
  path: string,
  embargo: Instant | undefined,
  { store, desk }: Pick<CommitContext, 'store' | 'desk'>,
): Promise<void> {
  if ((await store.stories.atPath(path)) !== undefined) return;
  const known = { path, language: languageOfPath(path) ?? desk.language, headline: '' };
  await noteEmbargoedFile(store, path, embargo === undefined ? undefined : { ...known, embargo });
}

/** Whether it was when it was last looked at. */
export async function isNotedEmbargoed(
  path: string,
  { store }: { readonly store: Pick<Store, 'note'> },
): Promise<boolean> {
  return (await noted(store)).some((file) => fileOf(file.path) === path);
}

const read = keptWhileSame<readonly EmbargoedFile[]>();

async function noted({ note }: Pick<Store, 'note'>): Promise<readonly EmbargoedFile[]> {
  const text = await note(NOTE);
  return text === undefined ? [] : read(text, () => JSON.parse(text) satisfies readonly EmbargoedFile[]);
}
