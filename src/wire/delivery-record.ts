/** What has become of deliveries, read from the receipts: the operator's questions, spoken in the design's words. */
import type { EventType } from '../story/story.ts';
import type { Receipt } from './subscriber.ts';

export type DeliveryRecord = {
  /** Newest first. */
  find(search: DeliverySearch): Promise<readonly RecordedDelivery[]>;
  /** What one subscriber has got since then. */
  summary(subscriberId: number, since: string): Promise<DeliverySummary>;
  /** Forgets the oldest, a few at a time. Who was sent which version is remembered all the same. */
  prune(step: PruneStep): Promise<Pruned>;
};

/** Instants are ISO 8601 UTC with milliseconds. */
export type PruneStep = {
  /** Looked at from here on: 1, or where the step before left off. */
  readonly from: number;
  /** At most so many are looked at. */
  readonly limit: number;
  /** What was finished before goes. */
  readonly deliveredBefore: string;
  /** Not after that for what was delivered. */
  readonly deadBefore: string;
};

export type Pruned = {
  readonly removed: number;
  /** Where the next step goes on; absent where the rest is to be kept. */
  readonly next?: number;
};

export type DeliverySearch = {
  readonly subscriberId?: number;
  readonly guid?: string;
  readonly outcome?: Receipt['outcome'];
  /** ISO 8601 UTC with milliseconds: finished then or later. */
  readonly since?: string;
  readonly limit: number;
};

/** A receipt with what it speaks of. */
export type RecordedDelivery = Receipt & {
  /** Name of the subscriber; none where it has been removed since. */
  readonly subscriber?: string;
  readonly event: EventType;
  /** The number that its receiver has it by (`wiredesk-sequence`); absent where only the trusted may know of it. */
  readonly sequence?: number;
  readonly guid: string;
  readonly slug: string;
  readonly version: number;
  readonly headline: string;
  readonly committedAt: string;
};

export type DeliverySummary = {
  readonly delivered: number;
  readonly dead: number;
  /** Of the newest deliveries among them, at most `SAMPLE_MAX`. */
  readonly sample: {
    readonly delivered: number;
    /** All that they took. */
    readonly attempts: number;
    /**
     * Milliseconds from commit to 2xx, unsorted. What was sent again, or was on the log before the subscriber was there,
     * says nothing of the way and is left out.
     */
    readonly latencies: readonly number[];
  };
};

/** Enough for a 99th percentile, few enough for a thousand subscribers at once: they take two seconds. */
export const SAMPLE_MAX = 500;
