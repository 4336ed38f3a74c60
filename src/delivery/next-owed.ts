/** Finds a subscriber's next event on the log: fan-out by reading, nothing was written for it. */
import { matches, type Filter } from '../story/filter.ts';
import type { StoryVersion } from '../story/story.ts';
import { StoreError } from '../wire/store.ts';
import type { LoadedEvent, RecentEvents } from './recent-events.ts';

/** So many events are looked at in one turn; then the others have theirs, and the place is written down. */
export const EXAMINED_EVENTS_MAX = 1_000;

export type Search = {
  readonly cursor: number;
  /** The last event on the log. */
  readonly head: number;
  readonly filter: Filter;
};

export type Found = {
  /** Everything up to here is acknowledged, or of no concern to the subscriber. */
  readonly cursor: number;
  readonly owed?: LoadedEvent;
};

export async function nextOwed({ cursor, head, filter }: Search, recent: RecentEvents): Promise<Found> {
  let place = cursor;
  for (let examined = 0; place < head && examined < EXAMINED_EVENTS_MAX; examined += 1) {
    const loaded = await recent.after(place);
    if (loaded === undefined) throw new StoreError('damaged', `the wire has ${head} events but none after ${place}`);
    if (isForDelivery(loaded.version) && matches(filter, loaded.version)) return { cursor: place, owed: loaded };
    place = loaded.event.seq;
  }
  return { cursor: place };
}

/** What is withheld or canceled is nobody's to read: its text is not sent (NewsML-G2 pubStatus). */
function isForDelivery({ pubStatus }: StoryVersion): boolean {
  return pubStatus === 'usable';
}
