/** The scheduled job: one pass over `stories/`, from files to `feeds/`. Everything it does stands here, in order. */
import { isPictureFile } from '../copy/pictures/picture-names.ts';
import type { CopyDefaults } from '../copy/read-copy.ts';
import type { Instant } from '../story/instant.ts';
import type { Problem } from '../story/problem.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { FileMark } from '../wire/store.ts';
import { fileOf, partPath } from '../wire/story-path.ts';
import { commitStory, type CommitContext, type Reading } from './commit-story.ts';
import { liftEmbargoes, type Lifting } from './lift-embargoes.ts';
import { look } from './look.ts';
import { readStoryFile } from './read-story-file.ts';
import { settled } from './settled.ts';
import { displayName, seeStoryFile, type StoryFile } from './story-files.ts';
import { type PicturesContext, withPictures } from './story-pictures.ts';
import { isInForeignFolder } from './translation.ts';
import { writeFeeds, type FeedsContext } from './write-feeds.ts';

export type PassContext = FeedsContext &
  Omit<PicturesContext, 'pictures'> & {
    readonly copyDefaults: CopyDefaults;
    /** How long to wait for files that are being written. */
    readonly patienceMs: number;
    /** Called when events have been committed, before `feeds/` is written: subscribers need not wait for that. */
    readonly onCommitted?: () => void;
  };

export type Pass = {
  /** Files whose content was looked at, because they are new or have changed. */
  readonly read: number;
  readonly new: readonly string[];
  /** Corrected and released ones among them. */
  readonly updated: readonly string[];
  readonly killed: readonly string[];
  readonly unchanged: number;
  readonly held: readonly Held[];
  /** Files that were still being written. */
  readonly unsettled: readonly string[];
  /** Files of published stories that are no longer there. Their stories stay published. */
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
  readonly documents: readonly string[];
  /** When `feeds/` changes by itself. */
  readonly changeAt?: Instant;
};

/** A file whose story is not out: under embargo until then, or on hold until the desk ends that. */
export type Held = { readonly path: string; readonly until?: Instant };

/** Which files to look at: all of `stories/`, or those that were just saved. */
export type Scope = 'all' | ReadonlySet<string>;

/**
 * Throws where the desk cannot do its work at all (`StoreError`, `FeedsError`, an unreadable `stories/`); a bad story
 * is a problem in the result and costs only itself.
 */
export async function publishPass(context: PassContext, scope: Scope, rebuild = false): Promise<Pass> {
  const tally = newTally();
  const { candidates, unchanged, missing, problems, ...found } = await look(context, scope);
  tally.problems.push(...problems);
  const { ready: files, unsettled } = await settled(
    context.storiesFolder,
    [...candidates, ...found.freshPictures],
    context.patienceMs,
    () => context.now().getTime(),
  );
  const unfinished = new Set(unsettled.map(({ path }) => path));
  const ready = files.filter(({ path }) => !isPictureFile(path));
  for (const file of originalsFirst(ready, context)) {
    if (context.signal?.aborted === true) break;
    // News does not wait for its picture: that makes an update.
    const pictures = (found.pictures.get(file.path) ?? []).map(({ path }) => path);
    await takeSafely(
      file,
      pictures.filter((path) => !unfinished.has(path)),
      context,
      tally,
    );
  }
  const lifting = await liftEmbargoes(commitContext(context));
  tally.new.push(...lifting.published);
  if (lifting.published.length > 0) context.onCommitted?.();
  // A renamed file is missing under its old name only until its story is found under the new one.
  const gone = await stillMissing(missing, context);
  await context.store.stories.markMissing(missing);
  const written = await writeFeeds(context, rebuild);
  return {
    ...tally,
    held: heldIn(tally, lifting),
    read: ready.length,
    unchanged: unchanged + tally.unchanged,
    unsettled: [...unsettled.map(({ path }) => path), ...tally.unsettled],
    missing: gone,
    problems: [...tally.problems, ...problemsIn(lifting, unsettled), ...written.problems],
    documents: written.documents,
    ...(written.changeAt !== undefined && { changeAt: written.changeAt }),
  };
}

/** What was just taken in is told once. */
function heldIn(tally: Tally, { held }: Lifting): readonly Held[] {
  const told = new Set(held.map(({ path }) => path));
  return [...tally.held.filter(({ path }) => !told.has(path)), ...held];
}

/** A file that is still being written is no problem yet. */
function problemsIn({ problems }: Lifting, unsettled: readonly StoryFile[]): readonly Problem[] {
  const names = new Set(unsettled.map(({ path }) => displayName(path)));
  return problems.filter(({ file }) => !names.has(file));
}

