/**
 * A limit of attempts per time that an operator sets for one subscriber: a bucket that tokens drip into, one for each
 * attempt. Pure. It holds what one second brings, at least one: so nothing is made up for in a burst, and a limit below
 * one a second is an even beat. It lives in memory alone; a process that starts has a full one.
 */
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { Rate } from '../wire/subscriber.ts';

export type Bucket = {
  readonly tokens: number;
  /** When that was so, in milliseconds since 1970. */
  readonly at: number;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const ATTEMPTS_MAX = 10_000;

/** Tokens are sums of fractions: so little less than one is one. */
const TOLERANCE = 1e-9;

const RATE_RULE = `is written 10/s or 30/min, with 1 to ${ATTEMPTS_MAX} attempts`;

/** `10/s`, `30/min`. Throws a `WiredeskError`. */
export function parseRate(text: string): Rate {
  const [, count, unit] = /^(\d{1,5})\/(s|min)$/.exec(text) ?? [];
  const attempts = Number(count);
  if (unit !== undefined && attempts >= 1 && attempts <= ATTEMPTS_MAX) {
    return { attempts, perMs: unit === 's' ? SECOND_MS : MINUTE_MS };
  }
  throw new WiredeskError(`"${text}" is no rate: it ${RATE_RULE}`);
}

export function describeRate({ attempts, perMs }: Rate): string {
  return `${attempts}/${perMs === SECOND_MS ? 's' : 'min'}`;
}

/** Milliseconds until the next token; 0 where one is there, or where there is no limit. */
export function rateWait(rate: Rate | undefined, bucket: Bucket | undefined, now: number): number {
  if (rate === undefined || bucket === undefined) return 0;
  const missing = 1 - tokensAt(rate, bucket, now);
  return missing <= TOLERANCE ? 0 : Math.ceil(missing / perMillisecond(rate));
}

/** The bucket after one attempt more. */
export function withoutToken(rate: Rate, bucket: Bucket | undefined, now: number): Bucket {
  const tokens = bucket === undefined ? capacity(rate) : tokensAt(rate, bucket, now);
  return { tokens: Math.max(tokens - 1, 0), at: now };
}

function tokensAt(rate: Rate, { tokens, at }: Bucket, now: number): number {
  // The clock was set back: nobody waits until it has caught up.
  if (now < at) return Math.max(tokens, 1);
  return Math.min(capacity(rate), tokens + (now - at) * perMillisecond(rate));
}

function capacity(rate: Rate): number {
  return Math.max(1, perMillisecond(rate) * SECOND_MS);
}

function perMillisecond({ attempts, perMs }: Rate): number {
  return attempts / perMs;
}
