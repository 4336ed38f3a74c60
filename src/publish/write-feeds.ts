/** Brings `feeds/` up to the head of the log: the stories that changed, their feeds, then the pages of the site. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';

import type { FeedDocument, Format, SiteDocument, TopStoriesDocument } from '../formats/format.ts';
import { CONTENT_CODINGS } from '../http/content-codings.ts';
import type { Desk } from '../story/desk.ts';
import type { Problem } from '../story/problem.ts';
import { sha256, type WireEvent } from '../wire/event.ts';
import type { Store } from '../wire/store.ts';
import type { FeedOptions } from './feed-options.ts';
import { FeedSet } from './feed-set.ts';
import { FeedsFolder } from './feeds-folder.ts';
import { FeedsWork } from './feeds-work.ts';
import { areSitemapsDue, notedSitemaps, noteSitemaps } from './sitemaps.ts';

export type FeedsContext = {
  readonly store: Store;
  readonly desk: Desk;
  readonly feed: FeedOptions;
  readonly feedsFolder: string;
  readonly formats: readonly Format[];
  readonly feedPages: readonly FeedDocument[];
  readonly siteDocuments: readonly SiteDocument[];
  readonly topStories: readonly TopStoriesDocument[];
  /** What is news changes by it; nothing else in `feeds/` does. */
  readonly now: () => Date;
  /** wiredesk.yaml has changed since it was read: whoever reads it anew writes `feeds/` anew. */
  readonly settingsAreStale?: boolean;
  /** Ends the work between two documents; what is missing is written by the next pass. */
  readonly signal?: AbortSignal;
  /** Called as stories are written, for a progress line. */
  readonly onProgress?: (done: number, total: number) => void;
};

export type FeedsWritten = {
  /** Documents that changed on disk, relative to `feeds/`. */
  readonly documents: readonly string[];
  /** Documents that could not be made, each with the reason; everything else was. */
  readonly problems: readonly Problem[];
};

const WRITTEN_SEQ = 'feeds-written-seq';
const WRITTEN_WITH = 'feeds-written-with';
/** In place of the settings' fingerprint: whoever has read the new ones writes everything anew. */
const WITH_OLD_SETTINGS = 'old settings';
/** Stories of which some document could not be made, as a JSON list of guids. */
const UNMADE = 'feeds-unmade';
const PAGE = 500;

/**
 * What was written is noted only after all of it is on disk, so that a crash or a full disk in between is made good by
 * the next pass. Changed settings, another release or a missing page bring everything up again, as `rebuild` does.
 */
export async function writeFeeds(context: FeedsContext, rebuild: boolean): Promise<FeedsWritten> {
  const { store } = context;
  const head = await store.log.head();
  const unmade = parseGuids(await store.note(UNMADE));
  const isWhole =
    rebuild || (await areSettingsNew(context)) || (await isAnyMissing(context, context.siteDocuments, ''));
  const set = await openFeeds(context, head, isWhole);
  const owed = { stale: await store.feeds.stale(), sitemaps: isWhole ? {} : await notedSitemaps(store) };
  const isDue = areSitemapsDue(owed.sitemaps, context.now());
  const writtenSeq = isWhole ? 0 : Number((await store.note(WRITTEN_SEQ)) ?? 0);
  if (!isDue && owed.stale.length === 0 && unmade.length === 0 && writtenSeq === (head?.seq ?? 0))
    return { documents: [], problems: [] };

  const guids = new Set([...unmade, ...(await changedStories(store, writtenSeq))]);
  await using folder = new FeedsFolder(context.feedsFolder);
  const work = new FeedsWork(context, set, folder, owed);
  const isDone = (await work.writeStories([...guids])) && (await work.writeFeeds());
  const documents = await folder.settle();
  if (isDone) {
    await store.feeds.written(work.written);
    await noteSitemaps(store, work.sitemaps);
    await store.setNote(UNMADE, JSON.stringify([...work.unmade]));
    await store.setNote(WRITTEN_WITH, context.settingsAreStale ? WITH_OLD_SETTINGS : fingerprint(context));
    await store.setNote(WRITTEN_SEQ, String(head?.seq ?? 0));
  }
  return { documents, problems: [...work.problems, ...set.problems] };
}

/** The feeds as the settings want them, with what is missing of them marked as stale. */
async function openFeeds(context: FeedsContext, head: WireEvent | undefined, isWhole: boolean): Promise<FeedSet> {
  const { store, desk, feed } = context;
  const set = await FeedSet.open(store.feeds, desk, feed, context.settingsAreStale);
  if (isWhole) {
    await store.feeds.markAllStale();
    return set;
  }
  const feeds =
    head === undefined ? [] : context.formats.flatMap((format) => (format.feed === undefined ? [] : [format.feed]));
  for (const { id, kind, path } of await store.feeds.all()) {
    const expected = kind === 'main' ? feeds : context.feedPages;
    if (await isAnyMissing(context, expected, path)) await store.feeds.markStale([{ feedId: id }]);
  }
  return set;
}

async function changedStories(store: Store, afterSeq: number): Promise<ReadonlySet<string>> {
  const guids = new Set<string>();
  let seq = afterSeq;
  for (;;) {
    const events = await store.log.after(seq, PAGE);
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
  const present = await Promise.all(documents.map(({ fileName }) => exists(join(feedsFolder, path, fileName))));
  return present.includes(false);
}

function parseGuids(note: string | undefined): readonly string[] {
  const guids: string[] = note === undefined ? [] : JSON.parse(note);
  return guids;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/** Changes whenever documents would come out otherwise with the same stories. */
function fingerprint({ desk, feed, formats, feedPages, siteDocuments, topStories }: FeedsContext): string {
  const names = [
    ...formats.map(({ name, standard }) => `${name} ${standard}`),
    ...[...feedPages, ...siteDocuments, ...topStories].map((document) => document.fileName),
  ];
  return sha256(JSON.stringify([desk, feed, names, CONTENT_CODINGS]));
}
