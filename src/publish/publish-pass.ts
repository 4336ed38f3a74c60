/** The scheduled job: one pass over `stories/`, from files to `feeds/`. Everything it does stands here, in order. */
import { isPictureFile } from '../copy/pictures/picture-names.ts';
import type { CopyDefaults } from '../copy/read-copy.ts';
import type { Instant } from '../story/instant.ts';
import type { Problem } from '../story/problem.ts';
import type { ChangedDocuments } from './changed-documents.ts';
import type { Outcome } from './commit-story.ts';
import { linkEarlierTranslations } from './late-original.ts';
import { liftEmbargoes, type Lifting } from './lift-embargoes.ts';
import { look, type Look } from './look.ts';
import { forgetOwners } from './numbered-pictures.ts';
import { settled } from './settled.ts';
import { displayName, seeStoryFile, StoriesError, type StoryFile } from './story-files.ts';
import type { PicturesContext } from './story-pictures.ts';
import type { StoryWriter } from './story-writer.ts';
import type { TakenFile, TakenStory, TakingContext } from './take-file.ts';
import { guidsIn, takeFiles } from './take-files.ts';
import { originalsFirst } from './translation.ts';
import { earlyWriter } from './write-early.ts';
import { withdrawAtLeast } from './withdraw-at-least.ts';
import { withdrawFromFeeds } from './withdraw-from-feeds.ts';
import { isForWantOfRoom } from './write-failure.ts';
import { writeFeeds, type FeedsContext, type FeedsWritten } from './write-feeds.ts';
import { writtenUpTo } from './written-up-to.ts';

export type PassContext = FeedsContext &
  Omit<PicturesContext, 'pictures'> & {
    readonly copyDefaults: CopyDefaults;
    /** How long to wait for files that are being written. */
    readonly patienceMs: number;
    /** Called when events have been committed, before `feeds/` is written: subscribers need not wait for that. */
    readonly onCommitted?: () => void;
  };

export type Pass = ChangedDocuments & {
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
  /** When `feeds/` changes by itself. */
  readonly changeAt?: Instant;
};

/**
 * A file whose story is not out: under embargo until then, or on hold until the desk ends that. `stays`: the version of it
 * that is out already, and stays so.
 */
export type Held = { readonly path: string; readonly until?: Instant; readonly stays?: number };

/** Which files to look at: all of `stories/`, or those that were just saved. */
export type Scope = 'all' | ReadonlySet<string>;

/**
 * Throws where the desk cannot do its work at all (`StoreError`, `FeedsError`, and a `StoriesError` once all is done that
 * needs no `stories/`); a bad story is a problem in the result and costs only itself.
 */
export async function publishPass(context: PassContext, scope: Scope, rebuild = false): Promise<Pass> {
  const tally = newTally();
  const { seen, failure } = await lookWherePossible(context, scope);
  const { candidates, unchanged, missing, problems, ...found } = seen;
  tally.problems.push(...problems);
  const { ready: files, unsettled } = await settled(
    context.storiesFolder,
    [...candidates, ...found.freshPictures],
    context.patienceMs,
    () => context.now().getTime(),
  );
  const unfinished = unsettled.map(({ path }) => path);
  const ready = originalsFirst(
    files.filter(({ path }) => !isPictureFile(path)),
    context.desk.language,
  );
  const taking = takingContext(context);
  // News does not wait for its picture: that makes an update.
  const picturesOf = (path: string): readonly string[] =>
    (found.pictures.get(path) ?? []).map((picture) => picture.path).filter((picture) => !unfinished.includes(picture));
  await using early = await earlyWriter(context, ready.length);
  for await (const taken of takeFiles(ready, picturesOf, { ...taking, signal: context.signal, unfinished })) {
    for (const file of taken) count(file, tally);
    await early?.writeEarly(guidsIn(taken));
  }
  const lifting = await liftEmbargoes(taking);
  tally.new.push(...lifting.published);
  if (lifting.published.length > 0) context.onCommitted?.();
  if (await linkEarlierTranslations(await writtenUpTo(context.store), taking)) context.onCommitted?.();
  // A renamed file is missing under its old name only until its story is found under the new one.
  const gone = await stillMissing(missing, context);
  await context.store.stories.markMissing(missing);
  await forgetOwners(missing, context.store);
  const written = await writeOrWithdraw({ ...context, looksForLost: scope === 'all' }, rebuild, early);
  if (failure !== undefined) throw failure;
  return {
    ...tally,
    held: heldIn(tally, lifting),
    read: ready.length,
    unchanged: unchanged + tally.unchanged,
    unsettled: [...unsettled.map(({ path }) => path), ...tally.unsettled],
    missing: gone,
    problems: [...tally.problems, ...problemsIn(lifting, unsettled), ...written.problems],
    documents: written.documents,
    documentCount: written.documentCount,
    ...(written.changeAt !== undefined && { changeAt: written.changeAt }),
  };
}

