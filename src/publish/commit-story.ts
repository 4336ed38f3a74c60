/** Compares what was read with the last version on the wire, and commits what is new: one version, one event. */
import { isDeepStrictEqual } from 'node:util';

import type { ReadCopy } from '../copy/read-copy.ts';
import type { Desk } from '../story/desk.ts';
import { firstDate, laterDate } from '../story/dating.ts';
import { toInstant, type Instant } from '../story/instant.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import type { WireEvent } from '../wire/event.ts';
import type { FileMark, Store, StoryEntry } from '../wire/store.ts';
import { datedBy, decideItem, eventOf, sourceOf } from './commit-item.ts';
import { identify, mintIdentity } from './identity.ts';
import type { Sighting } from './story-files.ts';

export type Reading = {
  readonly path: string;
  readonly file: FileMark;
  readonly copy: Extract<ReadCopy, { ok: true }>;
};

export type Outcome =
  | { readonly kind: 'new' | 'updated'; readonly event: WireEvent }
  | { readonly kind: 'unchanged' }
  /** Another system's version that is older than the one on the wire, or has its number without being it. */
  | { readonly kind: 'superseded'; readonly warning?: string }
  /** Embargoed: not on the wire, and in nothing that leaves the house, before that instant. */
  | { readonly kind: 'held'; readonly until: Instant }
  | { readonly kind: 'refused'; readonly reason: string };

export type CommitContext = {
  readonly store: Store;
  readonly desk: Desk;
  readonly now: () => Date;
  /** What is to be seen of a file, relative to `stories/`. */
  readonly see: (path: string) => Promise<Sighting>;
};

/** Throws a `StoreError` where the wire cannot take it; then nothing has happened. */
export async function commitStory(reading: Reading, context: CommitContext): Promise<Outcome> {
  const identity = await identify(reading, context);
  if (identity.kind === 'refused') return identity;
  const known = identity.kind === 'known' ? identity.entry : undefined;
  const ofItem = await decideItem(reading, known, context);
  if (ofItem !== undefined) return ofItem;
  // A file may hold two versions of an item: there its bytes say nothing.
  const isAsRead = reading.copy.item === undefined && known?.file.hash === reading.file.hash;
  if (known !== undefined && isAsRead) return refile(known, reading, context);

  const now = context.now();
  const { embargo, ...releasable } = reading.copy.story;
  if (embargo !== undefined && embargo > toInstant(now)) return { kind: 'held', until: embargo };
  return known === undefined
    ? commitFirst(releasable, reading, now, context)
    : commitNext(known, releasable, reading, now, context);
}

async function commitFirst(story: Story, reading: Reading, now: Date, context: CommitContext): Promise<Outcome> {
  const { day, instant } = firstDate(datedBy(story, reading.copy.item), now, context.desk.timeZone);
  const { guid, slug } = await mintIdentity(reading, day, context);
  const version: StoryVersion = {
    guid,
    slug,
    version: 1,
    pubStatus: 'usable',
    event: 'story.published',
    firstCreated: instant,
    versionCreated: instant,
    story,
  };
  return { kind: 'new', event: await append(version, reading, now, context) };
}

async function commitNext(
  known: StoryEntry,
  story: Story,
  reading: Reading,
  now: Date,
  context: CommitContext,
): Promise<Outcome> {
  const last = await context.store.stories.version(known.guid);
  if (last === undefined) throw new Error(`the wire knows ${known.guid} but has no version of it`);
  if (last.pubStatus === 'canceled') {
    // A save that crossed the kill, or a slip, must not bring back what an editor has withdrawn.
    return { kind: 'refused', reason: `holds ${known.guid}, which was killed; a new story takes a new file name` };
  }
  if (isDeepStrictEqual(last.story, withoutUndefined(story))) return refile(known, reading, context);
  const version: StoryVersion = {
    ...last,
    version: last.version + 1,
    pubStatus: 'usable',
    event: eventOf(reading.copy.item),
    versionCreated: laterDate(last.versionCreated, now),
    story,
  };
  return { kind: 'updated', event: await append(version, reading, now, context) };
}

/** The same text: nothing is published; at most the file has another name or other line ends. */
async function refile(known: StoryEntry, { path, file }: Reading, { store }: CommitContext): Promise<Outcome> {
  if (known.path !== path || known.file.hash !== file.hash || known.file.stamp !== file.stamp) {
    await store.stories.refile(known.guid, path, file);
  }
  return { kind: 'unchanged' };
}

async function append(words: StoryVersion, { path, file, copy }: Reading, now: Date, { store }: CommitContext) {
  const version = copy.item === undefined ? words : { ...words, source: sourceOf(copy.item) };
  const [event] = await store.log.append([{ version, path, file, committedAt: now.toISOString() }]);
  if (event === undefined) throw new Error('the wire took a commit and returned no event');
  return event;
}

/** As the story will be when it comes back from the wire, where JSON has dropped what is undefined. */
function withoutUndefined(story: Story): unknown {
  return JSON.parse(JSON.stringify(story));
}
