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
  if (story.filed !== undefined && story.filed.date < today) {
    return { day: story.filed.date, instant: instantOf(story.filed, timeZone) };
  }
  return { day: today, instant: toInstant(committedAt) };
}

/** Later versions are dated by their commit, and always later than the version before: readers go by this date. */
export function laterDate(previous: Instant, committedAt: Date): Instant {
  const secondAfter = toInstant(new Date(Date.parse(previous) + 1000));
  const now = toInstant(committedAt);
  return now > secondAfter ? now : secondAfter;
}
