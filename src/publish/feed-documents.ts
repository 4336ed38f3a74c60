/** The documents of a feed: in each format, its page, and its archives. */
import { ARCHIVES_FOLDER, archiveFileName } from '../formats/feed-history.ts';
import type { FeedDocument, Format } from '../formats/format.ts';
import type { Desk } from '../story/desk.ts';
import type { Feed, LogPosition } from '../story/feed.ts';
import { toInstant } from '../story/instant.ts';
import type { StoryVersion } from '../story/story.ts';
import type { ShelvedFeed, StaleDocument } from '../wire/feed-shelf.ts';
import { publicSeq, type WireEvent } from '../wire/event.ts';
import type { Listing, Store } from '../wire/store.ts';
import type { Document } from './document.ts';
import { archivesOf, type FeedSet } from './feed-set.ts';
import type { KeptItems } from './kept-items.ts';
import { putTogether } from './put-together.ts';

export type FeedsOfDesk = {
  readonly store: Pick<Store, 'feeds' | 'log'>;
  readonly desk: Desk;
  readonly set: FeedSet;
  readonly kept: KeptItems;
  readonly items: number;
  readonly listing: Listing;
  readonly formats: readonly Format[];
  readonly feedPages: readonly FeedDocument[];
};

/** What readers subscribe to: the newest stories, all that no archive holds yet (RFC 5005 §4), and notices. */
export async function storiesOf(shelved: ShelvedFeed, context: FeedsOfDesk): Promise<readonly StoryVersion[]> {
  const { store, items, listing } = context;
  if (shelved.isRetired) return [];
  const extent = { limit: items, unarchivedFrom: archivesOf(shelved, store.feeds) * store.feeds.archiveStories };
  return store.feeds.latest(shelved.id, extent, listing);
}

export async function describedFeed(shelved: ShelvedFeed, { store, set }: FeedsOfDesk): Promise<Feed> {
  return set.feedOf(shelved, await positionAt(shelved.latestSeq, store));
}

/** Of the events of a wire, by their numbers: what stands in the log stays. */
const knownPositions = new WeakMap<FeedsOfDesk['store']['log'], Map<number, LogPosition>>();

/** Two of each feed that there can be. */
const KNOWN_POSITIONS_MAX = 1_000;

async function positionAt(seq: number, { log }: FeedsOfDesk['store']): Promise<LogPosition> {
  if (seq === 0) return BEFORE_THE_FIRST;
  const known = knownPositions.get(log) ?? new Map<number, LogPosition>();
  knownPositions.set(log, known);
  const [event] = known.has(seq) ? [] : await log.after(seq - 1, 1);
  if (event !== undefined) {
    if (known.size >= KNOWN_POSITIONS_MAX) known.clear();
    known.set(seq, positionOf(event));
  }
  return known.get(seq) ?? BEFORE_THE_FIRST;
}

const BEFORE_THE_FIRST: LogPosition = { seq: 0, committedAt: toInstant(new Date(0)) };

/** As the outside numbers it. */
export function positionOf(event: WireEvent): LogPosition {
  return { seq: publicSeq(event), committedAt: toInstant(new Date(event.committedAt)) };
}

/** Of a feed that the settings no longer want, documents without stories: whoever follows it is told where they are. */
export async function feedDocuments(
  shelved: ShelvedFeed,
  stories: readonly StoryVersion[],
  context: FeedsOfDesk,
): Promise<readonly Document[]> {
  const { formats, feedPages, desk } = context;
  const feed = await describedFeed(shelved, context);
  const documents = [
    ...formats.flatMap((format) => (format.feed === undefined ? [] : [format.feed])),
    ...(shelved.kind === 'main' ? [] : feedPages),
  ];
  return [
    ...documents.map((document) => ({
      path: feed.path + document.fileName,
      isCoded: true as const,
      render: () => putTogether(document, (some) => document.render(feed, some, desk), stories, context.kept),
    })),
    ...(shelved.isRetired ? [{ path: feed.path + ARCHIVES_FOLDER.slice(0, -1), render: () => undefined }] : []),
  ];
}

/** None of a feed that is retired, or that no longer has that archive. */
export async function archiveDocuments(
  { archive = 0 }: StaleDocument,
  shelved: ShelvedFeed,
  context: FeedsOfDesk,
): Promise<readonly Document[]> {
  const { store, formats, desk } = context;
  const { archiveStories } = store.feeds;
  if (shelved.isRetired || archive > archivesOf(shelved, store.feeds)) return [];
  const feed = await describedFeed(shelved, context);
  const stories = await store.feeds.between(shelved.id, (archive - 1) * archiveStories, archiveStories);
  return formats.flatMap(({ feed: format }) => {
    const renderArchive = format?.renderArchive;
    if (format === undefined || renderArchive === undefined) return [];
    const path = feed.path + archiveFileName(format, archive);
    const render = (some: readonly StoryVersion[]): string => renderArchive(feed, archive, some, desk);
    return [{ path, render: () => putTogether(format, render, stories, context.kept) }];
  });
}
