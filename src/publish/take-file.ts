/** One file taken in: read, and each story in it put on the wire, or said why not. */
import type { CopyDefaults } from '../copy/read-copy.ts';
import { baseNameOf } from '../copy/pictures/picture-names.ts';
import type { Problem } from '../story/problem.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { fileOf, isPart, partPath } from '../wire/story-path.ts';
import { noteUnreadFile } from './embargoed-files.ts';
import { commitStory, type PublishingContext, type Outcome, type Reading } from './commit-story.ts';
import { leftBeside } from './left-beside.ts';
import { readStoryFile, type FileReading } from './read-story-file.ts';
import { ownPictures } from './numbered-pictures.ts';
import { picturesBeside } from './picture-files.ts';
import { displayName } from './story-files.ts';
import { type PicturesContext, type WithPictures, withPictures, withWarnings } from './story-pictures.ts';

export type TakingContext = PublishingContext &
  PicturesContext & {
    readonly copyDefaults: CopyDefaults;
    /** Called when something has been put on the wire. */
    readonly onCommitted?: () => void;
  };

export type TakenFile =
  | {
      readonly kind: 'taken';
      readonly path: string;
      readonly stories: readonly TakenStory[];
      /** Of the pictures beside it: they are being written, and will be seen again. */
      readonly changingPictures: readonly string[];
    }
  /** It changes while it is read: it will be seen again. */
  | { readonly kind: 'changing'; readonly path: string }
  | { readonly kind: 'vanished'; readonly path: string }
  /** A fault in Wiredesk: what cannot be taken in must not keep all else from going out. */
  | { readonly kind: 'failed'; readonly path: string; readonly problems: readonly Problem[] };

export type TakenStory =
  | {
      readonly kind: 'decided';
      readonly reading: Reading;
      readonly outcome: Outcome;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'unreadable' | 'failed'; readonly problems: readonly Problem[] };

/** What is known of it already. */
type Begun = {
  readonly whenRead: Promise<FileReading>;
  /** The pictures beside it that have been written to their end. */
  readonly pictures: readonly string[];
};

/** Throws where the wire refuses (`StoreError`): that stops everything. */
export async function takeFile(path: string, context: TakingContext, begun?: Begun): Promise<TakenFile> {
  const attempt = await safely(path, () => begun?.whenRead ?? readStoryFile(path, context));
  if (!attempt.ok) return { kind: 'failed', path, problems: [attempt.problem] };
  const reading = attempt.result;
  if (reading.kind !== 'read') return reading;
  const illustrated = await safely(path, () => illustrate(reading, begun?.pictures, context));
  if (!illustrated.ok) return { kind: 'failed', path, problems: [illustrated.problem] };
  const { stories: copies, read: pictures, changing, own } = illustrated.result;
  if (pictures.length > 0 && !(await isAsRead(reading, context))) return { kind: 'changing', path };
  const stories: TakenStory[] = [];
  const [only, another] = copies;
  if (only?.ok === false && another === undefined && isReadable(reading)) {
    await noteUnreadFile(path, only.embargo, context);
  }
  for (const copy of copies) {
    stories.push(copy.ok ? await takeStory(readingOf(reading, copy), context) : unreadable(copy.problems));
  }
  await noteSeen(reading, stories, context);
  const left = await leftBesideAny(stories, context);
  const used = pictures.filter((picture) => !left.has(baseNameOf(picture.path)));
  await settle({ ...reading, pictures: used }, stories, context);
  const areUsed = new Set(used.map((picture) => picture.path));
  // With what lay in the file before it may have gone out.
  for (const picture of own) if (!areUsed.has(picture)) await context.store.stories.unsettle(picture);
  return { kind: 'taken', path, stories, changingPictures: changing };
}

/** Adds what is told of them; returns their names. */
async function leftBesideAny(stories: TakenStory[], { store }: TakingContext): Promise<ReadonlySet<string>> {
  const [only, another] = stories;
  if (only?.kind !== 'decided' || another !== undefined) return new Set();
  const left = await leftBeside(only.reading, only.outcome, store);
  const problems = left.map(({ problem }) => problem);
  if (left.length > 0) stories[0] = { ...only, problems: [...only.problems, ...problems] };
  return new Set(left.map(({ name }) => name));
}

/** A picture read since may have come with another text, and be under its embargo. */
async function isAsRead(
  { path, file }: Extract<FileReading, { kind: 'read' }>,
  { see }: TakingContext,
): Promise<boolean> {
  const sighting = await see(path);
  return sighting.kind === 'file' && sighting.file.stamp === file.stamp;
}

async function illustrate(
  { path, stories }: Extract<FileReading, { kind: 'read' }>,
  pictures: readonly string[] | undefined,
  context: TakingContext,
): Promise<WithPictures & { readonly own: readonly string[] }> {
  const beside = pictures === undefined ? await picturesBeside(context.storiesFolder, path) : undefined;
  const names = pictures ?? beside?.files.map((picture) => picture.path) ?? [];
  const { own, problems: others } = await ownPictures(path, names, context.store);
  const problems = [...(beside?.problems ?? []), ...others];
  const illustrated = await withPictures(path, stories, own, context);
  if (problems.length === 0) return { ...illustrated, own };
  return { ...illustrated, own, stories: withWarnings(illustrated.stories, problems) };
}

