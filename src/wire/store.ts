/**
 * The port to the wire's store: the append-only log of events with the stories they carry, and beside it the
 * subscribers with their cursors and receipts. Small, asynchronous, spoken in the design's words (DESIGN.md §4, §5).
 */
import type { Instant } from '../story/instant.ts';
import type { Take } from '../story/parts.ts';
import type { PubStatus, StoryVersion } from '../story/story.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { DeliveryRecord } from './delivery-record.ts';
import type { WireEvent } from './event.ts';
import type { FeedShelf } from './feed-shelf.ts';
import type { IdempotencyShelf } from './idempotency-shelf.ts';
import type { Lane, LaneEvent, Progress, Rate, Receipt, Receiver, SentMark, Subscriber, Untold } from './subscriber.ts';
import type { TokenShelf } from './token-shelf.ts';
import type { WebSubShelf } from './websub-shelf.ts';

export type Store = AsyncDisposable & {
  readonly stories: StoryShelf;
  readonly log: Log;
  readonly subscribers: SubscriberList;
  readonly deliveries: DeliveryRecord;
  readonly feeds: FeedShelf;
  readonly websub: WebSubShelf;
  readonly tokens: TokenShelf;
  readonly idempotency: IdempotencyShelf;
  /**
   * What `work` commits is on disk when this resolves: one wait for all of it. Nobody else sees any of it before it is on
   * disk. `work` waits for nothing but the store: other processes cannot commit meanwhile.
   */
  together<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * All of it as it is now, in a new file of that name; not on disk yet when it resolves. Also where the wire's own file was
   * moved away or removed. Whoever asks waits, and with them the whole process.
   */
  snapshot(to: string): Promise<void>;
  /** A number that changes when another process has written. Cheap enough to ask several times a second. */
  revision(): Promise<number>;
  /** Small facts that publishing keeps beside the log, such as how far `feeds/` has been written. */
  note(name: string): Promise<string | undefined>;
  setNote(name: string, value: string): Promise<void>;
  /** A secret of the desk's own, kept sealed; `undefined` where there is none, or its key is not there. */
  secret(name: string): Promise<string | undefined>;
  /** Throws a `StoreError` (`wrong-key`) where `subscribers.secretsTrouble` has one. */
  setSecret(name: string, text: string): Promise<void>;
};

/** What the wire knows of a story without its text. */
export type StoryEntry = {
  readonly guid: string;
  readonly slug: string;
  /** Of the newest version. */
  readonly version: number;
  readonly firstCreated: string;
  /**
   * The file it was last read from, relative to `stories/`, and which part of that (`story-path.ts`); none once another
   * story has taken that name.
   */
  readonly path?: string;
  readonly file: FileMark;
  /** A whole pass has found the file gone, and it has not been seen since. */
  readonly isMissing: boolean;
};

/** A file as it was when last read. */
export type FileMark = {
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** Changes whenever the file does: equal stamps spare reading it again. */
  readonly stamp: string;
};

export type Commit = {
  readonly version: StoryVersion;
  /** The file that it was read from; without one the story keeps the file that it had. */
  readonly path?: string;
  readonly file?: FileMark;
  /** ISO 8601 UTC with milliseconds. */
  readonly committedAt: string;
  /** Files that are taken in with this version, and are not the story's own. */
  readonly beside?: readonly Omit<SideFile, 'guid'>[];
};

/** A file that belongs to a story without being its own, so that it is not taken for a story by itself. */
export type SideFile = {
  readonly path: string;
  readonly file: FileMark;
  readonly guid: string;
  /** `notice`: it said to kill or hold the story. `replaced`: the story was in it, and is now in another. */
  readonly role: 'notice' | 'replaced' | 'take';
  /** Its part of the story's text. */
  readonly take?: Take;
};

