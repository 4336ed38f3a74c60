/** A subscriber, how far it has got, and what waits for it beside its cursor. */
import type { Filter } from '../story/filter.ts';
import type { WireEvent } from './event.ts';

/** Events in flight to one subscriber at most, where nothing else is said; 1 is strict first in, first out. */
export const WINDOW_DEFAULT = 4;

export type Subscriber = {
  readonly id: number;
  /** Chosen by the operator, unique. */
  readonly name: string;
  readonly url: string;
  /** Name of a format with a push document. */
  readonly format: string;
  /** Of events from now on; see `filterAt`. */
  readonly filter: Filter;
  /** Whom its endpoint belongs to, where that wants more than Standard Webhooks. */
  readonly profile?: Profile;
  /**
   * `whsec_...`, or `whsk_...` for signatures that anybody can verify (Standard Webhooks); with a profile it may be
   * plain text. Never logged. Empty where it cannot be opened: nothing is signed then.
   */
  readonly secret: string;
  /** `whpk_...`, for whoever verifies; absent where the secret is shared. No secret. */
  readonly publicKey?: string;
  /** Replaced, and still signing until then (ISO 8601). Never logged. */
  readonly formerSecrets?: readonly { readonly secret: string; readonly until: string }[];
  /** Header fields that it wants with each request, by their names in lower case. Never logged: they may authorize. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  /** `ended`: the endpoint answered 410 Gone. `suspended`: nothing but failure for days. */
  readonly state: 'active' | 'paused' | 'suspended' | 'ended';
  readonly createdAt: string;
  /** Gets stories that are under embargo, marked as such. Absent: no. */
  readonly isTrusted?: boolean;
  /** Grows when the operator sets the cursor back: a progress from before that is void. */
  readonly generation: number;
  /** Events in flight at most, and so what a crash can repeat. */
  readonly window: number;
  /** Attempts at most; kills are beyond that count. */
  readonly rate?: Rate;
  /** What went before the last changes, oldest first; only what some event after the cursor still goes by. */
  readonly formerSettings?: readonly FormerSettings[];
  /** Of what the log has up to this number, only each story's newest version is owed (`--catch-up latest`). */
  readonly latestUntil: number;
  /** Its own cursor tells how far it has got; else it has all that matches up to the desk's checkpoint as well. */
  readonly isBehind: boolean;
  /** The life of the desk in which it was added (`Census.crashedLife`). */
  readonly sinceLife: number;
  readonly progress: Progress;
};

/** `superdesk`: Superdesk's Newshub (newsroom) or Web Publisher, as its HTTP push feeds them. */
export type Profile = 'superdesk';

export type Rate = { readonly attempts: number; readonly perMs: number };

/** Events up to `until` go by that filter, and so many of them may have been under way. */
export type FormerSettings = {
  readonly until: number;
  /** Of the desk (`Census.crashedLife`), in which they were replaced. */
  readonly life: number;
  readonly filter: Filter;
  readonly window: number;
};

/** What must survive a restart; written in batches. */
export type Progress = {
  /** Every matching event up to this sequence number is acknowledged, given up, or held by a lane. */
  readonly cursor: number;
  /** Events after the cursor that are acknowledged or given up all the same, in order. Absent: none. */
  readonly sentAhead?: readonly number[];
  /** Failures of the endpoint in a row. */
  readonly failures: number;
  /** ISO 8601 UTC with milliseconds; when the first of them was. */
  readonly failingSince?: string;
  /** ISO 8601 UTC with milliseconds; no attempt before, but for kills. */
  readonly retryAt?: string;
  /** What the last failed attempt met, for people: `HTTP 503`, `connection refused`. */
  readonly lastError?: string;
  /** The last event that went to it. */
  readonly previousSeq?: number;
  /** Nothing waits after the cursor: from here on the desk's checkpoint stands for it. Written, not read back. */
  readonly keepsUp?: boolean;
  /** Of the subscriber that it belongs to: recorded only where that is still the one. Absent: recorded in any case. */
  readonly generation?: number;
};

/**
 * What a subscriber's cursor has passed but the subscriber does not have: one story's kill, or the newest version of a
 * story that it refused.
 */
export type Lane = {
  readonly subscriberId: number;
  readonly guid: string;
  /** Goes first, and replaces all earlier versions. */
  readonly kill?: LaneEvent;
  readonly event?: LaneEvent;
  readonly openedAt: string;
  /** In a row, of what goes first. */
  readonly failures: number;
  readonly retryAt?: string;
  readonly lastError?: string;
};

export type LaneEvent = Pick<WireEvent, 'seq' | 'version'>;

/** That a version of a story was sent: acknowledged, or without an answer that says whether it arrived. */
export type SentMark = {
  readonly subscriberId: number;
  readonly guid: string;
  readonly version: number;
  readonly outcome: 'delivered' | 'possible';
};

/** What one subscriber has of a story. */
export type Receiver = {
  readonly subscriberId: number;
  /** The highest version that was acknowledged; 0 for none. */
  readonly delivered: number;
  /** The highest that may have arrived besides; 0 for none. */
  readonly possible: number;
};

/** That a story was killed or held, which a subscriber that has it, or may have, is not told while it is not active. */
export type Untold = Pick<WireEvent, 'guid' | 'version' | 'type' | 'committedAt'> & {
  readonly subscriber: Subscriber['name'];
  readonly state: Subscriber['state'];
};

/** One finished delivery: acknowledged, or given up as a dead letter. */
export type Receipt = {
  readonly subscriberId: number;
  readonly seq: number;
  readonly outcome: 'delivered' | 'dead';
  readonly finishedAt: string;
  /** HTTP status of the last attempt; absent where none came. */
  readonly status?: number;
  readonly attempts: number;
  /** Of the last attempt. */
  readonly durationMs: number;
  /** For a dead letter: why, in a line. */
  readonly reason?: string;
  /** How the text of the answer that refused it begins. */
  readonly answer?: string;
};
