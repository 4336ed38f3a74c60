/** The feeds of a desk: so far the main one, with every story. */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import { toInstant } from '../story/instant.ts';
import { publicSeq, type WireEvent } from '../wire/event.ts';

export type FeedOptions = {
  readonly title?: string;
  readonly description?: string;
  /** The newest so many stories. */
  readonly items: number;
  /** So long the notice of a killed or held story stays in its place; `NOTICE_DAYS` where absent. */
  readonly noticeDays?: number;
  readonly hub?: string;
};

/** `head`: the last event that everybody may know of. */
export function mainFeed(desk: Desk, options: FeedOptions, head: WireEvent | undefined): Feed {
  return {
    name: 'main',
    path: '',
    title: options.title ?? desk.agency.name,
    description: options.description ?? `All stories of ${desk.agency.name}`,
    language: desk.language,
    ...(options.hub !== undefined && { hub: options.hub }),
    latestEvent:
      head === undefined
        ? { seq: 0, committedAt: toInstant(new Date(0)) }
        : { seq: publicSeq(head), committedAt: toInstant(new Date(head.committedAt)) },
  };
}
