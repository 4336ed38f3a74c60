/** What a feed reader makes of a feed: programs that people use, and packages of which readers are made. */

export type ReadItem = {
  readonly id: string;
  /** As the reader shows it: where it takes titles for HTML or leaves that to whoever shows them, with references. */
  readonly title: string;
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly published: number;
  readonly html: string;
};

export type Subscription = {
  /** Asks the feed again, as the reader does it. */
  readonly poll: () => Promise<void>;
  /** All that it holds: what was read at the last poll, and whatever it keeps from before. */
  readonly items: () => Promise<readonly ReadItem[]>;
};

export type Reader = {
  readonly name: string;
  /** Names of documents. */
  readonly reads: readonly string[];
  readonly isThere: boolean;
  /** Whether it asks for what has changed only, by the tag that it was given. */
  readonly revalidates: boolean;
  /** Whether the new text of an item that it has takes the place of the old. */
  readonly takesUpdates: boolean;
  /** `folder` is its own, for what it keeps. */
  readonly subscribe: (url: string, folder: string) => Promise<Subscription>;
};
