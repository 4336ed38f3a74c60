/**
 * Files under embargo whose stories are not on the wire, since nobody is trusted with them yet. They are remembered, so that
 * what belongs to them is not taken for a story of its own.
 */
import type { Instant } from '../story/instant.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import type { Store } from '../wire/store.ts';
import type { CommitContext } from './commit-story.ts';

export type EmbargoedFile = Pick<Story, 'language' | 'slugline' | 'headline'> & {
  readonly path: string;
  readonly embargo: Instant;
  readonly firstCreated: Instant;
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

/** Those whose time has not come, and that are still there. */
export async function embargoedFiles({ store, now, see }: CommitContext): Promise<readonly EmbargoedFile[]> {
  const all = (await noted(store)).filter(({ embargo }) => Date.parse(embargo) > now().getTime());
  const sightings = await Promise.all(all.map(({ path }) => see(path)));
  return all.filter((_, index) => sightings[index]?.kind === 'file');
}

/** What lies there is under embargo, or not any more. */
export async function noteEmbargoedFile(
  store: Pick<Store, 'note' | 'setNote'>,
  path: string,
  file: EmbargoedFile | undefined,
): Promise<void> {
  const before = await noted(store);
  const others = before.filter((other) => other.path !== path);
  if (file === undefined && others.length === before.length) return;
  const after = file === undefined ? others : [...others, file];
  await store.setNote(NOTE, JSON.stringify(after.slice(-FILES_MAX)));
}

async function noted({ note }: Pick<Store, 'note'>): Promise<readonly EmbargoedFile[]> {
  const text = await note(NOTE);
  return text === undefined ? [] : (JSON.parse(text) satisfies readonly EmbargoedFile[]);
}
