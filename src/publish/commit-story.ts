/** Compares what was read with the last version on the wire, and commits what is new: one version, one event. */
import { isDeepStrictEqual } from 'node:util';

import type { ReadCopy } from '../copy/read-copy.ts';
import type { Desk } from '../story/desk.ts';
import { firstDate } from '../story/dating.ts';
import type { Instant } from '../story/instant.ts';
import {
  asTranslationOf,
  correctionOf,
  held,
  isHeld,
  isPrivate,
  isUnderEmbargo,
  killed,
  released,
  rewritten,
} from '../story/life.ts';
import { partOf, type Part } from '../story/parts.ts';
import type { Correction, Story, StoryVersion } from '../story/story.ts';
import type { WireEvent } from '../wire/event.ts';
import {
  StoreError,
  type CommittingStore,
  type FileMark,
  type SideFile,
  type Store,
  type StoryEntry,
} from '../wire/store.ts';
import { datedBy, decideItem } from './commit-item.ts';
import { commitNotice, noticeMarkOf } from './commit-notice.ts';
import { embargoedFile, noteEmbargoedFile } from './embargoed-files.ts';
import { storyWithoutEmbargo } from './forgotten-embargo.ts';
import { identify, mintIdentity } from './identity.ts';
import { arePicturesNew, withEarlierPictures } from './earlier-pictures.ts';
import { commitPart, editedTooLate } from './commit-part.ts';
import { ordersOf, type Orders } from './orders.ts';
import { placedAnew, refile } from './refile.ts';
import { sourceOf } from './source-version.ts';
import type { Sighting } from './story-files.ts';
import { wholeStory } from './takes.ts';
import { originalOf } from './translation.ts';
import { lastVersion, lastWording } from './versions.ts';

export type Reading = {
  readonly path: string;
  readonly file: FileMark;
  readonly copy: Extract<ReadCopy, { ok: true }>;
  /** Files that are done with once this one is on the wire. */
  readonly beside?: readonly Omit<SideFile, 'guid'>[];
};

export type Outcome =
  | { readonly kind: 'new' | 'updated' | 'killed'; readonly event: WireEvent; readonly warning?: string }
  | { readonly kind: 'unchanged'; readonly warning?: string }
  /** Another system's version that is older than the one on the wire, or has its number without being it. */
  | { readonly kind: 'superseded'; readonly warning?: string }
  /**
   * Not out: under embargo until then, or on hold until the desk ends that. An event of it, if any, is for the trusted
   * alone, or takes back what was out. `stays`: the version that everybody has already, and keeps until then.
   */
  | { readonly kind: 'held'; readonly until?: Instant; readonly event?: WireEvent; readonly stays?: number }
  | { readonly kind: 'refused'; readonly reason: string; readonly line?: number };

/** Of work that asks for more of the wire than deciding over copy. */
export type PublishingContext = Omit<CommitContext, 'store'> & { readonly store: Store };

export type CommitContext = {
  readonly store: CommittingStore;
  readonly desk: Desk;
  readonly now: () => Date;
  /** What is to be seen of a file, relative to `stories/`. */
  readonly see: (path: string) => Promise<Sighting>;
};

/** An act of the desk may come between reading the last version and committing the next: then it is looked at again. */
const TRIES_MAX = 5;

/** Throws a `StoreError` where the wire cannot take it; then nothing has happened. */
export async function commitStory(reading: Reading, context: CommitContext): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await commitOnce(reading, context);
    } catch (error) {
      const isOvertaken = error instanceof StoreError && error.code === 'version-conflict';
      if (!isOvertaken || tries === TRIES_MAX) throw error;
    }
  }
}

async function commitOnce(reading: Reading, context: CommitContext): Promise<Outcome> {
  return reading.copy.item === undefined ? commitCopy(reading, context) : commitItem(reading, context);
}

/** A file may hold two versions of an item: its bytes say nothing, and its sender says which is newer. */
async function commitItem(reading: Reading, context: CommitContext): Promise<Outcome> {
  const identity = await identify(reading, context);
  if (identity.kind === 'refused') return identity;
  const known = identity.kind === 'known' ? identity.entry : undefined;
  const decided = await decideItem(reading, known, context);
  if (decided !== undefined) return decided;
  const now = context.now();
  return known === undefined ? commitFirst(reading, now, context) : commitNext(known, reading, now, context);
}

