/** A subscriber and how far it has got. */
import type { Filter } from '../story/filter.ts';

export type Subscriber = {
  readonly id: number;
  /** Chosen by the operator, unique. */
  readonly name: string;
  readonly url: string;
  /** Name of a format with a push document. */
  readonly format: string;
  readonly filter: Filter;
  /** `whsec_...` (Standard Webhooks). Never logged. Empty where it cannot be opened: nothing is signed then. */
  readonly secret: string;
  /** Replaced, and still signing until then (ISO 8601). Never logged. */
  readonly formerSecrets?: readonly { readonly secret: string; readonly until: string }[];
  /** Header fields that it wants with each request, by their names in lower case. Never logged: they may authorize. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  /** `ended`: the endpoint answered 410 Gone. */
  readonly state: 'active' | 'paused' | 'ended';
  readonly createdAt: string;
  /** Grows when the operator sets the cursor back: a progress from before that is void. */
  readonly generation: number;
  readonly progress: Progress;
};

/** What must survive a restart; written in batches. */
export type Progress = {
  /** Every matching event up to this sequence number is acknowledged or a dead letter. */
  readonly cursor: number;
  /** Attempts that failed in a row at the cursor's next event. */
  readonly failures: number;
  /** How many of them refused the event itself (HTTP 400, 413, 415, 422); none where absent. */
  readonly refusals?: number;
  /** ISO 8601 UTC with milliseconds; no attempt before. */
  readonly retryAt?: string;
  /** What the last failed attempt met, for people: `HTTP 503`, `connection refused`. */
  readonly lastError?: string;
  /** Of the subscriber that it belongs to: recorded only where that is still the one. Absent: recorded in any case. */
  readonly generation?: number;
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
};
