/** What the settings say of a desk's feeds. */
import type { Filter } from '../story/filter.ts';

export type FeedOptions = {
  readonly title?: string;
  readonly description?: string;
  /** The newest so many stories. */
  readonly items: number;
  /** So long the notice of a killed or held story stays in its place; `NOTICE_DAYS` where absent. */
  readonly noticeDays?: number;
  readonly hub?: string;
  /** What there is a feed of for each that occurs; all of these where absent. */
  readonly each?: readonly OccurringKind[];
  readonly named?: readonly NamedFeed[];
};

/** A feed by the settings. */
export type NamedFeed = {
  /** Of its folder too. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** The desk's where absent. */
  readonly language?: string;
  readonly filter: Filter;
};

export const OCCURRING_KINDS = ['language', 'section', 'country'] as const;
export type OccurringKind = (typeof OCCURRING_KINDS)[number];