async function commitCopy(reading: Reading, context: CommitContext): Promise<Outcome> {
  const side = await context.store.stories.sideFile(reading.path, reading.file.hash);
  if (side?.file.hash === reading.file.hash) return refileSide(side, reading, context);
  const identity = await identify(reading, context);
  const known = identity.kind === 'known' ? identity.entry : undefined;
  if (known?.file.hash === reading.file.hash && !(await arePicturesNew(reading.copy, known.guid, context.store))) {
    return commitSameBytes(known, reading, context);
  }
  const mark = noticeMarkOf(reading);
  const ofNotice = mark === undefined ? undefined : await commitNotice(reading, mark, known, context);
  if (ofNotice !== undefined) return ofNotice;
  const part = known === undefined ? (partOf(reading.copy.marks) ?? partBefore(side)) : undefined;
  const ofPart = part === undefined ? undefined : await commitPart(reading, part, side, context);
  const now = context.now();
  if (ofPart?.kind === 'replacement') {
    return commitNext(ofPart.entry, { ...reading, beside: ofPart.beside }, now, context);
  }
  if (ofPart !== undefined) return ofPart;
  const late = side?.role === 'replaced' ? await editedTooLate(reading, side, context) : undefined;
  if (late !== undefined) return late;
  if (identity.kind === 'refused') return identity;
  return known === undefined ? commitFirst(reading, now, context) : commitNext(known, reading, now, context);
}

async function commitSameBytes(known: StoryEntry, reading: Reading, context: CommitContext): Promise<Outcome> {
  const now = context.now();
  const { version, warning } = await placedAnew(known, reading, now, context);
  const outcome =
    version === undefined ? await refile(known, reading, context) : await outcomeOf(version, reading, now, context);
  return { ...outcome, ...warned(warning) };
}

/** A take stays one, though its mark was edited away: half a story must not go out by itself. */
function partBefore(side: SideFile | undefined): Part | undefined {
  if (side?.take === undefined) return undefined;
  const { number } = side.take;
  return { kind: 'take', number, mark: { kind: 'take', text: `take ${number}`, number, at: 'line', line: 1 } };
}

/** It was dealt with when it came; at most it has another name now, or lies there twice. */
async function refileSide(side: SideFile, { path, file }: Reading, { store, see }: CommitContext): Promise<Outcome> {
  const isElsewhere = side.path !== path;
  const sighting = isElsewhere ? await see(side.path) : undefined;
  const hasTwin = sighting?.kind === 'file' && sighting.file.stamp === side.file.stamp;
  if (!hasTwin && (isElsewhere || side.file.stamp !== file.stamp)) {
    await store.stories.noteSideFile({ ...side, path, file });
  }
  return { kind: 'unchanged' };
}

async function commitFirst(reading: Reading, now: Date, context: CommitContext): Promise<Outcome> {
  const orders = ordersOf(reading.copy);
  if (orders.kill !== undefined) return { kind: 'refused', reason: 'is to be killed, but was never published' };
  if (orders.hold !== undefined) return { kind: 'held' };
  const { embargo, ...releasable } = reading.copy.story;
  const isSecret = embargo !== undefined && isUnderEmbargo(reading.copy.story, now);
  const first = await firstVersion(isSecret ? reading.copy.story : releasable, { reading, isSecret }, now, context);
  const isOffTheWire = isSecret && !(await context.store.subscribers.anyTrusted());
  const { store } = context;
  await noteEmbargoedFile(store, reading.path, isOffTheWire ? embargoedFile(reading.path, embargo, first) : undefined);
  if (isOffTheWire) return { kind: 'held', until: embargo };
  const refused = await storyWithoutEmbargo(reading, first.firstCreated, context);
  if (refused !== undefined) return refused;
  const own = { guid: undefined, isSecret, firstCreated: first.firstCreated };
  const { guid: original, warning } = await originalOf(reading, own, context);
  const event = await append(asTranslationOf(first, original), reading, now, context);
  return isSecret ? { kind: 'held', until: embargo, event } : { kind: 'new', event, ...warned(warning) };
}

function warned(warning: string | undefined): { readonly warning?: string } {
  return warning === undefined ? {} : { warning };
}

type Filing = {
  readonly reading: Reading;
  /** For those who are trusted with embargoed copy: without any of them a story stays off the wire until its instant. */
  readonly isSecret: boolean;
};

async function firstVersion(
  story: Story,
  { reading, isSecret }: Filing,
  now: Date,
  context: CommitContext,
): Promise<StoryVersion> {
  const { day, instant } = firstDate(datedBy(story, reading.copy.item), now, context.desk.timeZone);
  const { guid, slug } = await mintIdentity(reading, { day, isSecret }, context);
  return {
    guid,
    slug,
    version: 1,
    pubStatus: isSecret ? 'withheld' : 'usable',
    event: 'story.published',
    firstCreated: instant,
    versionCreated: instant,
    story,
    ...(isSecret && { audience: 'trusted' }),
  };
}

