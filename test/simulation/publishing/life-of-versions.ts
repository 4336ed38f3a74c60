/** How a version stands to those outside. */
import type { StoryVersion } from '../../../src/story/story.ts';

export function isPublic({ audience }: StoryVersion): boolean {
  return audience === undefined;
}

export function isExpired({ story: { expires } }: StoryVersion, now: number): boolean {
  return expires !== undefined && Date.parse(expires) <= now;
}
