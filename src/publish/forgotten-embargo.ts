/**
 * Copy that belongs to a story under embargo and says nothing of that: it may have been forgotten, and what leaves too early
 * cannot be called back. In the story's own file it would be the editor's act.
 */
import { UNCERTAIN_EMBARGO } from '../copy/embargo.ts';
import type { Instant } from '../story/instant.ts';
import { isPrivate, isUnderEmbargo } from '../story/life.ts';
import { isSameStory, partOf } from '../story/parts.ts';
import type { StoryVersion } from '../story/story.ts';
import type { CommitContext, Outcome, Reading } from './commit-story.ts';
import { embargoedFileThat, type EmbargoedFile } from './embargoed-files.ts';
import { slugOfFile } from './identity.ts';
import { displayName } from './story-files.ts';
import { type FiledText, haveOneName, inOtherLanguages, isNamedAlike, pathIn, storyNamed } from './translation.ts';

type Refused = Extract<Outcome, { kind: 'refused' }>;

/** A lead or an update in a file of its own, of a story that is on the wire. */
export function leadWithoutEmbargo(
  { copy }: Pick<Reading, 'copy'>,
  replaced: StoryVersion,
  mark: { readonly text: string; readonly line: number },
  { now }: Pick<CommitContext, 'now'>,
): Refused | undefined {
  const embargo = embargoOf(replaced, now());
  if (embargo === undefined || copy.story.embargo !== undefined) return undefined;
  return { ...refused(`replaces ${replaced.guid} (${mark.text})`, embargo), line: mark.line };
}

/** A story that nobody has had yet: it may be one under embargo in another language, or a lead of one that is not on the wire. */
export async function storyWithoutEmbargo(
  reading: Reading,
  firstCreated: Instant,
  context: CommitContext,
): Promise<Refused | undefined> {
  const { copy } = reading;
  // Another system says by itself what is under embargo.
  if (copy.story.embargo !== undefined || copy.item !== undefined) return undefined;
  for (const original of await originalsOf(reading, firstCreated, context)) {
    const embargo = embargoOf(original, context.now());
    if (embargo !== undefined) return refused(`translates ${original.guid}`, embargo);
  }
  const filed = { path: reading.path, language: copy.story.language, firstCreated };
  const translated = await embargoedFileThat((file) => isTranslationOf(file, filed, copy), context);
  if (translated !== undefined) return refused(`translates ${displayName(translated.path)}`, translated.embargo);
  const mark = partOf(copy.marks)?.mark;
  if (mark === undefined) return undefined;
  const replaced = await embargoedFileThat((file) => isSameStory(copy.story, file), context);
  if (replaced === undefined) return undefined;
  return { ...refused(`replaces ${displayName(replaced.path)} (${mark.text})`, replaced.embargo), line: mark.line };
}

function refused(how: string, embargo: Instant): Refused {
  const reason =
    embargo === UNCERTAIN_EMBARGO
      ? `${how}, which has an embargo that cannot be read: mend that first, or write this one's own into its front matter`
      : `${how}, which is under embargo until ${embargo}, and says nothing of that: ` +
        `write "embargo: ${embargo}" into its front matter, or an instant that has passed if the embargo is to end`;
  return { kind: 'refused', reason };
}

function embargoOf(version: StoryVersion, now: Date): Instant | undefined {
  return isPrivate(version) && isUnderEmbargo(version.story, now) ? version.story.embargo : undefined;
}

async function originalsOf(
  { path, copy }: Reading,
  firstCreated: Instant,
  { store }: CommitContext,
): Promise<readonly StoryVersion[]> {
  const { translationOf, id, story } = copy;
  if (translationOf !== undefined) {
    const original = await storyNamed(translationOf, store);
    return original === undefined ? filedAs(translationOf, store) : [original];
  }
  // An id says that the file's name tells nothing.
  return id === undefined ? inOtherLanguages({ path, language: story.language, firstCreated }, store) : [];
}

/** A story that only the trusted know of has a slug that nobody can guess, and its editor writes the one of its file. */
async function filedAs(slug: string, { stories }: CommitContext['store']): Promise<readonly StoryVersion[]> {
  const entries = slug.includes(':') ? [] : await stories.withSlugBase(slug);
  const versions = await Promise.all(
    entries
      .filter(({ path }) => path !== undefined && slugOfFile(path) === slug)
      .map(({ guid }) => stories.version(guid)),
  );
  return versions.filter((version) => version !== undefined);
}

function isNamedAsFiled(filed: FiledText, { firstCreated, ...file }: EmbargoedFile): boolean {
  return firstCreated === undefined ? haveOneName(filed, file) : isNamedAlike(filed, { ...file, firstCreated });
}

function isTranslationOf(file: EmbargoedFile, filed: FiledText, { translationOf, id }: Reading['copy']): boolean {
  if (translationOf === undefined) return id === undefined && isNamedAsFiled(filed, file);
  return pathIn(translationOf) === file.path || translationOf === slugOfFile(file.path);
}
