/** Brings `feeds/` up to the head of the log: the stories that changed, their feeds, then the pages of the site. */
import { join } from 'node:path';

import type { FeedDocument, Format, SiteDocument, TopStoriesDocument } from '../formats/format.ts';
import { CONTENT_CODINGS } from '../http/content-codings.ts';
import type { Desk } from '../story/desk.ts';
import type { Instant } from '../story/instant.ts';
import type { Problem } from '../story/problem.ts';
import { sha256 } from '../wire/event.ts';
import type { PictureShelf } from '../wire/picture-shelf.ts';
import type { Listing, Store } from '../wire/store.ts';
import { type ChangedDocuments, NO_DOCUMENTS } from './changed-documents.ts';
import type { FeedOptions } from './feed-options.ts';
import { FeedSet } from './feed-set.ts';
import type { DocumentFolder } from './document-folder.ts';
import type { FeedsApart } from './feeds-apart.ts';
import { FeedsFolder } from './feeds-folder.ts';
import { FeedsWork } from './feeds-work.ts';
import { inParallel } from './in-parallel.ts';
import { isThere } from './is-there.ts';
import { PUBLISH_LIMITS, type PublishLimits } from './limits.ts';
import { lostFolders, NONE_LOST } from './lost-folders.ts';
import { listingAt, nextChange, NOTICE_DAYS } from './listing.ts';
import { type ApartWriter, writeStoriesApart } from './stories-apart.ts';
import { type StoryWriter, writeStoriesHere } from './story-writer.ts';
import { noteWrittenUpTo, writtenUpTo } from './written-up-to.ts';
import { allDue, areSitemapsDue, notedSitemaps, noteSitemaps, recentNews } from './sitemaps.ts';

export type FeedsContext = {
  readonly store: Store;
  readonly desk: Desk;
  readonly feed: FeedOptions;
  readonly feedsFolder: string;
  /** The bytes of pictures. */
  readonly pictures: PictureShelf;
  readonly formats: readonly Format[];
  readonly feedPages: readonly FeedDocument[];
  readonly siteDocuments: readonly SiteDocument[];
  readonly topStories: readonly TopStoriesDocument[];
  /** What is news changes by it, and what has expired; nothing else in `feeds/` does. */
  readonly now: () => Date;
  /** wiredesk.yaml has changed since it was read: whoever reads it anew writes `feeds/` anew. */
  readonly settingsAreStale?: boolean;
  /** Stories whose folders somebody has removed are looked for, which takes a look at all of them. */
  readonly looksForLost?: boolean;
  /** Ends the work between two documents; what is missing is written by the next pass. */
  readonly signal?: AbortSignal;
  /**
   * From so many stories on they are written in a thread of its own, which has the formats of `formats/index.ts`; never
   * where absent.
   */
  readonly storiesApartFrom?: number;
  /** `writeStoriesApart` where absent. */
  readonly storiesApart?: (context: FeedsContext) => ApartWriter;
  /** Writes the documents of fewer stories; without it this thread does, and those of many in any case. */
  readonly feedsApart?: Pick<FeedsApart, 'open'>;
  /** `PUBLISH_LIMITS` where absent. */
  readonly limits?: PublishLimits;
  /** The same for this thread; a `FeedsFolder` where absent. */
  readonly feedsHere?: () => FeedsFolder;
  /** Called as stories are written, for a progress line. */
  readonly onProgress?: (done: number, total: number) => void;
};

export type FeedsWritten = ChangedDocuments & {
  /** Documents that could not be made, each with the reason; everything else was. */
  readonly problems: readonly Problem[];
  /** When the feeds are to be written again though nothing happens: a story expires, a notice is old enough. */
  readonly changeAt?: Instant;
};

const WRITTEN_WITH = 'feeds-written-with';
/** In place of the settings' fingerprint: whoever has read the new ones writes everything anew. */
const WITH_OLD_SETTINGS = 'old settings';
/** With which settings a pass writes, or wrote when it was cut off; empty where all is on disk that was written. */
const WRITING_WITH = 'feeds-writing-with';
const WITH_SEVERAL_SETTINGS = 'several settings';
/** Stories of which some document could not be made, as a JSON list of guids. */
const UNMADE = 'feeds-unmade';
/** By what clock they list what they list, and when that changes by itself; as JSON. */
const LISTED = 'feeds-listed';

/**
 * What was written is noted only after all of it is on disk, so that a crash or a full disk in between is made good by
 * the next pass. Changed settings, another release or a missing page bring everything up again, as `rebuild` does. `early` has
 * begun to write stories already.
 */
