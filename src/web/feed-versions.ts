/**
 * Which items the latest versions of the feeds had, as far as this process has read them: what a delta is made from. It
 * is 1 kB for a version of a feed of 50 stories; what it has forgotten, or never knew, is answered in full.
 */
import { digestOf, itemised } from './feed-delta.ts';

export type FeedVersions = {
  /** Notes what is in it, if it is a feed. */
  readonly note: (segments: readonly string[], hash: string, document: Uint8Array) => void;
  readonly itemsOf: (segments: readonly string[], hash: string) => ReadonlySet<string> | undefined;
};

/** A day of the main feed in three formats with a change every four minutes. */
const VERSIONS_MAX = 1_000;

export function feedVersions(versionsMax: number = VERSIONS_MAX): FeedVersions {
  /** Oldest first. */
  const versions = new Map<string, ReadonlySet<string>>();
  return {
    note: (segments, hash, document) => {
      const key = keyOf(segments, hash);
      if (versions.has(key)) return;
      const feed = itemised(segments, document);
      if (feed === undefined) return;
      versions.set(key, new Set(feed.items.map(digestOf)));
      for (const oldest of versions.keys()) {
        if (versions.size <= versionsMax) return;
        versions.delete(oldest);
      }
    },
    itemsOf: (segments, hash) => versions.get(keyOf(segments, hash)),
  };
}

function keyOf(segments: readonly string[], hash: string): string {
  return `${segments.join('/')} ${hash}`;
}
