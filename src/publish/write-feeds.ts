/** Brings `feeds/` up to the head of the log: the stories that changed, then the feeds, then the pages of the site. */
import { access, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Format, SiteDocument } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { Instant } from '../story/instant.ts';
import type { Problem } from '../story/problem.ts';
import type { StoryVersion } from '../story/story.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { sha256 } from '../wire/event.ts';
import type { Listing, Store } from '../wire/store.ts';
import { mainFeed, type FeedOptions } from './feed-set.ts';
import { listingAt, nextChange, NOTICE_DAYS } from './listing.ts';
import { settleFolder, storyDocuments } from './story-documents.ts';
import { syncFolders, writeDocument } from './write-document.ts';

export type FeedsContext = {
  readonly store: Store;
  readonly desk: Desk;
  readonly feed: FeedOptions;
  readonly feedsFolder: string;
  readonly now: () => Date;
  readonly formats: readonly Format[];
  readonly siteDocuments: readonly SiteDocument[];
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
  /** When the feeds are to be written again though nothing happens: a story expires, a notice is old enough. */
  readonly changeAt?: Instant;
};

const WRITTEN_SEQ = 'feeds-written-seq';
const WRITTEN_WITH = 'feeds-written-with';
/** Stories of which some document could not be made, as a JSON list of guids. */
const UNMADE = 'feeds-unmade';
/** When they change by themselves; empty for never. */
const CHANGE_AT = 'feeds-change-at';
const PAGE = 500;

/**
 * What was written is noted only after all of it is on disk, so that a crash or a full disk in between is made good by
 * the next pass. Changed settings, another release or a missing feed bring everything up again, as `rebuild` does.
 */
export async function writeFeeds(context: FeedsContext, rebuild: boolean): Promise<FeedsWritten> {
  const { store, feed } = context;
  const { noticeDays = NOTICE_DAYS } = feed;
  const head = await store.log.head();
  const unmade = parseGuids(await store.note(UNMADE));
  const listing = listingAt(context.now(), noticeDays);
  const noted = (await store.note(CHANGE_AT)) ?? '';
  const isDue = noted !== '' && noted <= listing.now;
  const isWhole = rebuild || (await areSettingsNew(context)) || (await isFeedMissing(context, listing));
  const writtenSeq = isWhole ? 0 : Number((await store.note(WRITTEN_SEQ)) ?? 0);
  if (!isWhole && !isDue && unmade.length === 0 && writtenSeq === (head?.seq ?? 0)) {
    return { documents: [], problems: [], ...(noted !== '' && { changeAt: noted }) };
  }

  const guids = new Set([...unmade, ...(await changedStories(store, writtenSeq))]);
  const result: Result = { documents: [], problems: [], unmade: new Set(), failed: new Set() };
  const isDone =
    (await writeStories(guids, context, result)) && (await writeAll(feedDocuments(context, listing), context, result));
  if (!isDone) return { documents: result.documents, problems: result.problems };
  await syncFolders(result.documents.map((path) => dirname(join(context.feedsFolder, path))));
  const changeAt = await nextChange(store, listing, noticeDays);
  await store.setNote(CHANGE_AT, changeAt ?? '');
  await store.setNote(UNMADE, JSON.stringify([...result.unmade]));
  if (!context.settingsAreStale) await store.setNote(WRITTEN_WITH, fingerprint(context));
  await store.setNote(WRITTEN_SEQ, String(head?.seq ?? 0));
  return { documents: result.documents, problems: result.problems, ...(changeAt !== undefined && { changeAt }) };
}

/** Whether the log has events that are not in `feeds/` yet. */
export async function areFeedsBehind({ log, note }: Pick<Store, 'log' | 'note'>): Promise<boolean> {
  return ((await log.head())?.seq ?? 0) !== Number((await note(WRITTEN_SEQ)) ?? 0);
}

type Result = {
  readonly documents: string[];
  readonly problems: Problem[];
  readonly unmade: Set<string>;
  /** Documents that could not be made. */
  readonly failed: Set<string>;
};

export type Document = {
  readonly path: string;
  readonly render: () => string | undefined;
  /** The story that it is of; a feed has none. */
  readonly guid?: string;
};

/** Returns whether it came to the end: it stops between two documents when it is told to. */
async function writeAll(
  documents: AsyncIterable<Document> | Iterable<Document>,
  context: FeedsContext,
  result: Result,
): Promise<boolean> {
  for await (const document of documents) {
    if (context.signal?.aborted === true) return false;
    const content = rendered(document, result);
    if (result.failed.has(document.path)) continue;
    const isChanged =
      content === undefined
        ? await remove(context.feedsFolder, document.path)
        : await write(context.feedsFolder, document.path, content);
    if (isChanged) result.documents.push(document.path);
  }
  return true;
}

/** `feeds/` cannot be written: the message says why and what to do. The wire has everything; the next pass tries again. */
class FeedsError extends WiredeskError {
  override readonly name = 'FeedsError';
}

