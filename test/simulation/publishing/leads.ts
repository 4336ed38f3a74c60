/** Where documents lead to: to what is there, for whoever reads one at once and follows its links. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Pages and pictures; of other formats a simulated desk has some alone. */
const STORY = /\bstories\/[a-z0-9-]+\/(?:[0-9a-f]{32}\.[a-z]+)?/g;

/**
 * What a document of `feeds/` names of stories and is not there at this moment; paths are relative to `feeds/`. Translations
 * lead to each other, and one of them is there first. An archive is made as soon as it is complete: those that come last lead
 * to it.
 */
export function leadsToNothing(feeds: string, path: string): readonly string[] {
  const file = join(feeds, path);
  if (/\.(?:br|gz|zst)$|\barchives\//.test(path) || statSync(file).isDirectory()) return [];
  const named = new Set(Array.from(readFileSync(file, 'utf8').matchAll(STORY), ([place]) => place));
  const own = /^stories\/[^/]+\//.exec(path)?.[0] ?? '';
  return [...named].filter((place) => place.startsWith(own) && !existsSync(join(feeds, place)));
}
