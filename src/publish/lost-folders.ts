/**
 * Stories whose folders are not in `feeds/`, though they have been written: somebody has removed them, or has brought back a
 * copy of `feeds/` that is older.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { storyFolder } from '../formats/addresses.ts';
import type { Problem } from '../story/problem.ts';
import type { Store } from '../wire/store.ts';
import { readFailure } from './read-failure.ts';

export type LostFolders = {
  /** Guids. */
  readonly guids: readonly string[];
  readonly problems: readonly Problem[];
};

export const NONE_LOST: LostFolders = { guids: [], problems: [] };

/** Stories that are asked for at once. */
const STRETCH_STORIES = 5_000;

/** Of stories that everybody may know of. One look at the folder of all: what is missing within one is not seen. */
export async function lostFolders(stories: Store['stories'], feedsFolder: string): Promise<LostFolders> {
  const folder = storyFolder('').replace(/\/+$/, '');
  const found = await namesIn(join(feedsFolder, folder));
  if ('error' in found) {
    const message = `cannot be looked at, so what is missing there is not written anew: ${readFailure(found.error)}`;
    return { guids: [], problems: [{ file: `feeds/${folder}`, severity: 'warning', message }] };
  }
  const guids: string[] = [];
  for (let from: number | undefined = 1; from !== undefined;) {
    const stretch = await stories.publicSlugs({ from, limit: STRETCH_STORIES });
    for (const { guid, slug } of stretch.stories) if (!found.names.has(slug)) guids.push(guid);
    from = stretch.next;
  }
  return { guids, problems: [] };
}

async function namesIn(folder: string): Promise<{ readonly names: ReadonlySet<string> } | { readonly error: unknown }> {
  try {
    return { names: new Set(await readdir(folder)) };
  } catch (error) {
    const isThere = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    return isThere ? { error } : { names: new Set() };
  }
}
