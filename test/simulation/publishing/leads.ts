/** Where documents lead to: to what is there, for whoever reads one at once and follows its links. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { StoryVersion } from '../../../src/story/story.ts';
import { broken, BrokenPromise } from '../broken-promise.ts';

/** Pages and pictures; of other formats a simulated desk has some alone. */
const STORY = /\bstories\/[a-z0-9-]+\/(?:[0-9a-f]{32}\.[a-z]+)?/g;

/**
 * What a document of `feeds/` names of stories and is not there at this moment; paths are relative to `feeds/`. Translations
 * lead to each other, and one of them is there first. An archive is made as soon as it is complete: those that come last lead
 * to it.
 */
function leadsToNothing(feeds: string, path: string): readonly string[] {
  const file = join(feeds, path);
  if (/\.(?:br|gz|zst)$|\barchives\//.test(path) || statSync(file).isDirectory()) return [];
  const named = new Set(Array.from(readFileSync(file, 'utf8').matchAll(STORY), ([place]) => place));
  const own = /^stories\/[^/]+\//.exec(path)?.[0] ?? '';
  return [...named].filter((place) => place.startsWith(own) && !existsSync(join(feeds, place)));
}

/** Where readers of a story's picture come from. */
const READ_MOST = ['rss.xml', 'atom.xml', 'feed.json', 'index.html'];

export class Leads {
  readonly #feeds: string;
  /** Of one pass, pictures that were taken away while something led to them: such is a withdrawn story's lot, and no other's. */
  readonly #takenAway = new Map<string, string>();

  constructor(feeds: string) {
    this.#feeds = feeds;
  }

  /** As a reader does at once when it has taken its place. A picture may be missing where its own disk fails, which is told. */
  follow(path: string, hasDiskFailed: boolean): BrokenPromise | undefined {
    const missing = leadsToNothing(this.#feeds, path).filter((place) => place.endsWith('/') || !hasDiskFailed);
    return missing.length === 0 ? undefined : new BrokenPromise(`${path} takes its place before ${missing.join(', ')}`);
  }

  /** When it has gone. */
  noteTakenAway(path: string): void {
    if (!path.endsWith('.jpg')) return;
    const leading = [...READ_MOST, `${dirname(path)}/index.html`].find((each) => {
      const file = join(this.#feeds, each);
      return existsSync(file) && readFileSync(file, 'utf8').includes(path);
    });
    if (leading !== undefined) this.#takenAway.set(path, leading);
  }

  forget(): void {
    this.#takenAway.clear();
  }

  /** `newest`: of each story, after the pass. */
  check(newest: readonly StoryVersion[]): void {
    const usable = new Set(newest.filter(({ pubStatus }) => pubStatus === 'usable').map(({ slug }) => slug));
    for (const [path, leading] of this.#takenAway) {
      const [, slug = ''] = path.split('/');
      if (usable.has(slug)) broken(`${path} was taken away while ${leading} led to it`);
    }
  }
}
