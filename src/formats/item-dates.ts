/** Dates of an item beyond firstCreated and versionCreated, which every version has. */
import type { Desk } from '../story/desk.ts';
import { instantOf, type Instant } from '../story/instant.ts';
import type { StoryVersion } from '../story/story.ts';

/**
 * When the copy says that it was written; midnight in the desk's time zone where it names only the day. A date ahead of
 * the item itself is a slip of the pen and not passed on.
 */
export function contentCreatedOf({ story, versionCreated }: StoryVersion, desk: Desk): Instant | undefined {
  if (story.filed === undefined) return undefined;
  const created = instantOf(story.filed, desk.timeZone);
  return created <= versionCreated ? created : undefined;
}

/**
 * The embargo, while it lasts: `embargoed` holds for every version of an item made before that instant (NewsML-G2
 * §embargoed), and the version that is released by it no longer says it.
 */
export function embargoOf({ story, versionCreated }: StoryVersion): Instant | undefined {
  return story.embargo !== undefined && story.embargo > versionCreated ? story.embargo : undefined;
}
