/** When to try again: a schedule from seconds to hours with full jitter, and Retry-After (RFC 9110 §10.2.3). */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The longest wait between two attempts; also the most that a receiver can ask for. Where a clock was wrong, nobody is
 * held for longer than this.
 */
export const RETRY_DELAY_MAX_MS: number = 6 * HOUR;

/** Where nothing else is set: by the number of failures in a row; the last one repeats. */
export const RETRY_DELAYS_MS: readonly number[] = [
  0,
  2 * SECOND,
  10 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  1 * HOUR,
  2 * HOUR,
  4 * HOUR,
  RETRY_DELAY_MAX_MS,
];

export type Setback = {
  /** In a row, this one included. */
  readonly failures: number;
  /** What the receiver asked for. */
  readonly retryAfterMs?: number;
  /** From 0 up to 1. */
  readonly random: number;
  /** By the number of failures in a row, none of them longer than `RETRY_DELAY_MAX_MS`; the last one repeats. */
  readonly delaysMs: readonly number[];
};

/**
 * Milliseconds until the next attempt. Full jitter, so that subscribers which failed together do not return together;
 * Retry-After is a floor under the cap.
 */
export function retryDelay({ failures, retryAfterMs = 0, random, delaysMs }: Setback): number {
  const scheduled = delaysMs[failures] ?? delaysMs.at(-1) ?? RETRY_DELAY_MAX_MS;
  return Math.min(Math.max(scheduled * random, retryAfterMs), RETRY_DELAY_MAX_MS);
}

/** The wait that a Retry-After header asks for, in either of its forms: seconds, or an HTTP date. */
export function parseRetryAfter(header: string, now: number): number | undefined {
  const value = header.trim();
  if (/^\d{1,12}$/.test(value)) return Number(value) * SECOND;
  // HTTP dates begin with the day's name (Date.parse alone would read other things as dates too); the oldest of the
  // three forms, asctime's, does not say that it is GMT.
  if (!/^[A-Z][a-z]{2,8}[ ,]/.test(value)) return undefined;
  const instant = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - now);
}
