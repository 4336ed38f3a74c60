/**
 * An original that comes out after its translations: it was filed later, or under embargo for longer. Nobody saves the
 * translations again, so each is linked to it by a version of its own, since its documents name what it translates.
 */
import { primaryLanguage } from '../story/language.ts';
import { asTranslationOf, isPrivate, rewritten } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import { StoreError } from '../wire/store.ts';
import type { PublishingContext } from './commit-story.ts';
import { slugOfFile } from './identity.ts';
import { inOtherLanguages, originalInOtherFolder } from './translation.ts';
import { lastVersion } from './versions.ts';

/** So many events are read at once. */
const EVENTS_AT_ONCE = 500;

/**
 * To all originals that have come out after that event; returns whether there was anything to link. What an earlier pass has
 * committed, and was cut off before it came to this, is among them as long as it is not in `feeds/`.
 */
export async function linkEarlierTranslations(seq: number, context: PublishingContext): Promise<boolean> {
  const { log, stories } = context.store;
  let linked = 0;
  for (let last = seq; ;) {
    const events = await log.after(last, EVENTS_AT_ONCE);
    for (const { type, audience, guid } of events) {
      if (type !== 'story.published' || audience !== undefined) continue;
      const path = (await stories.withGuid(guid))?.path;
      if (path !== undefined) linked += await linkTo(guid, path, context);
    }
    last = events.at(-1)?.seq ?? last;
    if (events.length < EVENTS_AT_ONCE) return linked > 0;
  }
}

/** Returns how many. */
async function linkTo(guid: string, path: string, context: PublishingContext): Promise<number> {
  // Asked after every new story: mostly no other has its file's name.
  if ((await context.store.stories.withSlugBase(slugOfFile(path))).length < 2) return 0;
  const original = await lastVersion(guid, context.store);
  const { slug, story, firstCreated, source, pubStatus } = original;
  if (pubStatus !== 'usable' || isPrivate(original)) return 0;
  const isOfDesk = primaryLanguage(story.language) === primaryLanguage(context.desk.language);
  // Another system's file name is its own affair, and an id says that the file's name tells nothing.
  if (!isOfDesk || source !== undefined || !isNamedByFile(slug, path)) return 0;
  const others = await inOtherLanguages({ path, language: story.language, firstCreated }, context.store);
  const guids = new Set(others.map((other) => other.guid));
  let linked = 0;
  for (const other of others) if (await link(other.guid, guid, guids, context)) linked += 1;
  return linked;
}

/** A story that comes out at the end of its embargo, with its link to what is out already. */
export async function withEarlierOriginal(
  version: StoryVersion,
  path: string | undefined,
  context: PublishingContext,
): Promise<StoryVersion> {
  const { guid, slug, story, firstCreated, source, translationOf } = version;
  if (translationOf !== undefined || source !== undefined || path === undefined || !isNamedByFile(slug, path)) {
    return version;
  }
  const filed = { path, language: story.language, firstCreated };
  const original = await originalInOtherFolder(filed, { guid, isSecret: false }, context);
  return asTranslationOf(version, original);
}

/** Not by an id: then its slug is the file's name, with a number or six digits of a hash (`mintIdentity`). */
function isNamedByFile(slug: string, path: string): boolean {
  const base = slugOfFile(path);
  return slug === base || (slug.startsWith(`${base}-`) && /^(?:-[\da-f]{6})?(?:-\d+)?$/.test(slug.slice(base.length)));
}

/** Another version may come between: then that one is linked. */
const TRIES_MAX = 5;

/** Whether it was to be. `siblings`: in the original's absence one of them may have been taken for it. */
async function link(
  guid: string,
  original: string,
  siblings: ReadonlySet<string>,
  { store, now }: PublishingContext,
): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const last = await lastVersion(guid, store);
    const { translationOf, pubStatus, source, slug } = last;
    const isFree = translationOf === undefined || siblings.has(translationOf);
    const { path } = (await store.stories.withGuid(guid)) ?? {};
    const isOwnName = path !== undefined && isNamedByFile(slug, path);
    if (!isFree || !isOwnName || pubStatus !== 'usable' || isPrivate(last) || source !== undefined) return false;
    const instant = now();
    const version = asTranslationOf(rewritten(last, last.story, undefined, instant), original);
    try {
      await store.log.append([{ version, committedAt: instant.toISOString() }]);
      return true;
    } catch (error) {
      const isOvertaken = error instanceof StoreError && error.code === 'version-conflict';
      if (!isOvertaken || tries === TRIES_MAX) throw error;
    }
  }
}
