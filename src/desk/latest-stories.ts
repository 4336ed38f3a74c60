/** The stories of the wire as they are now, those first that changed last. */
import { matches, type Filter } from '../story/filter.ts';
import type { PubStatus } from '../story/story.ts';
import type { Store, TouchedStory } from '../wire/store.ts';

export type LatestStories = {
  readonly filter: Filter;
  readonly limit: number;
  /** As it is now. */
  readonly status?: PubStatus;
  /** Those that have changed since then: ISO 8601. */
  readonly since?: string;
};

const STEP = 200;

/** Those under embargo too: it is for who has the desk. */
export async function latestStories(
  { stories }: Pick<Store, 'stories'>,
  { filter, limit, status, since = '' }: LatestStories,
): Promise<readonly TouchedStory[]> {
  const found: TouchedStory[] = [];
  let before: number | undefined;
  for (;;) {
    const search = { withPrivate: true, limit: STEP, ...(status !== undefined && { status }) };
    const step = await stories.lastTouched({ ...search, ...(before !== undefined && { before }) });
    for (const touched of step) {
      if (touched.event.committedAt < since) return found;
      if (matches(filter, touched.version)) found.push(touched);
      if (found.length === limit) return found;
    }
    before = step.at(-1)?.event.seq;
    if (step.length < STEP) return found;
  }
}
