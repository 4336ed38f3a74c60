/**
 * Versions of stories that were read before: what stands on the wire stays as it is. A feed lists a hundred stories, and with
 * each new one all but that are the same.
 */
import { LRUCache } from 'lru-cache';

import type { StoryVersion } from '../story/story.ts';

/** Some thousand versions are read again and again, and take three times as much as their text. */
const CHARACTERS_MAX = 4 * 1024 * 1024;

/** `read` returns a version's JSON, and is called where it is not remembered under that key. */
export function rememberedVersions(
  charactersMax: number = CHARACTERS_MAX,
): (key: string, read: () => string) => StoryVersion {
  const known = new LRUCache<string, StoryVersion>({ maxSize: charactersMax });
  return (key, read) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const json = read();
    // Written by `append` of this house; the hash chain tells whether anybody else has touched it.
    const version: StoryVersion = JSON.parse(json);
    known.set(key, version, { size: json.length });
    return version;
  };
}
