/**
 * How soon somebody who fails is sent a feed from which something was taken back: a kill must not wait for hours because its
 * receiver was away, and who stays away for days must not be asked every minute of them.
 */

const AT_LEAST_MS = 60_000;

/** Of the time for which it has been owed. */
const SHARE = 1 / 20;

/** So that thousands that are down are not tried at the same instant. */
const JITTER = 0.2;

type Owed = {
  /** Milliseconds; less than nothing where the clock was set back. */
  readonly owedForMs: number;
  /** From 0 up to 1. */
  readonly random: number;
};

/**
 * Milliseconds: the delay given, or less. No more than a minute in the first twenty, then no more than a twentieth of the time
 * for which it has been owed: three minutes after an hour, and some 160 tries in ten days.
 */
export function withdrawalDelay(delayMs: number, { owedForMs, random }: Owed): number {
  const longest = Math.max(AT_LEAST_MS, owedForMs * SHARE);
  return Math.min(delayMs, longest * (1 - JITTER + JITTER * random));
}
