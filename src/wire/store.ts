/**
 * The port to the wire's store: the append-only log of events with the stories they carry, and beside it the
 * subscribers with their cursors and receipts. Small, asynchronous, spoken in the design's words (DESIGN.md §4, §5).
 */
import type { Instant } from '../story/instant.ts';
import type { Take } from '../story/parts.ts';
import type { StoryVersion } from '../story/story.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { DeliveryRecord } from './delivery-record.ts';
import type { WireEvent } from './event.ts';
import type { Lane, Progress, Receipt, Receiver, SentMark, Subscriber } from './subscriber.ts';

export type Store = AsyncDisposable & {
  readonly stories: StoryShelf;
  readonly log: Log;
  readonly subscribers: SubscriberList;
  readonly deliveries: DeliveryRecord;
  /** A number that changes when another process has written. Cheap enough to ask several times a second. */
  revision(): Promise<number>;
  /** Small facts that publishing keeps beside the log, such as how far `feeds/` has been written. */
  note(name: string): Promise<string | undefined>;
  setNote(name: string, value: string): Promise<void>;
};

/** What the wire knows of a story without its text. */
export type StoryEntry = {
  readonly guid: string;
  readonly slug: string;
  /** Of the newest version. */
  readonly version: number;
  readonly firstCreated: string;
  /** The file it was last read from, relative to `stories/`; none once another story has taken that name. */
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
  /** Stories whose slug is this one, or this one with something after it: those of files of one name. */
  withSlugBase(slug: string): Promise<readonly StoryEntry[]>;
  /** The newest versions of a story and of its translations, which everybody may read; by their guids. */
  translations(original: string): Promise<readonly StoryVersion[]>;
  /** By its path, else by its content, wherever it lies now. */
  sideFile(path: string, hash: string): Promise<SideFile | undefined>;
  sideFilesOf(guid: string): Promise<readonly SideFile[]>;
  /** In the place of what was noted of that path. */
  noteSideFile(side: SideFile): Promise<void>;
  /** The stamp of every file that is known, by path: those that hold a story, and those beside one. */
  stamps(): Promise<ReadonlyMap<string, string>>;
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
  /** How much there is: the number of all versions, and of the event that made the newest. */
  extent(): Promise<{ readonly versions: number; readonly newestSeq: number }>;
  /** One version; the newest where none is named. */
  version(guid: string, version?: number): Promise<StoryVersion | undefined>;
};

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
  /** The last event that everybody may know of. */
  publicHead(): Promise<WireEvent | undefined>;
  /** The event with that number for the outside. */
  withPublicSeq(publicSeq: number): Promise<WireEvent | undefined>;
};

export type NewSubscriber = Pick<Subscriber, 'name' | 'url' | 'format' | 'filter' | 'secret' | 'createdAt'> & {
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly isTrusted?: boolean;
  /** Events after this one are owed. */
  readonly cursor: number;
  /** `WINDOW_DEFAULT` where absent. */
  readonly window?: number;
};

export type SubscriberList = {
  /** Throws a `StoreError` with code `subscriber-exists` where the name is taken. */
  add(subscriber: NewSubscriber): Promise<Subscriber>;
  all(): Promise<readonly Subscriber[]>;
  withName(name: string): Promise<Subscriber | undefined>;
  remove(id: number): Promise<void>;
  setState(id: number, state: Subscriber['state']): Promise<void>;
  /** Whether it gets stories under embargo. */
  setTrusted(id: number, isTrusted: boolean): Promise<void>;
  /** Whether anybody gets them. */
  anyTrusted(): Promise<boolean>;
  /** In place of those it had; an empty set is none. */
  setRequestHeaders(id: number, headers: Readonly<Record<string, string>>): Promise<void>;
  /** The secret becomes a former one; with `bothUntil` not after `now` there is no former one any more. */
  rotateSecret(id: number, rotation: SecretRotation): Promise<void>;
  /**
   * Sets the cursor back so far, never on, and forgets failures: events are owed again. From then on what is recorded
   * for an earlier generation of the subscriber is dropped.
   */
  setBack(id: number, cursor: number): Promise<Subscriber>;
  /** Active again, with its failures forgotten; of events up to `latestUntil` only the newest versions are owed. */
  resume(id: number, latestUntil: number): Promise<void>;
  /** All that deliveries have changed, of many subscribers, in one transaction. */
  record(batch: DeliveryBatch): Promise<void>;
  lanes(): Promise<readonly Lane[]>;
  /** Everybody who has a version of that story, or may have. */
  receivers(guid: string): Promise<readonly Receiver[]>;
  /** Newest first. */
  receipts(subscriberId: number, limit: number): Promise<readonly Receipt[]>;
};

/** Instants are ISO 8601 UTC with milliseconds. */
export type SecretRotation = { readonly secret: string; readonly now: string; readonly bothUntil: string };

export type DeliveryBatch = {
  readonly progress: ReadonlyMap<number, Progress>;
  readonly receipts: readonly Receipt[];
  readonly sent?: readonly SentMark[];
  readonly lanes?: readonly LaneChange[];
};

/** In turn; `gone` has nothing waiting any more. */
export type LaneChange = Lane | (Pick<Lane, 'subscriberId' | 'guid'> & { readonly gone: true });

export class StoreError extends WiredeskError {
  override readonly name = 'StoreError';
  readonly code:
    | 'subscriber-exists'
    | 'no-subscriber'
    | 'version-conflict'
    | 'newer-schema'
    | 'damaged'
    | 'wrong-key'
    | 'unavailable';

  constructor(code: StoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