export type StoryShelf = {
  atPath(path: string): Promise<StoryEntry | undefined>;
  withGuid(guid: string): Promise<StoryEntry | undefined>;
  withSlug(slug: string): Promise<StoryEntry | undefined>;
  withFileHash(hash: string): Promise<readonly StoryEntry[]>;
  /** The stories that lie in a file: one, or several in a file of theirs. */
  inFile(path: string): Promise<readonly StoryEntry[]>;
  /** Stories whose slug is this one, or this one with something after it: those of files of one name. */
  withSlugBase(slug: string): Promise<readonly StoryEntry[]>;
  /** The newest versions of a story and of its translations, which everybody may read; by their guids. */
  translations(original: string): Promise<readonly StoryVersion[]>;
  /** By its path, else by its content, wherever it lies now. */
  sideFile(path: string, hash: string): Promise<SideFile | undefined>;
  sideFilesOf(guid: string): Promise<readonly SideFile[]>;
  /** In the place of what was noted of that path. */
  noteSideFile(side: SideFile): Promise<void>;
  /** The stamp of every file that was taken in, by path: those that hold stories, and those beside one. */
  stamps(): Promise<ReadonlyMap<string, string>>;
  /** All that this file holds is on the wire, or is older than what is there: as long as its stamp is this. */
  settle(path: string, stamp: string): Promise<void>;
  /** There is something to be told of it after all: it is looked at in every pass. */
  unsettle(path: string): Promise<void>;
  /** The story is the same; its file now has this path and these bytes. */
  refile(guid: string, path: string, file: FileMark): Promise<void>;
  /** These files are gone; their stories stay. */
  markMissing(paths: readonly string[]): Promise<void>;
  /**
   * What feeds hold, newest first, by `rankingDate`: the newest version of each story that everybody may know of. So many
   * of those that may be used, and of the others every notice that `listing` asks for.
   */
  latest(limit: number, listing?: Listing): Promise<readonly StoryVersion[]>;
  /** What will change of that by itself. */
  horizon(listing: Listing): Promise<Horizon>;
  /** The newest versions, those of the last events first, whatever may be known or used of them: for the desk itself. */
  recent(limit: number, since?: Instant): Promise<readonly StoryVersion[]>;
  /** The stories that wait on the wire for the end of their embargo, the first first. */
  embargoed(): Promise<readonly Embargoed[]>;
  /** By the last event of each, the newest first. */
  lastTouched(search: StorySearch): Promise<readonly TouchedStory[]>;
  /** How much there is: the number of all versions, and of the event that made the newest. */
  extent(): Promise<{ readonly versions: number; readonly newestSeq: number }>;
  /** The hashes of the pictures that any version of a stretch of stories names; absent `next`: that was the last. */
  picturesNamed(stretch: Stretch): Promise<{ readonly hashes: readonly string[]; readonly next?: number }>;
  /** Of those of a stretch of stories that everybody may know of; absent `next`: that was the last. */
  publicSlugs(stretch: Stretch): Promise<{
    readonly stories: readonly { readonly guid: string; readonly slug: string }[];
    readonly next?: number;
  }>;
  /** One version; the newest where none is named. */
  version(guid: string, version?: number): Promise<StoryVersion | undefined>;
};

/** Stories in the order in which they came, from that place on; the first has place 1. */
export type Stretch = { readonly from: number; readonly limit: number };

export type StorySearch = {
  /** Only those whose last event comes before this sequence number. */
  readonly before?: number;
  /** Those too that nobody but the trusted may know of. */
  readonly withPrivate: boolean;
  readonly status?: PubStatus;
  readonly limit: number;
};

/** A story, its newest version, and the event that made that. */
export type TouchedStory = { readonly entry: StoryEntry; readonly version: StoryVersion; readonly event: WireEvent };

export type Listing = {
  /** Stories that have expired by then are left out. */
  readonly now: Instant;
  /** Notices of stories that were killed or held after that are among the others. */
  readonly noticesSince: Instant;
};

export type Horizon = {
  /** When the next story expires. */
  readonly expires?: Instant;
  /** When the oldest notice that is listed was made. */
  readonly oldestNotice?: Instant;
};

export type Embargoed = StoryEntry & { readonly until: Instant };