/** What nobody could read says nothing of what was known of it before. */
function isReadable({ file }: Extract<FileReading, { kind: 'read' }>): boolean {
  return file.stamp !== '';
}

function unreadable(problems: readonly Problem[]): TakenStory {
  return { kind: 'unreadable', problems };
}

/** One of the stories that were read in a file. */
export function readingOf(
  { path, file, stories }: Extract<FileReading, { kind: 'read' }>,
  copy: Reading['copy'],
): Reading {
  const isOneOfSeveral = stories.length > 1 && copy.item !== undefined;
  return { path: isOneOfSeveral ? partPath(path, copy.item.guid) : path, file, copy };
}

async function takeStory(reading: Reading, context: TakingContext): Promise<TakenStory> {
  const { path, copy } = reading;
  const attempt = await safely(path, () => commitStory(reading, context));
  if (!attempt.ok) return { kind: 'failed', problems: [...copy.warnings, attempt.problem] };
  const outcome = attempt.result;
  if ('event' in outcome) context.onCommitted?.();
  return { kind: 'decided', reading, outcome, problems: [...copy.warnings, ...problemsOf(path, outcome)] };
}

/** What is to be told of it. */
export function problemsOf(path: string, outcome: Outcome): readonly Problem[] {
  const file = displayName(fileOf(path));
  if (outcome.kind === 'refused') {
    const line = outcome.line === undefined ? {} : { line: outcome.line };
    return [{ file, severity: 'error', message: outcome.reason, ...line }];
  }
  if (!('warning' in outcome) || outcome.warning === undefined) return [];
  return [{ file, severity: 'warning', message: outcome.warning }];
}

/**
 * Items say by their numbers whether they are newer. Of those that the file does not have any more, or has in an earlier
 * version, it has told all that it has to: at the end of an embargo it counts as read (lift-embargoes.ts).
 */
async function noteSeen(
  { path, file, stories: copies }: Extract<FileReading, { kind: 'read' }>,
  stories: readonly TakenStory[],
  { store }: TakingContext,
): Promise<void> {
  if (!copies.every((copy) => copy.ok && copy.item !== undefined)) return;
  const open = new Set(stories.filter((story) => !isFiled(story) && !isSuperseded(story)).flatMap(guidOf));
  for (const { guid, path: place = path, file: known } of await store.stories.inFile(path)) {
    // A file of one story is known by that story's row: it would not be looked at again.
    const isLeft = open.size > 0 && !isPart(place);
    if (known.stamp === file.stamp || open.has(guid) || isLeft) continue;
    await store.stories.refile(guid, place, { hash: known.hash, stamp: file.stamp });
  }
}

function guidOf(story: TakenStory): readonly string[] {
  const guid = story.kind === 'decided' ? story.reading.copy.item?.guid : undefined;
  return guid === undefined ? [] : [guid];
}

/** What no story's row speaks for would be read again in every pass. */
async function settle(
  { path, file, pictures }: Extract<FileReading, { kind: 'read' }> & { readonly pictures: WithPictures['read'] },
  stories: readonly TakenStory[],
  { store }: TakingContext,
): Promise<void> {
  const isDone = stories.every((story) => isFiled(story) || isSuperseded(story));
  const isKnownByFile = stories.length === 1 && stories.every(isFiled) && !stories.some(mayLieElsewhere);
  if (isDone && !isKnownByFile) await store.stories.settle(path, file.stamp);
  if (isDone) for (const picture of pictures) await store.stories.settle(picture.path, picture.stamp);
}

/** The wire has it, with this file. */
function isFiled(story: TakenStory): boolean {
  if (story.kind !== 'decided') return false;
  const { outcome } = story;
  if (outcome.kind === 'held') return outcome.event !== undefined;
  return ['new', 'updated', 'killed', 'unchanged'].includes(outcome.kind);
}

/** The same item, or the same notice, lies in another file too: then the wire's row is that one's, or will be. */
function mayLieElsewhere(story: TakenStory): boolean {
  return story.kind === 'decided' && (story.reading.copy.item !== undefined || story.outcome.kind === 'unchanged');
}

/** The wire has a newer one. */
function isSuperseded(story: TakenStory): boolean {
  return story.kind === 'decided' && story.outcome.kind === 'superseded';
}

type Attempt<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problem: Problem };

async function safely<Result>(path: string, act: () => Promise<Result>): Promise<Attempt<Result>> {
  try {
    return { ok: true, result: await act() };
  } catch (error) {
    if (error instanceof WiredeskError) throw error;
    const message = `could not be taken in, please report this: ${String(error)}`;
    return { ok: false, problem: { file: displayName(fileOf(path)), severity: 'error', message } };
  }
}
