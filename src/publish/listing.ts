/** What feeds list at a time, and when that changes by itself: stories expire, and notices of withdrawn ones grow old. */
import { toInstant, type Instant } from '../story/instant.ts';
import type { Listing, Store } from '../wire/store.ts';

/** Readers that poll once a week still see the notice. */
export const NOTICE_DAYS = 14;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * No reader removes a story that merely vanishes (newsboat, sfeed, rss2email): so the notice of a story that was killed
 * or held stays in its place for `noticeDays`.
 */
export function listingAt(now: Date, noticeDays: number): Listing {
  return { now: toInstant(now), noticesSince: toInstant(new Date(now.getTime() - noticeDays * DAY_MS)) };
}

/** `undefined`: never, for all that is known now. */
export async function nextChange(
  { stories }: Pick<Store, 'stories'>,
  listing: Listing,
  noticeDays: number,
): Promise<Instant | undefined> {
  const { expires, oldestNotice } = await stories.horizon(listing);
  const noticeEnds =
    oldestNotice === undefined ? undefined : toInstant(new Date(Date.parse(oldestNotice) + noticeDays * DAY_MS));
  return [expires, noticeEnds].filter((instant) => instant !== undefined).sort()[0];
}
