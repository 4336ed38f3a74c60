/** A feed: a named selection of stories, published in every feed format. */
import type { Instant } from './instant.ts';

export type Feed = {
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
};

/** An event on the wire: what a NewsML-G2 message calls `sent` and `transmitId`. */
export type LogPosition = {
  readonly seq: number;
  readonly committedAt: Instant;
};
