/** Finds what is published, for many who ask for the same at once, and as it is at the moment at which they ask. */
import { join } from 'node:path';

import { sharedLooks } from './looks.ts';
import type { MediaTypeOf } from './media-types.ts';
import { findPublished, type Found, isStillThere } from './published-file.ts';

/** What lies at a path below `feeds/`. */
export type Find = (path: string) => Promise<Found>;

/** Of so many paths it is known what was found there; what is asked for most is among them. */
const KNOWN_MAX = 1_000;

type Known = {
  readonly place: string;
  readonly found: Extract<Found, { kind: 'file' }>;
};

export function finder(feedsFolder: string, mediaTypeOf: MediaTypeOf): Find {
  const known = new Map<string, Known>();

  async function findAnew(path: string): Promise<Found> {
    // No name holds a slash (request-path.ts).
    const found = await findPublished(feedsFolder, path.split('/'), mediaTypeOf);
    known.delete(path);
    if (found.kind === 'file') {
      if (known.size >= KNOWN_MAX) known.clear();
      known.set(path, { place: join(feedsFolder, path), found });
    }
    return found;
  }

  return sharedLooks((path) => {
    const before = known.get(path);
    return before !== undefined && isStillThere(before.place, before.found.file) ? before.found : findAnew(path);
  });
}
