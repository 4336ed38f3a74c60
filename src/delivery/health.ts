/** How an endpoint fares, and what that allows: back-off as a whole after a failure, then a slow start. Pure. */
import type { Progress } from '../wire/subscriber.ts';
import { retryDelay, RETRY_DELAY_MAX_MS } from './back-off.ts';
import { isoAt, waitUntil } from './due.ts';
import type { Outcome } from './outcome.ts';
import type { Patience } from './patience.ts';

/** Whatever a clock says, fewer failures in a row than this are not days of them. */
const SUSPENDED_FAILURES_MIN = 10;

export type Health = Omit<Progress, 'cursor'> & {
  /** So many attempts at a time just now. */
  readonly allowed: number;
  /** Successes since that number has grown. */
  readonly clean: number;
  /** Of attempts that were under way together, only the first failure counts; each failure begins a new round. */
  readonly round: number;
};

export function healthOf({ failures, failingSince, retryAt, lastError }: Progress, window: number): Health {
  return {
    failures,
    ...(failingSince !== undefined && { failingSince }),
    ...(retryAt !== undefined && { retryAt }),
    ...(lastError !== undefined && { lastError }),
    allowed: failures > 0 ? 1 : window,
    clean: 0,
    round: 0,
  };
}

/** An endpoint that comes back is not flooded: one at a time at first, twice as many with each clean round. */
export function afterSuccess({ allowed, clean, round }: Health, window: number): Health {
  const grows = clean + 1 >= allowed && allowed < window;
  return {
    failures: 0,
    allowed: grows ? Math.min(allowed * 2, window) : allowed,
    clean: grows ? 0 : clean + 1,
    round,
  };
}

export type Moment = {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
  readonly patience: Patience;
};

export function afterFailure(health: Health, outcome: Outcome, { now, random, patience }: Moment): Health {
  const { reason, retryAfterMs } = outcome;
  const failures = health.failures + 1;
  const delaysMs = patience.retryDelaysMs;
  const delay = retryDelay({ failures, random, delaysMs, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  return {
    failures,
    failingSince: health.failingSince ?? isoAt(now),
    retryAt: isoAt(now + delay),
    lastError: reason,
    allowed: 1,
    clean: 0,
    round: health.round + 1,
  };
}

/** Milliseconds until the endpoint may be tried again. */
export function healthWait({ retryAt }: Health, now: number): number {
  return waitUntil(retryAt, now, RETRY_DELAY_MAX_MS);
}

export function isGivenUp({ failures, failingSince }: Health, now: number, patience: Patience): boolean {
  if (failures < Math.min(SUSPENDED_FAILURES_MIN, failuresBefore(patience))) return false;
  return failingSince !== undefined && now - Date.parse(failingSince) >= patience.suspendAfterMs;
}

/** So many failures come about at the least before that time is over. */
function failuresBefore({ retryDelaysMs, suspendAfterMs }: Patience): number {
  let failures = 1;
  for (let elapsed = 0; failures < SUSPENDED_FAILURES_MIN; failures += 1) {
    elapsed += retryDelaysMs[failures] ?? retryDelaysMs.at(-1) ?? suspendAfterMs;
    if (elapsed >= suspendAfterMs) break;
  }
  return Math.max(failures, 2);
}

export function progressAt(cursor: number, { failures, failingSince, retryAt, lastError }: Health): Progress {
  return {
    cursor,
    failures,
    ...(failingSince !== undefined && { failingSince }),
    ...(retryAt !== undefined && { retryAt }),
    ...(lastError !== undefined && { lastError }),
  };
}
