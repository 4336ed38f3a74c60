/**
 * What a format is: pure functions from stories to the text of a document. The same stories give the same bytes on
 * every machine: no clock, no disk, no network in this room.
 */
import type { Desk } from '../story/desk.ts';
import type { Feed, FeedLink, LogPosition } from '../story/feed.ts';
import type { StoryVersion } from '../story/story.ts';
import type { TopStories } from '../story/top-stories.ts';

export type Format = {
  /** As in `--format` and in the documentation: `newsml-g2`. */
  readonly name: string;
  /** Standard and version: `NewsML-G2 2.35`. */
  readonly standard: string;
  /** The document of a whole feed. */
  readonly feed?: FeedDocument;
  /** The document of one story, in the story's folder. */
  readonly story?: StoryDocument;
  /** The body of a webhook: one event's story. */
  readonly push?: PushDocument;
};

/** How the text becomes bytes, where that is not UTF-8. Of `latin1` every character is at most U+00FF. */
export type Encoding = 'latin1';

/** A format that feeds are published in. */
export type FeedFormat = Format & { readonly feed: FeedDocument };

/** A format that feed readers read: there is a document of every feed, with stories or without, and of every push. */
export type ReaderFormat = Omit<Format, 'feed' | 'push'> & {
  readonly feed: Omit<FeedDocument, 'render'> & {
    readonly render: (feed: Feed, stories: readonly StoryVersion[], desk: Desk) => string;
  };
  readonly push: Omit<PushDocument, 'render'> & {
    readonly render: (version: StoryVersion, desk: Desk) => string;
  };
};

export type FeedDocument = {
  /** Below the feed's folder: `rss.xml`. */
  readonly fileName: string;
  /** With charset, as HTTP sends it and feed autodiscovery names it. */
  readonly mediaType: string;
  /**
   * By what the lines of an item begin, the line that ends it, and what stands behind that before the next item; items have one
   * form in all feeds. Absent where the document cannot be put together from items that were made before.
   */
  readonly itemLines?: { readonly first: string; readonly last: string; readonly between?: string };
  /** Newest story first. `undefined`: this format has no form for a feed without stories. */
  readonly render: (feed: Feed, stories: readonly StoryVersion[], desk: Desk) => string | undefined;
  /** An archive document of the feed (RFC 5005 §4), the last to come first; absent where the format has none. */
  readonly renderArchive?: (feed: Feed, archive: number, stories: readonly StoryVersion[], desk: Desk) => string;
};

export type StoryDocument = {
  /** Below the story's folder: `newsml-g2.xml`. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly encoding?: Encoding;
  readonly render: (version: StoryVersion, desk: Desk, related?: RelatedStories) => string;
};

export type RelatedStories = {
  /** The same story in other languages: the newest version of each. */
  readonly translations: readonly StoryVersion[];
  /** Those that it stands in, but for the main one. */
  readonly feeds?: readonly FeedLink[];
};

export type PushDocument = {
  readonly mediaType: string;
  readonly encoding?: Encoding;
  /** It has fields for pubStatus and embargo, which a receiver's system obeys: else nobody is sent what is under one. */
  readonly saysEmbargo?: true;
  /** `event` is the one that made this version. */
  readonly render: (version: StoryVersion, desk: Desk, event: LogPosition) => string;
};

/** A document of a day's most important stories. */
export type TopStoriesDocument = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly render: (top: TopStories, desk: Desk) => string;
};

/** A document of the whole site rather than of one feed or story. */
export type SiteDocument = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly render: (feeds: readonly Feed[], latest: readonly StoryVersion[], desk: Desk) => string;
};