export type Log = {
  /** All in one transaction, durable when it resolves (`synchronous=FULL`). Refuses a version that is not the next. */
  append(commits: readonly Commit[]): Promise<readonly WireEvent[]>;
  /** Events with a greater sequence number, in order. */
  after(seq: number, limit: number): Promise<readonly WireEvent[]>;
  head(): Promise<WireEvent | undefined>;
  /** The sequence number before the first event that was committed at that instant or later; the head's where none was. */
  before(committedAt: string): Promise<number>;
  /**
   * The kills and holds (`WITHDRAWALS`) with a greater sequence number, in order. Asked before every attempt: as cheap as
   * a look into an index.
   */
  kills(seq: number): Promise<readonly WireEvent[]>;
  /** The last kill or hold of a story that everybody may know of. */
  publicWithdrawal(): Promise<WireEvent | undefined>;
  /** The last event that everybody may know of. */
  publicHead(): Promise<WireEvent | undefined>;
  /** The event with that number for the outside. */
  withPublicSeq(publicSeq: number): Promise<WireEvent | undefined>;
  /** The event that made a version. */
  ofVersion(guid: string, version: number): Promise<WireEvent | undefined>;
};

export type NewSubscriber = Pick<Subscriber, 'name' | 'url' | 'format' | 'filter' | 'secret' | 'createdAt'> & {
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly isTrusted?: boolean;
  /** Events after this one are owed. */
  readonly cursor: number;
  /** `WINDOW_DEFAULT` where absent. */
  readonly window?: number;
} & Pick<Subscriber, 'profile' | 'rate' | 'publicKey'>;

/** What stays as it is, is left out. */
export type SubscriberChange = Partial<Pick<Subscriber, 'url' | 'format' | 'filter' | 'window'>> & {
  readonly rate?: Rate | 'none';
};

export type SubscriberList = {
  /** Throws a `StoreError` with code `subscriber-exists` where the name is taken. */
  add(subscriber: NewSubscriber): Promise<Subscriber>;
  all(): Promise<readonly Subscriber[]>;
  withName(name: string): Promise<Subscriber | undefined>;
  /** Those of them that are there still. */
  withIds(ids: readonly number[]): Promise<readonly Subscriber[]>;
  /** A process begins to deliver. Called once in its life, before its first attempt. */
  begin(): Promise<Census>;
  /** Whom somebody has added, changed or removed after that mark, with the mark to ask with next. */
  changes(mark: number): Promise<{ readonly mark: number; readonly ids: readonly number[] }>;
  /** Why their secrets can be neither opened nor replaced, which leaves all else as it is: the key is not there. */
  secretsTrouble(): Promise<StoreError | undefined>;
  /** How many there are in each state: a state without any is absent. */
  countByState(): Promise<ReadonlyMap<Subscriber['state'], number>>;
  remove(id: number): Promise<void>;
  setState(id: number, state: Subscriber['state']): Promise<void>;
  /**
   * The filter and the window count from the log's next event on: see `filterAt`. Throws a `StoreError` with code
   * `no-subscriber` where it has been removed.
   */
  change(id: number, change: SubscriberChange): Promise<Subscriber>;
  /** Whether it gets stories under embargo. */
  setTrusted(id: number, isTrusted: boolean): Promise<void>;
  /** Whether anybody gets them. */
  anyTrusted(): Promise<boolean>;
  /** In place of those it had; an empty set is none. */
  setRequestHeaders(id: number, headers: Readonly<Record<string, string>>): Promise<void>;
  /** The secret becomes a former one; with `bothUntil` not after `now` there is no former one any more. */
  rotateSecret(id: number, rotation: SecretRotation): Promise<void>;
  /**
   * Sets the cursor back so far, never on, and forgets failures: events are owed again, kills among them, by the filter of
   * today. From then on what is recorded for an earlier generation of the subscriber is dropped.
   */
  setBack(id: number, cursor: number): Promise<Subscriber>;
  /** The newest versions of these stories are to be sent again, a kill as well; `DeliveryBatch.resent` takes that back. */
  askToResend(id: number, guids: readonly string[]): Promise<void>;
  /** What has been asked for, of these subscribers. */
  toResend(ids: readonly number[]): Promise<readonly Resend[]>;
  /** Active again, with its failures forgotten; of events up to `latestUntil` only the newest versions are owed. */
  resume(id: number, latestUntil: number): Promise<void>;
  /**
   * All that deliveries have changed, of many subscribers, in one transaction. Resolves with those whose progress was
   * dropped: they have been set back since, or removed.
   */
  record(batch: DeliveryBatch): Promise<readonly number[]>;
  /** Of these subscribers; of all where none are named. */
  lanes(ids?: readonly number[]): Promise<readonly Lane[]>;
  /** Everybody who has a version of that story, or may have. */
  receivers(guid: string): Promise<readonly Receiver[]>;
  /** Every withdrawal that nobody tries to deliver: its receiver is not active, and has the story, or may have. */
  untold(): Promise<readonly Untold[]>;
  /** Newest first. */
  receipts(subscriberId: number, limit: number): Promise<readonly Receipt[]>;
};

