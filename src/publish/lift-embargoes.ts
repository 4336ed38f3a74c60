/**
 * The end of embargoes: a story that the trusted have is published at its instant by itself, whatever has become of its
 * file, also after a restart and when the clock was set. Its text is on the wire already; no file is read.
 */
import { asTranslationOf, published } from '../story/life.ts';
import { toInstant } from '../story/instant.ts';
import type { Problem } from '../story/problem.ts';
import type { StoryVersion } from '../story/story.ts';
import { StoreError, type Embargoed } from '../wire/store.ts';
import { fileOf } from '../wire/story-path.ts';
import type { PublishingContext } from './commit-story.ts';
import { withEarlierOriginal } from './late-original.ts';
import type { Held } from './publish-pass.ts';
import { displayName } from './story-files.ts';
import { lastVersion } from './versions.ts';

export type Lifting = {
  /** By their files, or their slugs where they have none. */
  readonly published: readonly string[];
  readonly held: readonly Held[];
  readonly problems: readonly Problem[];
};

export async function liftEmbargoes(context: PublishingContext): Promise<Lifting> {
  const lifting = { published: [] as string[], held: [] as Held[], problems: [] as Problem[] };
  const now = context.now();
  for (const story of await context.store.stories.embargoed()) {
    const { path = story.slug, until } = story;
    if (until > toInstant(now)) {
      lifting.held.push({ path, until });
      continue;
    }
    const reason = await reasonToWait(story, context);
    if (reason !== undefined) {
      lifting.held.push({ path });
      lifting.problems.push(notLifted(fileOf(path), until, reason));
    } else if (await publish(story, now, context)) lifting.published.push(path);
  }
  return lifting;
}

/**
 * What an editor has written since, and nobody could read, may be another embargo: a story that leaves too early cannot
 * be called back. A file that is gone says nothing.
 */
async function reasonToWait({ path, file }: Embargoed, { see }: PublishingContext): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const sighting = await see(fileOf(path));
  if (sighting.kind === 'unreachable')
    return 'nobody can tell whether the file was changed: the story goes out when it can be looked at';
  const isNewer = sighting.kind === 'file' && sighting.file.stamp !== file.stamp;
  return isNewer ? 'the file was changed and could not be taken in: the story goes out when it is' : undefined;
}

function notLifted(path: string, until: string, reason: string): Problem {
  const message = `its embargo has ended (${until}), but ${reason}`;
  return { file: displayName(path), severity: 'error', message };
}

/** The story that it translates may be under embargo for longer. */
async function withoutSecrets(version: StoryVersion, { stories }: PublishingContext['store']): Promise<StoryVersion> {
  if (version.translationOf === undefined) return version;
  const original = await stories.version(version.translationOf);
  return original?.audience === undefined ? version : asTranslationOf(version, undefined);
}

/** Whether it was: an act of the desk may have come first. */
async function publish({ guid, path }: Embargoed, now: Date, context: PublishingContext): Promise<boolean> {
  const { store } = context;
  const last = await lastVersion(guid, store);
  const version = await withEarlierOriginal(await withoutSecrets(published(last, last, now), store), path, context);
  try {
    await store.log.append([{ version, committedAt: now.toISOString() }]);
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'version-conflict') return false;
    throw error;
  }
}
