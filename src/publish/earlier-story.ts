/** The story that a further part or a replacement belongs to, among those that are on the wire. */
import { toInstant } from '../story/instant.ts';
import { isHeld } from '../story/life.ts';
import { isSameStory } from '../story/parts.ts';
import type { StoryVersion } from '../story/story.ts';
import type { CommitContext, Reading } from './commit-story.ts';
import { lastVersion, lastWording } from './versions.ts';

export type EarlierStory =
  | { readonly kind: 'found'; readonly version: StoryVersion }
  | { readonly kind: 'none' }
  /** More than one goes by that slugline. */
  | { readonly kind: 'several'; readonly versions: readonly StoryVersion[] };

const STORIES_MAX = 5_000;

/** Sluglines come again: a story that nobody has touched for so long is another one. */
const AGE_MAX_MS = 3 * 24 * 60 * 60 * 1000;

export async function earlierStory({ copy }: Reading, { store, now }: CommitContext): Promise<EarlierStory> {
  if (copy.id !== undefined) {
    const { id } = copy;
    const named = id.includes(':') ? await store.stories.withGuid(id) : await store.stories.withSlug(id);
    return named === undefined ? { kind: 'none' } : { kind: 'found', version: await lastVersion(named.guid, store) };
  }
  const since = toInstant(new Date(now().getTime() - AGE_MAX_MS));
  const versions: StoryVersion[] = [];
  for (const version of await store.stories.recent(STORIES_MAX, since)) {
    if (version.pubStatus === 'canceled') continue;
    const { story } = isHeld(version) ? await lastWording(version, store) : version;
    if (isSameStory(copy.story, story)) versions.push(version);
  }
  const [version, ...others] = versions;
  if (version === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'found', version } : { kind: 'several', versions };
}
