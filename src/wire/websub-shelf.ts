/** The port to what is kept of WebSub: subscriptions by their leases, and what each of them has and is to have. */

/** Instants are ISO 8601 UTC with milliseconds; content is named by its SHA-256 in hex. */
export type WebSubSubscription = {
  readonly id: number;
  /** `hub`: not a subscriber but a hub elsewhere, which is told that the document has changed. */
  readonly kind: 'subscriber' | 'hub';
  /** The topic, as a path below `feeds/`. */
  readonly document: string;
  /** As it was asked for. */
  readonly topic: string;
  /** As it was asked for. Whoever knows it can pretend to be the hub, so its query is never shown. */
  readonly callback: string;
  /** Never logged. Empty where it cannot be opened: nothing can be signed then. Absent where none was given. */
  readonly secret?: string;
  readonly createdAt: string;
  /** The last time that its owner has said that it wants this. */
  readonly verifiedAt: string;
  /** The end of the lease; a hub has none. */
  readonly expiresAt?: string;
  /** What it has acknowledged last; since then it may have had another one. */
  readonly delivered: string;
  /** What it is to have. */
  readonly owed: string;
  readonly deliveredAt?: string;
  /** It is owed something, and tried then. */
  readonly dueAt?: string;
  /** Since when it is owed a feed from which something was taken back. */
  readonly withdrawalSince?: string;
  /** In a row. */
  readonly failures: number;
  readonly failingSince?: string;
  readonly lastError?: string;
};

/** One subscription there may be of a document for a callback (WebSub §1); callbacks are compared by `callbackKey`. */
export type WebSubKey = { readonly document: string; readonly callbackKey: string };

export type NewWebSubSubscription = WebSubKey &
  Pick<WebSubSubscription, 'topic' | 'callback' | 'secret'> & {
    readonly host: string;
    readonly now: string;
    readonly expiresAt: string;
    /** What its owner may be taken to have. */
    readonly delivered: string;
  };

/** As many subscribers as there may be, and of them at one host. */
export type WebSubRoom = { readonly all: number; readonly ofHost: number };

export type NoWebSubRoom = 'no room' | 'no room for the host';

export type WebSubHub = WebSubKey & {
  readonly topic: string;
  readonly callback: string;
  readonly host: string;
  readonly now: string;
};

/** What came of one attempt, for the subscription that was tried: who has renewed it since is tried anew. */
export type WebSubResult = Pick<WebSubSubscription, 'id' | 'verifiedAt'> &
  WebSubKey & { readonly at: string } &
  /** `againAt`: it is to have that once more, then. */
  (
    | { readonly kind: 'delivered'; readonly content: string; readonly againAt?: string }
    | {
        readonly kind: 'failed';
        readonly retryAt: string;
        /** As it was when it was tried: where something was taken back in the meantime, it is tried again at once. */
        readonly withdrawalSince?: string;
        readonly error: string;
      }
    | { readonly kind: 'gone' }
    /** The document is not there: nobody has failed. */
    | { readonly kind: 'absent'; readonly retryAt: string }
  );

export type WebSubShelf = {
  all(): Promise<readonly WebSubSubscription[]>;
  withId(id: number): Promise<WebSubSubscription | undefined>;
  has(key: WebSubKey): Promise<boolean>;
  /** How many subscribers there are, and of them at that host. */
  count(host?: string): Promise<WebSubRoom>;
  /**
   * Takes the place of the subscription of that key, if there is one: what that one has and is owed stays, its failures
   * are forgotten (WebSub §5.1), and so is what comes of an attempt that is under way. Where its owner may have seen
   * something else than is noted here, it is owed the document as it is. Nothing is written where it would be
   * one more than there is room for; whose lease has ended takes none.
   */
  subscribe(subscription: NewWebSubSubscription, room: WebSubRoom): Promise<WebSubSubscription | NoWebSubRoom>;
  /** False where there was none. */
  unsubscribe(key: WebSubKey): Promise<boolean>;
  remove(id: number): Promise<void>;
  /** Those whose leases have ended by then; they are forgotten. */
  removeExpired(now: string): Promise<readonly Pick<WebSubSubscription, 'id' | 'document'>[]>;
  /** That hub is told of these documents from now on, and of no others; no other hub is told any more. */
  follow(hubs: readonly WebSubHub[]): Promise<void>;
  /** Of which there are subscriptions. */
  documents(): Promise<readonly string[]>;
  /** The document has that content now: who does not have it is owed it. Resolves with how many are owed it anew. */
  noteContent(document: string, content: string, now: string): Promise<number>;
  /**
   * Whoever is owed a feed may have something that was taken back: none of them is put off beyond now; nor, when they are there
   * again, is who follows documents that are absent. Asked again for the
   * same event, it is for those who are owed a feed only since; once feeds are without it, for nobody. Resolves with how many
   * it is for.
   */
  noteWithdrawal(withdrawal: Withdrawal, absent: readonly string[], now: string): Promise<number>;
  /** Whose turn it is: who has taken the last one comes first. None at hosts in `exceptHosts`, none beyond its lease. */
  due(question: WebSubDueQuestion): Promise<readonly WebSubSubscription[]>;
  /** The first instant after that one at which something is due or a lease ends. */
  nextInstant(after: string): Promise<string | undefined>;
  /**
   * Where the subscription that was tried is no more, or has been renewed, whoever has its key now is owed the document as
   * it is: what came late may have been another one.
   */
  settle(results: readonly WebSubResult[]): Promise<void>;
};

/** A kill or a hold of a story that everybody may know of. */
export type Withdrawal = {
  /** Of the event. */
  readonly seq: number;
  /** Whether all that has been noted of the feeds is without the story. */
  readonly isOutOfFeeds: boolean;
};

export type WebSubDueQuestion = {
  readonly now: string;
  /** A turn after that was written down by a clock that was wrong: it is due as well. */
  readonly latest: string;
  readonly limit: number;
  readonly exceptIds: readonly number[];
  readonly exceptHosts: readonly string[];
  /** Only of those whose last attempt has not failed. */
  readonly exceptFailing: boolean;
};