export async function writeFeeds(context: FeedsContext, rebuild: boolean, early?: StoryWriter): Promise<FeedsWritten> {
  const { store } = context;
  const head = await store.log.head();
  const unmade = parseGuids(await store.note(UNMADE));
  const listing = listingAt(context.now(), context.feed.noticeDays ?? NOTICE_DAYS);
  const writing = await notedWriting(store);
  const isWhole =
    rebuild ||
    (await areSettingsNew(context)) ||
    isOfOthers(writing, context) ||
    (await isAnyMissing(context, context.siteDocuments, ''));
  const listed = isWhole ? undefined : await notedListing(store);
  const set = await openFeeds(context, listing, isWhole);
  const isListingDue = await bringUpListing(context, listed, listing);
  const owed = {
    stale: await store.feeds.stale(),
    // One that a pass was cut off in may hold what is no longer news, and is not looked for by that.
    sitemaps: isWhole || writing !== undefined ? allDue(await notedSitemaps(store)) : await notedSitemaps(store),
    news: isSetBack(listed, listing) ? await recentNews(context) : [],
  };
  const mayHaveLost = !isWhole && early === undefined && context.looksForLost === true;
  const lost = mayHaveLost ? await lostFolders(store.stories, context.feedsFolder) : NONE_LOST;
  const isDue = isListingDue || areSitemapsDue(owed.sitemaps, context.now());
  const writtenSeq = isWhole ? 0 : await writtenUpTo(store);
  if (
    writing === undefined &&
    !isDue &&
    owed.stale.length === 0 &&
    unmade.length === 0 &&
    lost.guids.length === 0 &&
    writtenSeq === (head?.seq ?? 0)
  )
    return { ...NO_DOCUMENTS, problems: lost.problems, ...changing(listed?.changeAt) };

  const guids = new Set([...unmade, ...lost.guids, ...(await changedStories(context, writtenSeq))]);
  const areMany = early !== undefined || areManyStories(context, guids.size);
  if (early === undefined) await beginWriting(context);
  await using folder = openFolder(context, areMany);
  const stories = early ?? (areMany ? apartWriter(context) : writeStoriesHere(context, folder));
  await using _own = early === undefined ? stories : undefined;
  const work = new FeedsWork({ ...context, listing }, set, { folder, stories }, owed);
  const areStoriesDone = await work.writeStories([...guids]);
  // A feed leads to pages that are there.
  const written = await stories.settle();
  // A thread that has nothing more to do takes no memory while feeds are made.
  await stories[Symbol.asyncDispose]();
  const isDone = areStoriesDone && (await work.writeFeeds());
  // Feeds that have not been written lead there still.
  if (isDone) for (const path of [...written.former.values()].flat()) await folder.removeAfterwards(path);
  const changed = together(written, await folder.settle());
  const problems = [...lost.problems, ...written.problems, ...work.problems, ...set.problems];
  if (!isDone) return { ...changed, problems };
  const changeAt = await store.together(async () => {
    await store.setNote(UNMADE, JSON.stringify(written.unmade));
    return noteWritten(context, work, listing, head?.seq ?? 0);
  });
  return { ...changed, problems, ...changing(changeAt) };
}

function together(some: ChangedDocuments, others: ChangedDocuments): ChangedDocuments {
  return {
    documents: [...some.documents, ...others.documents].toSorted(),
    documentCount: some.documentCount + others.documentCount,
  };
}

/** `feeds/` is not what was noted of it: the next pass writes everything. */
export async function forgetWritten({ setNote }: Pick<Store, 'setNote'>): Promise<void> {
  await setNote(WRITTEN_WITH, '');
}

/** Who writes the stories of a large pass. */
export function apartWriter(context: FeedsContext): ApartWriter {
  return (context.storiesApart ?? writeStoriesApart)(context);
}

/** A thread takes as long to start as a few hundred documents to write. */
function areManyStories({ storiesApartFrom = Infinity }: FeedsContext, stories: number): boolean {
  return stories >= storiesApartFrom;
}

function openFolder(context: FeedsContext, areManyWritten: boolean): DocumentFolder {
  return (areManyWritten ? undefined : context.feedsApart?.open()) ?? openHere(context);
}

function openHere({ feedsHere, feedsFolder }: FeedsContext): FeedsFolder {
  return feedsHere?.() ?? new FeedsFolder(feedsFolder);
}

/**
 * Before anything is written. What an earlier pass has left behind when it was cut off is taken away: some of it may be of a
 * document that is not written any more.
 */
export async function beginWriting(context: FeedsContext): Promise<void> {
  const { store } = context;
  const before = await notedWriting(store);
  if (before !== undefined) {
    await using folder = openHere(context);
    await folder.recover();
  }
  const own = isOfOthers(before, context) ? WITH_SEVERAL_SETTINGS : fingerprint(context);
  if (before !== own) await store.setNote(WRITING_WITH, own);
}

async function notedWriting({ note }: Pick<Store, 'note'>): Promise<string | undefined> {
  const noted = await note(WRITING_WITH);
  return noted === '' ? undefined : noted;
}

/** Some of what lies in `feeds/` may be by other settings than those that are noted, and were in force before and after. */
function isOfOthers(writing: string | undefined, context: FeedsContext): boolean {
  return writing !== undefined && writing !== fingerprint(context);
}

