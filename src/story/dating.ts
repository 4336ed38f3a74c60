/** Which date a version bears. */
import { calendarDateIn, instantOf, toInstant, type CalendarDate, type Instant } from './instant.ts';
import type { Story } from './story.ts';

export type FirstDate = { readonly day: CalendarDate; readonly instant: Instant };

/**
 * A first version is dated by its copy where that day is past, so that a story filed late, or published again on
 * another machine, keeps its date; otherwise by its commit.
 */
export function firstDate(story: Story, committedAt: Date, timeZone: string): FirstDate {
  const today = calendarDateIn(committedAt, timeZone);
  const now = toInstant(committedAt);
  if (story.filed !== undefined && story.filed.date < today) {
    const filed = instantOf(story.filed, timeZone);
    // Yesterday in the zone that the copy names can be tomorrow here.
    if (filed <= now) return { day: story.filed.date, instant: filed };
  }
  return { day: today, instant: now };
}

const LATE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * By which date a feed ranks a version. Copy that is filed late, with yesterday's date, counts from its commit, or a
 * day's other stories would keep it out of the feeds; copy from the archive keeps its own date.
 */
export function rankingDate(versionCreated: Instant, committedAt: Date): Instant {
  const isLate = committedAt.getTime() - Date.parse(versionCreated) <= LATE_MS;
  const now = toInstant(committedAt);
  return isLate && now > versionCreated ? now : versionCreated;
}

/** Later versions are dated by their commit, and always later than the version before: readers go by this date. */
export function laterDate(previous: Instant, committedAt: Date): Instant {
  const secondAfter = toInstant(new Date(Date.parse(previous) + 1000));
  const now = toInstant(committedAt);
  return now > secondAfter ? now : secondAfter;
}
