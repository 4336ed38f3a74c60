/**
 * What a withdrawal can have where the disk is so full that no feed can be written anew: feeds and archives that show the text
 * go, which makes room for what takes their place. For a moment, or until somebody makes more, a reader finds nothing there
 * instead of what was killed.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ARCHIVES_FOLDER } from '../formats/feed-history.ts';
import { FILE_SUFFIX } from '../http/content-codings.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import type { ShelvedFeed, StaleDocument } from '../wire/feed-shelf.ts';
import { statusOf } from './story-documents.ts';
import { changedStories, type FeedsContext } from './write-feeds.ts';
import { writtenUpTo } from './written-up-to.ts';

/** Of the stories that `feeds/` is behind with. Returns whether any document has gone; each is to be written anew. */
export async function withdrawFromFeeds(context: FeedsContext): Promise<boolean> {
  const { store, feedsFolder } = context;
  const { guids, fragments } = await withdrawnOf(context);
  if (fragments.length === 0) return false;
  let hasGone = false;
  for (const feed of await store.feeds.all()) {
    const documents = await documentsWith(guids, feed, store);
    await store.feeds.markStale(documents);
    for (const document of documents) {
      for (const file of await filesOf(join(feedsFolder, feed.path), document)) {
        if (!(await shows(file, fragments))) continue;
        for (const suffix of ['', ...CODED]) await rm(file + suffix, { force: true });
        hasGone = true;
      }
    }
  }
  return hasGone;
}

async function documentsWith(
  guids: readonly string[],
  { id, places: given }: ShelvedFeed,
  { feeds }: FeedsContext['store'],
): Promise<readonly StaleDocument[]> {
  const places = await feeds.placesOf(id, guids);
  if (places.length === 0) return [];
  const archives = places.map((place) => Math.floor(place / feeds.archiveStories) + 1);
  const complete = archives.filter((archive) => archive * feeds.archiveStories <= given);
  return [{ feedId: id }, ...[...new Set(complete)].map((archive) => ({ feedId: id, archive }))];
}

async function shows(file: string, fragments: readonly string[]): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return fragments.some((fragment) => text.includes(fragment));
}

const CODED = Object.values(FILE_SUFFIX);

async function filesOf(folder: string, { archive }: StaleDocument): Promise<readonly string[]> {
  const place = archive === undefined ? folder : join(folder, ARCHIVES_FOLDER);
  const names = await readdir(place).catch(() => []);
  const isOne = (name: string): boolean => archive === undefined || name.includes(`-${archive}.`);
  const documents = names.filter((name) => isOne(name) && !CODED.some((suffix) => name.endsWith(suffix)));
  return documents.map((name) => join(place, name));
}

type Withdrawn = { readonly guids: readonly string[]; readonly fragments: readonly string[] };

async function withdrawnOf(context: FeedsContext): Promise<Withdrawn> {
  const { store } = context;
  const [guids, fragments]: [string[], string[]] = [[], []];
  for (const guid of await changedStories(context, await writtenUpTo(store))) {
    const version = await store.stories.version(guid);
    if (version === undefined || statusOf(version) === undefined) continue;
    const before = await lastUsable(version, context);
    guids.push(guid);
    if (before !== undefined) fragments.push(...fragmentsOf(before.story));
  }
  return { guids, fragments };
}

async function lastUsable({ guid, version }: StoryVersion, { store }: FeedsContext): Promise<StoryVersion | undefined> {
  for (let number = version - 1; number > 0; number -= 1) {
    const before = await store.stories.version(guid, number);
    if (before?.pubStatus === 'usable') return before;
  }
  return undefined;
}

/** Shorter ones stand in other stories as well. */
const FRAGMENT_MIN = 12;

/** Of headline and paragraphs what no format writes in another way: the longest run of letters, digits and blanks in each. */
function fragmentsOf({ headline, body }: Story): readonly string[] {
  return [headline, ...body].flatMap((text) => {
    const runs = text.match(/[\p{L}\p{N} ]+/gu) ?? [];
    const longest = runs.reduce((most, run) => (run.length > most.length ? run : most), '').trim();
    return longest.length >= FRAGMENT_MIN ? [longest] : [];
  });
}