/** A translation is linked to a story that is on the wire. */
function originalsFirst(files: readonly StoryFile[], { desk }: PassContext): readonly StoryFile[] {
  const isForeign = ({ path }: StoryFile): boolean => isInForeignFolder(path, desk.language);
  return [...files.filter((file) => !isForeign(file)), ...files.filter(isForeign)];
}

type Tally = {
  new: string[];
  updated: string[];
  killed: string[];
  unchanged: number;
  held: Held[];
  unsettled: string[];
  problems: Problem[];
};

function newTally(): Tally {
  return { new: [], updated: [], killed: [], unchanged: 0, held: [], unsettled: [], problems: [] };
}

/** Reads one file with its pictures and commits what is new in it. */
async function takeSafely(
  { path }: StoryFile,
  pictureFiles: readonly string[],
  context: PassContext,
  tally: Tally,
): Promise<void> {
  const reading = await safely(path, tally, () => readStoryFile(path, context));
  if (reading === undefined || reading.kind === 'vanished') return;
  if (reading.kind === 'changing') {
    tally.unsettled.push(path);
    return;
  }
  const { file } = reading;
  const pictures = await safely(path, tally, () => withPictures(path, reading.stories, pictureFiles, context));
  if (pictures === undefined) return;
  tally.unsettled.push(...pictures.changing);
  const { stories } = pictures;
  let isDone = true;
  let isKnownByFile = true;
  for (const copy of stories) {
    const taken = copy.ok
      ? await safely(path, tally, () => take(storyReading(path, file, copy, stories.length), context, tally))
      : refuse(copy.problems, tally);
    isDone &&= taken === 'filed' || taken === 'superseded';
    isKnownByFile &&= taken === 'filed' && stories.length === 1;
  }
  // What no story's row speaks for would be read again in every pass.
  if (isDone && !isKnownByFile) await context.store.stories.settle(path, file.stamp);
  if (isDone) for (const picture of pictures.read) await context.store.stories.settle(picture.path, picture.stamp);
}

/** What cannot be taken in must not keep all else from going out; a wire that refuses stops everything. */
async function safely<Result>(path: string, tally: Tally, act: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof WiredeskError) throw error;
    const message = `could not be taken in, please report this: ${String(error)}`;
    tally.problems.push({ file: displayName(path), severity: 'error', message });
    return undefined;
  }
}

function storyReading(path: string, file: FileMark, copy: Reading['copy'], storiesInFile: number): Reading {
  const isPart = storiesInFile > 1 && copy.item !== undefined;
  return { path: isPart ? partPath(path, copy.item.guid) : path, file, copy };
}

/** `filed`: the wire has it, with this file. `superseded`: the wire has a newer one. */
type Taken = 'filed' | 'superseded' | 'waiting';

function refuse(problems: readonly Problem[], tally: Tally): Taken {
  tally.problems.push(...problems);
  return 'waiting';
}

async function take(reading: Reading, context: PassContext, tally: Tally): Promise<Taken> {
  const { path, copy } = reading;
  tally.problems.push(...copy.warnings);
  const outcome = await commitStory(reading, commitContext(context));
  if ('event' in outcome) context.onCommitted?.();
  switch (outcome.kind) {
    case 'new':
    case 'updated':
    case 'killed':
      tally[outcome.kind].push(path);
      if (outcome.warning !== undefined) tally.problems.push(problemOf(path, 'warning', outcome.warning));
      return 'filed';
    case 'unchanged':
      tally.unchanged += 1;
      return 'filed';
    case 'superseded':
      tally.unchanged += 1;
      if (outcome.warning !== undefined) tally.problems.push(problemOf(path, 'warning', outcome.warning));
      return 'superseded';
    case 'held':
      tally.held.push({ path, ...(outcome.until !== undefined && { until: outcome.until }) });
      break;
    case 'refused':
      tally.problems.push({
        ...problemOf(path, 'error', outcome.reason),
        ...(outcome.line !== undefined && { line: outcome.line }),
      });
      break;
  }
  return 'waiting';
}

function problemOf(path: string, severity: Problem['severity'], message: string): Problem {
  return { file: displayName(fileOf(path)), severity, message };
}

function commitContext({ store, desk, now, storiesFolder }: PassContext): CommitContext {
  return { store, desk, now, see: (path) => seeStoryFile(storiesFolder, path) };
}

async function stillMissing(paths: readonly string[], { store }: PassContext): Promise<readonly string[]> {
  const stillKnown = await Promise.all(paths.map((path) => store.stories.inFile(path)));
  return paths.filter((_, index) => stillKnown[index]?.length !== 0);
}
