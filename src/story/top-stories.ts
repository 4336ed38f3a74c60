/** The stories of one day that matter most: the most urgent, and of equal ones the newest. */
import type { LogPosition } from './feed.ts';
import type { CalendarDate } from './instant.ts';
import type { StoryVersion } from './story.ts';

export type TopStories = {
  /** On the clocks of the desk. */
  readonly day: CalendarDate;
  /** At least one. */
  readonly stories: readonly [StoryVersion, ...StoryVersion[]];
  /** The newest event of a story of that day. */
  readonly latestEvent: LogPosition;
};

/** A front page, and what an editor reads before a conference. */
export const TOP_STORIES = 10;