async function commitNext(known: StoryEntry, reading: Reading, now: Date, context: CommitContext): Promise<Outcome> {
  const last = await lastVersion(known.guid, context.store);
  const orders = ordersOf(reading.copy);
  if (last.pubStatus === 'canceled') {
    if (orders.kill !== undefined) return refile(known, reading, context);
    // A save that crossed the kill, or a slip, must not bring back what an editor has withdrawn.
    return { kind: 'refused', reason: `holds ${known.guid}, which was killed; a new story takes a new file name` };
  }
  const agency = context.desk.agency.name;
  if (orders.kill !== undefined) {
    const event = await append(killed(last, { agency, ...orders.kill }, now), reading, now, context);
    return { kind: 'killed', event };
  }
  if (isHeld(last)) return commitHeld(last, orders, reading, now, context);
  if (orders.hold !== undefined) {
    const event = await append(held(last, { agency, by: 'copy', ...orders.hold }, now), reading, now, context);
    return { kind: 'held', event };
  }
  return commitWords(last, known, reading, now, context);
}

/** What is filed while a story is on hold waits with it. The file is not taken for read, and is found again. */
async function commitHeld(
  last: StoryVersion,
  orders: Orders,
  reading: Reading,
  now: Date,
  context: CommitContext,
): Promise<Outcome> {
  const isStillHeld = orders.hold !== undefined || last.heldBy === 'desk';
  const { story } = reading.copy;
  if (isStillHeld || (isUnderEmbargo(story, now) && !isPrivate(last))) {
    return { kind: 'held', ...(story.embargo !== undefined && !isStillHeld && { until: story.embargo }) };
  }
  const { corrections } = await lastWording(last, context.store);
  const whole = await filedStory(story, last, reading, context);
  const wording = { story: whole, ...(corrections !== undefined && { corrections }) };
  const note = orders.correction?.note;
  const correction = note === undefined ? undefined : correctionOf({ ...last, ...wording }, note, now);
  return outcomeOf(released(last, wording, correction, now), reading, now, context);
}

/** With the takes that follow it, where it stays in its own file, and the pictures that it had. */
async function filedStory(
  story: Story,
  last: StoryVersion,
  { copy, beside }: Reading,
  { store }: CommitContext,
): Promise<Story> {
  const whole = beside === undefined ? await wholeStory(story, last.guid, store) : story;
  return withEarlierPictures(whole, copy.pictures, last, store);
}

async function commitWords(
  last: StoryVersion,
  known: StoryEntry,
  reading: Reading,
  now: Date,
  context: CommitContext,
): Promise<Outcome> {
  const { embargo, ...withoutEmbargo } = reading.copy.story;
  const isEmbargoed = isUnderEmbargo(reading.copy.story, now);
  // What everybody has already is no secret any more; its new words wait off the wire.
  if (embargo !== undefined && isEmbargoed && !isPrivate(last)) {
    return { kind: 'held', until: embargo, stays: last.version };
  }
  const own = isEmbargoed ? reading.copy.story : withoutEmbargo;
  const story = await filedStory(own, last, reading, context);
  const correction = correctionIn(last, story, ordersOf(reading.copy), now);
  const { guid, firstCreated } = last;
  const isSecret = isPrivate(last) && isEmbargoed;
  const { guid: original, warning } = await originalOf(reading, { guid, firstCreated, isSecret }, context);
  const isSame = isDeepStrictEqual(last.story, withoutUndefined(story)) && original === last.translationOf;
  if (isSame && correction === undefined) return refile(known, reading, context);
  const version = asTranslationOf(rewritten(last, story, correction, now), original);
  return { ...(await outcomeOf(version, reading, now, context)), ...warned(warning) };
}

/** A mark alone says nothing of what was corrected: then something must have changed. */
function correctionIn(last: StoryVersion, story: Story, { correction }: Orders, now: Date): Correction | undefined {
  if (correction === undefined) return undefined;
  const { note } = correction;
  const isSilent = note === undefined && isDeepStrictEqual(last.story, withoutUndefined(story));
  return isSilent ? undefined : correctionOf(last, note, now);
}

async function outcomeOf(version: StoryVersion, reading: Reading, now: Date, context: CommitContext): Promise<Outcome> {
  const event = await append(version, reading, now, context);
  const { embargo } = version.story;
  if (isPrivate(version)) return { kind: 'held', event, ...(embargo !== undefined && { until: embargo }) };
  return { kind: version.event === 'story.published' ? 'new' : 'updated', event };
}

async function append(
  words: StoryVersion,
  { path, file, copy, beside = [] }: Reading,
  now: Date,
  { store }: CommitContext,
) {
  const version = copy.item === undefined ? words : { ...words, source: sourceOf(copy.item) };
  const [event] = await store.log.append([{ version, path, file, committedAt: now.toISOString(), beside }]);
  if (event === undefined) throw new Error('the wire took a commit and returned no event');
  return event;
}

/** As the story will be when it comes back from the wire, where JSON has dropped what is undefined. */
function withoutUndefined(story: Story): unknown {
  return JSON.parse(JSON.stringify(story));
}
