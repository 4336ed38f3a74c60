/**
 * Which story stands in which feed, and which documents of feeds are to be written: all derived from the log, and kept so
 * that a pass need not look at the archive. Stories have their places in a feed by the order in which they came, for good:
 * on that its archive documents rest.
 */
import type { CalendarDate, Instant } from '../story/instant.ts';
import type { FeedKind } from '../story/feed.ts';
import type { StoryVersion } from '../story/story.ts';
import type { Listing } from './store.ts';

export type ShelvedFeed = {
  readonly id: number;
  readonly kind: FeedKind;
  /** What it is the feed of: `fr`, `politics`, `LY`, the name in the settings. With `kind` it names one feed for ever. */
  readonly key: string;
  /** As it was first written: `Politics`. */
  readonly label: string;
  /** Of the first story in it. */
  readonly language: string;
  /** Its folder in `feeds/`, ending in `/`; empty for the main feed. Never changes, and is never given again. */
  readonly path: string;
  /** Taken out of the settings. What is subscribed to stays where it is. */
  readonly isRetired: boolean;
  /** So many places have been given. */
  readonly places: number;
  /** Of the newest event that changed it; 0 for none. */
  readonly latestSeq: number;
};

export type NewFeed = Pick<ShelvedFeed, 'kind' | 'key' | 'label' | 'language'> & {
  /** Where that is taken, a number is added. */
  readonly wantedPath: string;
};

export type Placement = {
  readonly guid: string;
  /**
   * It stands in these and in no others. The notice of a withdrawn story takes its place wherever it stands or ever stood:
   * in these only where that is nowhere.
   */
  readonly feeds: readonly number[];
  /** On the desk's clocks, when everybody could read it first. */
  readonly day: CalendarDate;
  /** Absent where it may not be used. */
  readonly urgency?: number;
};

export type FeedExtent = { readonly limit: number; readonly unarchivedFrom: number };

/** What a day has come to. */
export type DayOnShelf = {
  readonly day: CalendarDate;
  /** Of the newest event of a story of that day. */
  readonly latestSeq: number;
};

/** A document that is not as it should be: that of a feed itself, or one of its archives. */
export type StaleDocument = { readonly feedId: number; readonly archive?: number };

export type FeedShelf = {
  /** So many places are an archive. As long as there is a wire it is the same. */
  readonly archiveStories: number;
  /** Every feed that there is or has been, in the order in which they came. */
  all(): Promise<readonly ShelvedFeed[]>;
  /** The feed of that kind and key, made where there is none yet. */
  open(feed: NewFeed): Promise<ShelvedFeed>;
  setRetired(id: number, isRetired: boolean): Promise<void>;
  /** All in one transaction, in that order. Returns the documents that this has made stale; they are until `written`. */
  place(placements: readonly Placement[]): Promise<readonly StaleDocument[]>;
  /**
   * The subscription document of a feed, newest first by `rankingDate`: its newest `limit` stories, and every story of
   * which the place is `unarchivedFrom` or later, of those that may be used; and every notice that `listing` asks for.
   */
  latest(id: number, extent: FeedExtent, listing?: Listing): Promise<readonly StoryVersion[]>;
  /** The stories in so many places from `from` (0 is the first), the last to come first. */
  between(id: number, from: number, count: number): Promise<readonly StoryVersion[]>;
  /** The latest day that has a story that may be used, and has not expired by then. */
  lastDay(now: Instant): Promise<DayOnShelf | undefined>;
  /** Those stories of it, the most urgent first, of equal ones the newest. */
  topOf(day: CalendarDate, limit: number, now: Instant): Promise<readonly StoryVersion[]>;
  /** Their places in a feed, without those that are not in it. */
  placesOf(id: number, guids: Iterable<string>): Promise<readonly number[]>;
  stale(): Promise<readonly StaleDocument[]>;
  /** Everything that there is of feeds is to be written anew. */
  markAllStale(): Promise<void>;
  markStale(documents: readonly StaleDocument[]): Promise<void>;
  /** The feeds that change though nothing happens: what they list by the earlier, they list no longer by the later. */
  markStaleSince(earlier: Listing, later: Listing): Promise<void>;
  written(documents: readonly StaleDocument[]): Promise<void>;
};
