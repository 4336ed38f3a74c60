/** Finds what is published, for many who ask for the same at once, and as it is at the moment at which they ask. */
import { sharedLooks } from './looks.ts';
import type { MediaTypeOf } from './media-types.ts';
import { findPublished, type Found, isStillThere } from './published-file.ts';

/** Of so many paths it is known what was found there; what is asked for most is among them. */
const KNOWN_MAX = 1_000;

export function finder(feedsFolder: string, mediaTypeOf: MediaTypeOf): (segments: readonly string[]) => Promise<Found> {
  const known = new Map<string, Extract<Found, { kind: 'file' }>>();

  async function look(path: string): Promise<Found> {
    const segments = path === '' ? [] : path.split('/');
    const before = known.get(path);
    if (before !== undefined && (await isStillThere(feedsFolder, segments, before.file))) return before;
    const found = await findPublished(feedsFolder, segments, mediaTypeOf);
    known.delete(path);
    if (found.kind === 'file') {
      if (known.size >= KNOWN_MAX) known.clear();
      known.set(path, found);
    }
    return found;
  }

  const lookShared = sharedLooks(look);
  // No name holds a slash (request-path.ts).
  return (segments) => lookShared(segments.join('/'));
}
