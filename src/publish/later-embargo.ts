/**
 * A file that says nothing of an embargo, taken in before one that does and that it belongs to: both are new, and nothing on
 * the wire tells of it yet (forgotten-embargo.ts). So it is taken in after that one.
 */
import { languageOfPath } from '../copy/language-of-path.ts';
import type { ReadCopy } from '../copy/read-copy.ts';
import { toInstant } from '../story/instant.ts';
import { primaryLanguage } from '../story/language.ts';
import { isSameStory, partOf } from '../story/parts.ts';
import type { Story } from '../story/story.ts';
import type { CommitContext } from './commit-story.ts';
import { isNotedEmbargoed } from './embargoed-files.ts';
import { slugOfFile } from './identity.ts';
import { type FileReading, readStoryFile, type ReadingContext } from './read-story-file.ts';
import { haveOneName, pathIn } from './translation.ts';

export type LaterFiles = {
  /** Whether one of those that come after it in the pass is, or was, under embargo, and what it belongs to. */
  readonly isForetold: (reading: FileReading) => Promise<boolean>;
  /** Whether it belongs, by its name or as it says, to a file that is still being written: what that says is not known yet. */
  readonly isTooEarly: (reading: FileReading) => boolean;
};

type LaterContext = ReadingContext & Pick<CommitContext, 'now' | 'desk' | 'store'>;

type Filed = { readonly path: string; readonly copy: Extract<ReadCopy, { ok: true }> };

/** As far as it is known of what cannot be taken in. */
type Other = { readonly path: string; readonly story: Pick<Story, 'language' | 'slugline' | 'headline'> };

/** Of so many files a lead may be the lead of any; in an archive nothing is under embargo. */
const SEARCHED_MAX = 200;

/** `paths` in the order in which they are taken in; `unfinished` are not, since they are still being written. */
export function laterFiles(paths: readonly string[], unfinished: readonly string[], context: LaterContext): LaterFiles {
  const places = new Map(paths.map((path, place) => [path, place]));
  const named = Map.groupBy(paths, slugOfFile);
  const begun = Map.groupBy(unfinished, slugOfFile);

  /** That may be what this one belongs to, by what can be told without reading them. */
  function candidates({ path, copy }: Filed): readonly string[] {
    const { translationOf, id, marks } = copy;
    const place = places.get(path) ?? paths.length;
    const isLater = (other: string): boolean => (places.get(other) ?? 0) > place;
    if (translationOf !== undefined) {
      return [...new Set([pathIn(translationOf), ...(named.get(translationOf) ?? [])])].filter(isLater);
    }
    if (partOf(marks) !== undefined) return paths.length > SEARCHED_MAX ? [] : paths.filter(isLater);
    return id === undefined ? (named.get(slugOfFile(path)) ?? []).filter(isLater) : [];
  }

  async function embargoedIn(path: string): Promise<readonly Other[]> {
    const reading = await readStoryFile(path, context);
    const stories = reading.kind === 'read' ? reading.stories : [];
    return stories
      .filter((copy) => isHeldBy(embargoOf(copy), context))
      .map((copy) => ({ path, story: copy.ok ? copy.story : unread(path) }));
  }

  function unread(path: string): Other['story'] {
    return { language: languageOfPath(path) ?? context.desk.language, headline: '' };
  }

  return {
    isTooEarly(reading) {
      const filed = silentCopy(reading);
      if (filed === undefined) return false;
      const { translationOf, id } = filed.copy;
      if (translationOf !== undefined) return begun.has(translationOf) || unfinished.includes(pathIn(translationOf));
      const alike = id === undefined ? (begun.get(slugOfFile(filed.path)) ?? []) : [];
      return alike.some((path) => isTranslation(filed, { path, story: unread(path) }, context));
    },
    async isForetold(reading) {
      const filed = silentCopy(reading);
      if (filed === undefined) return false;
      for (const path of candidates(filed)) {
        // It may be mended, or let go, by what lies there now.
        if (await isNotedEmbargoed(path, context)) return true;
        if ((await embargoedIn(path)).some((other) => belongsTo(filed, other, context))) return true;
      }
      return false;
    },
  };
}

/** Copy that says nothing of an embargo. Another system says by itself what is under one. */
function silentCopy(reading: FileReading): Filed | undefined {
  if (reading.kind !== 'read' || reading.stories.length !== 1) return undefined;
  const [copy] = reading.stories;
  if (copy?.ok !== true || copy.item !== undefined || copy.story.embargo !== undefined) return undefined;
  return { path: reading.path, copy };
}

function embargoOf(copy: ReadCopy): string | undefined {
  return copy.ok ? copy.story.embargo : copy.embargo;
}

function isHeldBy(embargo: string | undefined, { now }: LaterContext): boolean {
  return embargo !== undefined && embargo > toInstant(now());
}

function belongsTo(filed: Filed, other: Other, context: LaterContext): boolean {
  const { translationOf, marks, story } = filed.copy;
  if (translationOf !== undefined) return true;
  return partOf(marks) === undefined ? isTranslation(filed, other, context) : isSameStory(story, other.story);
}

function isTranslation({ path, copy }: Filed, other: Other, { desk }: LaterContext): boolean {
  const { language } = copy.story;
  // The desk's own language is what it translates from.
  if (primaryLanguage(language) === primaryLanguage(desk.language)) return false;
  return haveOneName({ path, language }, { path: other.path, language: other.story.language });
}
