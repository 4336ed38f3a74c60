/** Whom a version is sent to, of those whose filter takes it. */
import type { StoryVersion } from './story.ts';

/**
 * Whether it is an event of its own for somebody: what may be used is for everybody, what is under embargo for those who
 * are trusted with it. What is held or killed goes to whoever has the story, by another way, and to nobody else.
 */
export function isForDelivery(
  { pubStatus, audience, heldBy }: Pick<StoryVersion, 'pubStatus' | 'audience' | 'heldBy'>,
  { isTrusted = false }: { readonly isTrusted?: boolean },
): boolean {
  if (audience === undefined) return pubStatus === 'usable';
  return isTrusted && pubStatus === 'withheld' && heldBy === undefined;
}
