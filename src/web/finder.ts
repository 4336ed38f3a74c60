/** Sees what is published, for many who ask for the same at once, and as it is at the moment at which they ask. */
import { join } from 'node:path';

import { sharedLooks } from './looks.ts';
import type { MediaTypeOf } from './media-types.ts';
import { findPublished, type Found, isStillThere } from './published-file.ts';
import { isNoted, noteOf, type Withdrawn, withdrawnStatus } from './withdrawn.ts';

export type Seen = {
  readonly found: Found;
  /** It is of a story that has been withdrawn. */
  readonly withdrawn: Withdrawn | undefined;
};

/** What lies at a path below `feeds/`. */
export type Find = (path: string) => Promise<Seen>;

/** Of so many paths it is known what was seen there; what is asked for most is among them. */
const KNOWN_MAX = 1_000;

type Known = {
  readonly place: string;
  readonly note: string | undefined;
  readonly found: Extract<Found, { kind: 'file' }>;
  readonly seen: Seen;
};

export function finder(feedsFolder: string, mediaTypeOf: MediaTypeOf): Find {
  const known = new Map<string, Known>();

  async function lookAnew(path: string): Promise<Seen> {
    // No name holds a slash (request-path.ts).
    const segments = path.split('/');
    const note = noteOf(feedsFolder, segments);
    const found = await findPublished(feedsFolder, segments, mediaTypeOf);
    const seen = { found, withdrawn: await withdrawnStatus(note) };
    known.delete(path);
    if (found.kind === 'file' && seen.withdrawn === undefined) {
      if (known.size >= KNOWN_MAX) known.clear();
      known.set(path, { place: join(feedsFolder, path), note, found, seen });
    }
    return seen;
  }

  return sharedLooks((path) => {
    const before = known.get(path);
    const isUnchanged = before !== undefined && isStillThere(before.place, before.found.file) && !isNoted(before.note);
    return isUnchanged ? before.seen : lookAnew(path);
  });
}
