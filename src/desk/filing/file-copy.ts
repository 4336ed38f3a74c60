/**
 * Copy that comes from afar: put into stories/ as a file, and taken in from there at once, so that a story has one way to
 * the wire, however it was filed. What cannot be used leaves no file behind.
 */
import { join } from 'node:path';

import { readStories, type StoryFileKind } from '../../copy/read-stories.ts';
import { displayName } from '../../publish/story-files.ts';
import { takeFile, type TakenFile, type TakenStory, type TakingContext } from '../../publish/take-file.ts';
import type { Problem } from '../../story/problem.ts';
import type { StoryVersion } from '../../story/story.ts';
import { publicSeq, type WireEvent } from '../../wire/event.ts';
import { checkedFileName } from './file-name.ts';
import { placeOf, type Incoming } from './filing-place.ts';
import { bytesAt, placeFile, type Placed } from './placed-file.ts';

export type IncomingCopy = {
  readonly kind: StoryFileKind;
  readonly bytes: Uint8Array;
  /** Below stories/, such as `fr/storm.txt`; one is found where none is given. */
  readonly name?: string;
};

export type Filing =
  | {
      readonly kind: 'filed';
      readonly file: string;
      readonly stories: readonly FiledStory[];
      readonly problems: readonly Problem[];
    }
  /** Nothing of it is kept. */
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] };

export type FiledStory = {
  readonly outcome: 'new' | 'updated' | 'killed' | 'unchanged' | 'superseded' | 'held' | 'refused';
  /** Absent where the wire does not have it: it waits in its file. */
  readonly version?: StoryVersion;
  /** Of the event that this filing has made, where everybody may know of it. */
  readonly sequence?: number;
  /** Of a held one that is under embargo. */
  readonly until?: string;
};

/** Whoever calls it is alone at stories/. */
export async function fileCopy(copy: IncomingCopy, context: TakingContext): Promise<Filing> {
  const { kind, bytes, name } = copy;
  const wanted = name === undefined ? undefined : checkedFileName(name, kind);
  const file = wanted === undefined ? 'the body' : displayName(wanted);
  const read = readStories(bytes, { file, kind, defaults: context.copyDefaults, desk: context.desk });
  const stories: Incoming['stories'][number][] = [];
  for (const each of read) if (each.ok) stories.push(each);
  // Of a message the rest goes out without what cannot be used, as from a file of the same.
  if (stories.length === 0) {
    return { kind: 'unusable', problems: read.flatMap((each) => (each.ok ? each.warnings : each.problems)) };
  }
  const path = wanted ?? (await placeOf({ kind, bytes, stories, isAlone: read.length === 1 }, context));
  const placed = await placeUnlessThere(path, bytes, context);
  return conclude(await taken(path, placed, context), placed, context);
}

async function placeUnlessThere(
  path: string,
  bytes: Uint8Array,
  { storiesFolder }: TakingContext,
): Promise<Placed | undefined> {
  const before = await bytesAt(join(storiesFolder, path));
  if (before !== undefined && Buffer.from(before).equals(bytes)) return undefined;
  return placeFile(storiesFolder, path, bytes);
}

/** A wire that refuses, on a full disk perhaps, has not taken it: so whoever filed it is told, and files it again. */
async function taken(path: string, placed: Placed | undefined, context: TakingContext): Promise<TakenFile> {
  try {
    return await takeFile(path, context);
  } catch (error) {
    await placed?.undo();
    throw error;
  }
}

async function conclude(file: TakenFile, placed: Placed | undefined, context: TakingContext): Promise<Filing> {
  const isFault = file.kind === 'failed' || (file.kind === 'taken' && file.stories.every(isFailed));
  if (isFault) {
    await placed?.undo();
    throw new Error(
      problemsIn(file)
        .map(({ message }) => message)
        .join('; '),
    );
  }
  // An editor has saved, or removed, the same file at this moment: the next pass sees what is there.
  if (file.kind !== 'taken') return { kind: 'filed', file: file.path, stories: [{ outcome: 'held' }], problems: [] };
  const problems = problemsIn(file);
  if (file.stories.every(isUnusable)) {
    await placed?.undo();
    return { kind: 'unusable', problems };
  }
  const stories: FiledStory[] = [];
  for (const story of file.stories) stories.push(await filed(story, context));
  return { kind: 'filed', file: file.path, stories, problems };
}

function problemsIn(file: TakenFile): readonly Problem[] {
  if (file.kind === 'failed') return file.problems;
  return file.kind === 'taken' ? file.stories.flatMap((story) => story.problems) : [];
}

/** By a fault in Wiredesk: the copy may be good. */
function isFailed({ kind }: TakenStory): boolean {
  return kind === 'failed';
}

function isUnusable(story: TakenStory): boolean {
  return story.kind !== 'decided' || story.outcome.kind === 'refused';
}

async function filed(story: TakenStory, context: TakingContext): Promise<FiledStory> {
  if (story.kind !== 'decided') return { outcome: 'refused' };
  const { outcome } = story;
  const event = 'event' in outcome ? outcome.event : undefined;
  const guid = event?.guid ?? (await guidOf(story.reading, context));
  const version = guid === undefined ? undefined : await context.store.stories.version(guid, event?.version);
  const until = outcome.kind === 'held' ? outcome.until : undefined;
  return {
    outcome: outcome.kind,
    ...(version !== undefined && { version }),
    ...sequenceOf(event),
    ...(until !== undefined && { until }),
  };
}

function sequenceOf(event: WireEvent | undefined): Pick<FiledStory, 'sequence'> {
  return event === undefined || event.audience !== undefined ? {} : { sequence: publicSeq(event) };
}

type ReadingTaken = Extract<TakenStory, { kind: 'decided' }>['reading'];

/** Of the story that the wire has of it already. */
async function guidOf({ path, file, copy }: ReadingTaken, { store }: TakingContext): Promise<string | undefined> {
  if (copy.item !== undefined) return copy.item.guid;
  const own = await store.stories.atPath(path);
  return own?.guid ?? (await store.stories.sideFile(path, file.hash))?.guid;
}
