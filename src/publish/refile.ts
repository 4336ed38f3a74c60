/** A file that says what the wire has already. */
import { languageOfPath } from '../copy/language-of-path.ts';
import { asTranslationOf, isHeld, isPrivate, rewritten } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import type { FileMark, StoryEntry } from '../wire/store.ts';
import type { CommitContext, Outcome, Reading } from './commit-story.ts';
import { noteUnchanged } from './source-version.ts';
import { originalOf } from './translation.ts';
import { lastVersion } from './versions.ts';

/** The same text: nothing is published; at most the file has another name or other line ends. */
export async function refile(known: StoryEntry, reading: Reading, { store }: CommitContext): Promise<Outcome> {
  const { path, file, beside, copy } = reading;
  if (copy.item !== undefined) await noteUnchanged(copy.item, await lastVersion(known.guid, store), store);
  if (beside !== undefined) {
    // Sent once more, unchanged: the story stays in its own file.
    await store.stories.noteSideFile({ guid: known.guid, path, file, role: 'replaced' });
  } else if (known.isMissing || !isKnownAs(known, path, file)) {
    await store.stories.refile(known.guid, path, file);
  }
  return { kind: 'unchanged' };
}

function isKnownAs(known: StoryEntry, path: string, { hash, stamp }: FileMark): boolean {
  return known.path === path && known.file.hash === hash && known.file.stamp === stamp;
}

type Placed = {
  /** The next version; none where the story is as it was. */
  readonly version?: StoryVersion;
  readonly warning?: string;
};

/**
 * The same bytes may say more by where they lie, or by what has come out since: moved into another language's folder, a
 * story is in that language; saved once more, a translation is linked to an original that was not out when it came. All
 * else stays as it is on the wire, where an editor may have changed it.
 */
export async function placedAnew(
  known: StoryEntry,
  reading: Reading,
  now: Date,
  context: CommitContext,
): Promise<Placed> {
  const last = await lastVersion(known.guid, context.store);
  if (last.pubStatus === 'canceled' || isHeld(last)) return {};
  const language = languageByMove(known, reading) ?? last.story.language;
  const isMoved = language !== last.story.language;
  if (last.translationOf !== undefined && !isMoved) return {};
  const { guid, firstCreated } = last;
  const own = { guid, firstCreated, isSecret: isPrivate(last) };
  const { guid: original, ...warned } = await originalOf(reading, own, context);
  if (original === last.translationOf && !isMoved) return warned;
  const story = { ...last.story, language };
  return { ...warned, version: asTranslationOf(rewritten(last, story, undefined, now), original) };
}

/** A folder that names no language says nothing of a story that was in one which does. */
function languageByMove({ path }: StoryEntry, reading: Reading): string | undefined {
  if (path === reading.path || languageOfPath(reading.path) === undefined) return undefined;
  return reading.copy.story.language;
}