/** A story that one format cannot express must not keep every other document from going out. */
function rendered({ path, render, guid }: Document, { problems, unmade, failed }: Result): string | undefined {
  try {
    return render();
  } catch (error) {
    problems.push({ file: `feeds/${path}`, severity: 'error', message: `could not be made: ${String(error)}` });
    failed.add(path);
    if (guid !== undefined) unmade.add(guid);
    return undefined;
  }
}

const WRITE_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there; check the owner and mode of the folder',
  EPERM: 'this user may not write there; check the owner and mode of the folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  ENOTDIR: 'a file is where a folder must be; move it away',
  EEXIST: 'a file is where a folder must be; move it away',
};

async function write(folder: string, path: string, content: string): Promise<boolean> {
  try {
    return await writeDocument(join(folder, path), content);
  } catch (error) {
    throw feedsError(path, error);
  }
}

/** What has no form any more does not stay as it was. Returns whether it was there. */
async function remove(folder: string, path: string): Promise<boolean> {
  if (!(await exists(join(folder, path)))) return false;
  try {
    await rm(join(folder, path));
    return true;
  } catch (error) {
    throw feedsError(path, error);
  }
}

function feedsError(path: string, error: unknown): FeedsError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new FeedsError(`feeds/${path} cannot be written: ${WRITE_REASONS[code] ?? String(error)}`, { cause: error });
}

/**
 * Each story's folder as a whole, one after the other; then those in other languages, whose pages lead to it. What only the
 * trusted may know of has none.
 */
async function writeStories(changed: ReadonlySet<string>, context: FeedsContext, result: Result): Promise<boolean> {
  const { store, feedsFolder } = context;
  const guids = new Set(changed);
  let done = 0;
  // A set is gone through with what is added to it meanwhile.
  for (const guid of guids) {
    const version = await store.stories.version(guid);
    if (version !== undefined && version.audience === undefined) {
      const translations = await translationsOf(version, store);
      const documents = storyDocuments(version, { translations }, context);
      if (!(await writeAll(documents, context, result))) return false;
      const made = documents.map(({ path }) => path).filter((path) => !result.failed.has(path));
      await settling(version.slug, () => settleFolder(version, made, feedsFolder), result);
      if (changed.has(guid)) for (const other of await leadingTo(version, translations, store)) guids.add(other);
    }
    done += 1;
    context.onProgress?.(done, guids.size);
  }
  return true;
}

async function translationsOf(version: StoryVersion, { stories }: Store): Promise<readonly StoryVersion[]> {
  const all = await stories.translations(version.translationOf ?? version.guid);
  return all.filter(({ guid }) => guid !== version.guid);
}

/** The stories whose pages lead to this one, or did until now. */
async function leadingTo(
  { guid, version, translationOf }: StoryVersion,
  translations: readonly StoryVersion[],
  { stories }: Store,
): Promise<readonly string[]> {
  const before = version > 1 ? (await stories.version(guid, version - 1))?.translationOf : undefined;
  const former = before === undefined || before === translationOf ? [] : await stories.translations(before);
  return [...translations, ...former].map((other) => other.guid);
}

/** Throws a `FeedsError`, as writing a document does. */
async function settling(slug: string, settle: () => Promise<readonly string[]>, { documents }: Result): Promise<void> {
  try {
    documents.push(...(await settle()));
  } catch (error) {
    throw feedsError(`stories/${slug}`, error);
  }
}

async function* feedDocuments(context: FeedsContext, listing: Listing): AsyncGenerator<Document> {
  const { store, desk, formats, siteDocuments } = context;
  const feed = mainFeed(desk, context.feed, await store.log.publicHead());
  const stories = await store.stories.latest(context.feed.items, listing);
  for (const { feed: document } of formats) {
    if (document === undefined) continue;
    yield { path: feed.path + document.fileName, render: () => document.render(feed, stories, desk) };
  }
  for (const { fileName, render } of siteDocuments) {
    yield { path: fileName, render: () => render([feed], stories, desk) };
  }
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

/** A feed without stories may have no form in some format; the pages of the site are always there. */
async function isFeedMissing(context: FeedsContext, listing: Listing): Promise<boolean> {
  const { feedsFolder, siteDocuments, formats, store } = context;
  const hasStories = (await store.stories.latest(1, listing)).length > 0;
  const feeds = hasStories ? formats.flatMap(({ feed }) => (feed === undefined ? [] : [feed])) : [];
  const expected = [...siteDocuments, ...feeds];
  const present = await Promise.all(expected.map(({ fileName }) => exists(join(feedsFolder, fileName))));
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
function fingerprint({ desk, feed, formats, siteDocuments }: FeedsContext): string {
  const names = [
    ...formats.map(({ name, standard }) => `${name} ${standard}`),
    ...siteDocuments.map((d) => d.fileName),
  ];
  return sha256(JSON.stringify([desk, feed, names]));
}
