/** Whether a time that was written down has come, by a clock that may have been wrong then or be wrong now. */
import { lastRemembered } from '../story/remembered.ts';

/**
 * Milliseconds until then. No wait is ever set longer than `longestMs`: where more is left, a clock was wrong, and
 * nobody waits for years because of that.
 */
export function waitUntil(instant: string | undefined, now: number, longestMs: number): number {
  if (instant === undefined) return 0;
  const left = Date.parse(instant) - now;
  return left > longestMs ? 0 : Math.max(left, 0);
}

/** Many outcomes of a busy moment share a millisecond. */
export const isoAt: (milliseconds: number) => string = lastRemembered((milliseconds) =>
  new Date(milliseconds).toISOString(),
);
