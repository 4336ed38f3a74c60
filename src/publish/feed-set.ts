/** The feeds of a desk: so far the main one, with every story. */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import { toInstant } from '../story/instant.ts';
import type { WireEvent } from '../wire/event.ts';

export type FeedOptions = {
  readonly title?: string;
  readonly description?: string;
  /** The newest so many stories. */
  readonly items: number;
  readonly hub?: string;
};

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
        : { seq: head.seq, committedAt: toInstant(new Date(head.committedAt)) },
  };
}