function changing(changeAt: Instant | undefined): Pick<FeedsWritten, 'changeAt'> {
  return changeAt === undefined ? {} : { changeAt };
}

/** Returns when feeds change by themselves. */
async function noteWritten(
  context: FeedsContext,
  work: FeedsWork,
  listing: Listing,
  headSeq: number,
): Promise<Instant | undefined> {
  const { store, feed, settingsAreStale } = context;
  const changeAt = await nextChange(store, listing, feed.noticeDays ?? NOTICE_DAYS);
  await store.feeds.written(work.written);
  await noteSitemaps(store, work.sitemaps);
  await store.setNote(LISTED, JSON.stringify({ ...listing, ...changing(changeAt) } satisfies Listed));
  await store.setNote(WRITTEN_WITH, settingsAreStale ? WITH_OLD_SETTINGS : fingerprint(context));
  await noteWrittenUpTo(store, headSeq);
  await store.setNote(WRITING_WITH, '');
  return changeAt;
}

type Listed = Listing & { readonly changeAt?: Instant };

async function notedListing({ note }: Pick<Store, 'note'>): Promise<Listed | undefined> {
  const noted = await note(LISTED);
  if (noted === undefined) return undefined;
  const listed: Listed = JSON.parse(noted);
  return listed;
}

/**
 * Marks the feeds whose lists have changed by themselves since they were written; returns whether that was due. By a clock
 * that was ahead, and has been set right, they list too little.
 */
async function bringUpListing({ store }: FeedsContext, listed: Listed | undefined, listing: Listing): Promise<boolean> {
  if (listed === undefined) return false;
  const isBack = isSetBack(listed, listing);
  if (!isBack && (listed.changeAt === undefined || listed.changeAt > listing.now)) return false;
  const [earlier, later] = isBack ? [listing, listed] : [listed, listing];
  await store.feeds.markStaleSince(earlier, later);
  return true;
}

function isSetBack(listed: Listing | undefined, { now }: Listing): boolean {
  return listed !== undefined && listed.now > now;
}

/** The feeds as the settings want them, with what is missing of them marked as stale. */
async function openFeeds(context: FeedsContext, listing: Listing, isWhole: boolean): Promise<FeedSet> {
  const { store, desk, feed } = context;
  const set = await FeedSet.open(store.feeds, desk, feed, context.settingsAreStale);
  if (isWhole) {
    await store.feeds.markAllStale();
    return set;
  }
  const feeds = context.formats.flatMap((format) => (format.feed === undefined ? [] : [format.feed]));
  const shelved = await store.feeds.all();
  const areIncomplete = await inParallel(shelved, async ({ id, kind, path }) => {
    if (!(await isAnyMissing(context, kind === 'main' ? feeds : context.feedPages, path))) return false;
    // A feed without stories may have no form in some format.
    return kind !== 'main' || (await store.feeds.latest(id, ANY, listing)).length > 0;
  });
  const incomplete = shelved.filter((_, index) => areIncomplete[index] === true);
  if (incomplete.length > 0) await store.feeds.markStale(incomplete.map(({ id }) => ({ feedId: id })));
  return set;
}

const ANY = { limit: 1, unarchivedFrom: Number.MAX_SAFE_INTEGER };

/** The guids of those with events after that one. */
export async function changedStories(
  { store, limits = PUBLISH_LIMITS }: FeedsContext,
  afterSeq: number,
): Promise<ReadonlySet<string>> {
  const guids = new Set<string>();
  let seq = afterSeq;
  for (;;) {
    const events = await store.log.after(seq, limits.eventsAtOnce);
    const last = events.at(-1);
    if (last === undefined) return guids;
    for (const { guid } of events) guids.add(guid);
    seq = last.seq;
  }
}

/** Another process with newer settings may have written: it is not undone by one that still runs with the old ones. */
async function areSettingsNew(context: FeedsContext): Promise<boolean> {
  return !context.settingsAreStale && (await context.store.note(WRITTEN_WITH)) !== fingerprint(context);
}

async function isAnyMissing(
  { feedsFolder }: FeedsContext,
  documents: readonly { readonly fileName: string }[],
  path: string,
): Promise<boolean> {
  const present = await Promise.all(documents.map(({ fileName }) => isThere(join(feedsFolder, path, fileName))));
  return present.includes(false);
}

function parseGuids(note: string | undefined): readonly string[] {
  const guids: string[] = note === undefined ? [] : JSON.parse(note);
  return guids;
}

/** Changes whenever documents would come out otherwise with the same stories. */
function fingerprint({ desk, feed, formats, feedPages, siteDocuments, topStories }: FeedsContext): string {
  const names = [
    ...formats.map(({ name, standard }) => `${name} ${standard}`),
    ...[...feedPages, ...siteDocuments, ...topStories].map((document) => document.fileName),
  ];
  return sha256(JSON.stringify([desk, feed, names, CONTENT_CODINGS]));
}