/** What was withdrawn does not wait until all else can be written; with the room that it made that may be now. */
async function writeOrWithdraw(context: FeedsContext, rebuild: boolean, early?: StoryWriter): Promise<FeedsWritten> {
  try {
    return await writeFeeds(context, rebuild, early);
  } catch (error) {
    const hasMadeRoom = await withdrawAtLeast(context).catch(() => false);
    // What an early writer has begun is still its own.
    if (!hasMadeRoom || early !== undefined) throw error;
    return writeOrMakeMoreRoom(context, rebuild);
  }
}

async function writeOrMakeMoreRoom(context: FeedsContext, rebuild: boolean): Promise<FeedsWritten> {
  try {
    return await writeFeeds(context, rebuild);
  } catch (error) {
    if (!isForWantOfRoom(error) || !(await withdrawFromFeeds(context).catch(() => false))) throw error;
    return writeFeeds(context, rebuild);
  }
}

/** What keeps `stories/` from being looked at keeps nothing else back, a kill least of all: the pass fails in its end. */
async function lookWherePossible(
  context: PassContext,
  scope: Scope,
): Promise<{ readonly seen: Look; readonly failure?: StoriesError }> {
  try {
    return { seen: await look(context, scope) };
  } catch (error) {
    if (error instanceof StoriesError) return { seen: NOTHING_SEEN, failure: error };
    throw error;
  }
}

const NOTHING_SEEN: Look = {
  candidates: [],
  pictures: new Map(),
  freshPictures: [],
  unchanged: 0,
  missing: [],
  problems: [],
};

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

function count(taken: TakenFile, tally: Tally): void {
  switch (taken.kind) {
    case 'vanished':
      break;
    case 'changing':
      tally.unsettled.push(taken.path);
      break;
    case 'failed':
      tally.problems.push(...taken.problems);
      break;
    case 'taken':
      tally.unsettled.push(...taken.changingPictures);
      for (const story of taken.stories) countStory(story, tally);
      break;
  }
}

function countStory(story: TakenStory, tally: Tally): void {
  tally.problems.push(...story.problems);
  if (story.kind !== 'decided') return;
  const { path } = story.reading;
  const { outcome } = story;
  switch (outcome.kind) {
    case 'new':
    case 'updated':
    case 'killed':
      tally[outcome.kind].push(path);
      break;
    case 'unchanged':
    case 'superseded':
      tally.unchanged += 1;
      break;
    case 'held':
      tally.held.push(heldFile(path, outcome));
      break;
    case 'refused':
      break;
  }
}

function heldFile(path: string, { until, stays }: Extract<Outcome, { kind: 'held' }>): Held {
  return { path, ...(until !== undefined && { until }), ...(stays !== undefined && { stays }) };
}

/** How files are taken in, in a pass or beside one. */
export function takingContext(context: Omit<PassContext, 'patienceMs'>): TakingContext {
  const { store, desk, now, storiesFolder, copyDefaults, pictures, pictureBytesMax, onCommitted } = context;
  return {
    store,
    desk,
    now,
    storiesFolder,
    copyDefaults,
    pictures,
    ...(pictureBytesMax !== undefined && { pictureBytesMax }),
    see: (path) => seeStoryFile(storiesFolder, path),
    ...(onCommitted !== undefined && { onCommitted }),
  };
}

async function stillMissing(paths: readonly string[], { store }: PassContext): Promise<readonly string[]> {
  const stillKnown = await Promise.all(paths.map((path) => store.stories.inFile(path)));
  return paths.filter((_, index) => stillKnown[index]?.length !== 0);
}
