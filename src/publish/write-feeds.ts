/** Brings `feeds/` up to the head of the log: the stories that changed, then the feeds, then the pages of the site. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { storyFolder } from '../formats/addresses.ts';
import type { Format, SiteDocument } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { Problem } from '../story/problem.ts';
import type { StoryVersion } from '../story/story.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { sha256 } from '../wire/event.ts';
import type { Store } from '../wire/store.ts';
import { mainFeed, type FeedOptions } from './feed-set.ts';
import { writeDocument } from './write-document.ts';

export type FeedsContext = {
  readonly store: Store;
  readonly desk: Desk;
  readonly feed: FeedOptions;
  readonly feedsFolder: string;
  readonly formats: readonly Format[];
  readonly siteDocuments: readonly SiteDocument[];
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
const PAGE = 500;

/**
 * What was written is noted only after all of it is on disk, so that a crash or a full disk in between is made good by
 * the next pass. Changed settings, another release or a missing feed bring everything up again, as `rebuild` does.
 */
export async function writeFeeds(context: FeedsContext, rebuild: boolean): Promise<FeedsWritten> {
  const { store } = context;
  const head = await store.log.head();
  const settings = fingerprint(context);
  const all = rebuild || (await store.note(WRITTEN_WITH)) !== settings || (await isFeedMissing(context));
  const writtenSeq = all ? 0 : Number((await store.note(WRITTEN_SEQ)) ?? 0);
  if (!all && writtenSeq === (head?.seq ?? 0)) return { documents: [], problems: [] };

  const documents: string[] = [];
  const problems: Problem[] = [];
  for (const source of [storyDocuments(context, writtenSeq), feedDocuments(context)]) {
    for await (const document of source) {
      const content = rendered(document, problems);
      if (content !== undefined && (await write(context.feedsFolder, document.path, content))) {
        documents.push(document.path);
      }
    }
  }
  if (problems.length === 0) {
    await store.setNote(WRITTEN_WITH, settings);
    await store.setNote(WRITTEN_SEQ, String(head?.seq ?? 0));
  }
  return { documents, problems };
}

/** `feeds/` cannot be written: the message says why and what to do. The wire has everything; the next pass tries again. */
class FeedsError extends WiredeskError {
  override readonly name = 'FeedsError';
}

type Document = { readonly path: string; readonly render: () => string | undefined };

/** A story that one format cannot express must not keep every other document from going out. */
function rendered({ path, render }: Document, problems: Problem[]): string | undefined {
  try {
    return render();
  } catch (error) {
    problems.push({ file: `feeds/${path}`, severity: 'error', message: `could not be made: ${String(error)}` });
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
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new FeedsError(`feeds/${path} cannot be written: ${WRITE_REASONS[code] ?? String(error)}`, { cause: error });
  }
}

async function* storyDocuments(context: FeedsContext, afterSeq: number): AsyncGenerator<Document> {
  const guids = await changedStories(context.store, afterSeq);
  let done = 0;
  for (const guid of guids) {
    const version = await context.store.stories.version(guid);
    if (version !== undefined) yield* documentsOf(version, context);
    done += 1;
    context.onProgress?.(done, guids.size);
  }
}

function* documentsOf(version: StoryVersion, { formats, desk }: FeedsContext): Generator<Document> {
  for (const { story } of formats) {
    if (story === undefined) continue;
    yield { path: storyFolder(version.slug) + story.fileName, render: () => story.render(version, desk) };
  }
}

async function* feedDocuments(context: FeedsContext): AsyncGenerator<Document> {
  const { store, desk, formats, siteDocuments } = context;
  const feed = mainFeed(desk, context.feed, await store.log.head());
  const stories = await store.stories.latest(context.feed.items);
  for (const format of formats) {
    const document = format.feed;
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

/** Only the documents that are always there: a feed without stories has no NewsML-G2 form. */
async function isFeedMissing({ feedsFolder, siteDocuments }: FeedsContext): Promise<boolean> {
  const present = await Promise.all(siteDocuments.map(({ fileName }) => exists(join(feedsFolder, fileName))));
  return present.includes(false);
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
