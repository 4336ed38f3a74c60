/** A feed: a named selection of stories, published in every feed format. */
import type { Instant } from './instant.ts';

/** By what its stories are chosen: all of them, a filter of the settings, or one thing that they have in common. */
export type FeedKind = 'main' | 'named' | 'language' | 'section' | 'country';

export type Feed = {
  readonly kind: FeedKind;
  /** Among others of its kind: `Politics`, `Français`, `Senegal`. */
  readonly label: string;
  /** `main`, or the name of its folder. */
  readonly name: string;
  /** Folder below the base URL, ending in `/`; empty for the main feed. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** A WebSub hub to announce, where one is run. */
  readonly hub?: string;
  readonly latestEvent: LogPosition;
  /** The desk no longer makes it: it has no stories, and says where they are. */
  readonly hasEnded?: true;
  /** So many archive documents are complete, numbered from 1, the oldest; absent for none. */
  readonly archives?: number;
  /** The same desk's feeds by language, this one among them; of the main feed and those by language alone. */
  readonly byLanguage?: readonly Pick<Feed, 'path' | 'language'>[];
};

/** As far as others lead to it. */
export type FeedLink = Pick<Feed, 'kind' | 'label' | 'path' | 'title' | 'language'>;

/** An event on the wire: what a NewsML-G2 message calls `sent` and `transmitId`. */
export type LogPosition = {
  readonly seq: number;
  readonly committedAt: Instant;
};

/** An archive document (RFC 5005 §4) is complete with so many stories. Never changed: addresses of archives hang on it. */
export const ARCHIVE_STORIES = 50;