/** Whom deliveries are for, as they begin. */
export type Census = {
  /** Everybody who is active. */
  readonly active: readonly CensusEntry[];
  /** For `changes`. */
  readonly mark: number;
  /** Whoever is not behind has all that matches up to this event. */
  readonly checkpoint: number;
  /** Before this life began, a process died without writing down all that it had sent; 0: none ever did. */
  readonly crashedLife: number;
  /** Nothing after this event was sent by it. */
  readonly crashedUntil: number;
};

export type CensusEntry = Pick<Subscriber, 'id' | 'filter'> & {
  /** Something may wait for it: it is behind, has lanes, or older events go by other settings. */
  readonly mayBeOwed: boolean;
};

/** The newest version of a story that a subscriber is to be sent again. */
export type Resend = Pick<LaneEvent, 'seq' | 'version'> &
  Pick<StoryVersion, 'pubStatus' | 'audience' | 'heldBy'> & {
    readonly subscriberId: number;
    readonly guid: string;
  };

/** Instants are ISO 8601 UTC with milliseconds. */
export type SecretRotation = Pick<Subscriber, 'secret' | 'publicKey'> & {
  readonly now: string;
  readonly bothUntil: string;
};

export type DeliveryBatch = {
  readonly progress: ReadonlyMap<number, Progress>;
  readonly receipts: readonly Receipt[];
  readonly sent?: readonly SentMark[];
  readonly lanes?: readonly LaneChange[];
  readonly resent?: readonly Pick<Resend, 'subscriberId' | 'guid'>[];
  /** Whoever keeps up has all that matches up to this event; never set back. */
  readonly checkpoint?: number;
  /** Nothing was sent that is not written down with this: the next life has nothing to suspect. */
  readonly isOrderly?: boolean;
};

/** In turn; `gone` has nothing waiting any more. */
export type LaneChange = Lane | (Pick<Lane, 'subscriberId' | 'guid'> & { readonly gone: true });

export class StoreError extends WiredeskError {
  override readonly name = 'StoreError';
  readonly code:
    | 'subscriber-exists'
    | 'no-subscriber'
    | 'token-exists'
    | 'version-conflict'
    | 'newer-schema'
    | 'damaged'
    | 'wrong-key'
    /** There is no room for it on the disk. */
    | 'full'
    | 'unavailable';

  constructor(code: StoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What deciding over copy asks of the wire, and puts on it. */
export type CommittingStore = {
  readonly stories: Pick<
    StoryShelf,
    | 'atPath'
    | 'withGuid'
    | 'withSlug'
    | 'withFileHash'
    | 'withSlugBase'
    | 'inFile'
    | 'recent'
    | 'version'
    | 'sideFile'
    | 'sideFilesOf'
    | 'noteSideFile'
    | 'refile'
  >;
  readonly log: Pick<Log, 'append'>;
  readonly note: Store['note'];
  readonly setNote: Store['setNote'];
  readonly subscribers: Pick<SubscriberList, 'anyTrusted'>;
};
