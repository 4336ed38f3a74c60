/**
 * How many requests a token may make: a bucket that drips full again, so that a burst is welcome and a flood is not. In
 * memory: a desk that starts anew has full ones.
 */
import { problem, type ProblemAnswer } from './answer.ts';

export type Quota = {
  /** Of one request more: nothing where there is room for it. */
  readonly take: (tokenId: number, now: number) => Taken;
};

export type Taken = {
  /** `RateLimit` and `RateLimit-Policy`, as draft-ietf-httpapi-ratelimit-headers-10 has them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal?: ProblemAnswer;
};

type Bucket = { readonly requests: number; readonly at: number };

const POLICY = 'default';
const WINDOW_S = 60;

export function quotaOf(perMinute: number): Quota {
  const perMs = perMinute / (WINDOW_S * 1_000);
  const buckets = new Map<number, Bucket>();

  function available(tokenId: number, now: number): number {
    const bucket = buckets.get(tokenId);
    if (bucket === undefined) return perMinute;
    // A clock that was set back fills nothing.
    return Math.min(perMinute, bucket.requests + Math.max(0, now - bucket.at) * perMs);
  }

  return {
    take(tokenId, now) {
      const before = available(tokenId, now);
      const isRefused = before < 1;
      const left = isRefused ? before : before - 1;
      buckets.set(tokenId, { requests: left, at: now });
      const headers = fields(perMinute, left, perMs);
      return isRefused ? { headers, refusal: refusalOf((1 - before) / perMs) } : { headers };
    },
  };
}

/** `t`: until the whole quota is there again. */
function fields(perMinute: number, left: number, perMs: number): Taken['headers'] {
  const full = Math.ceil((perMinute - left) / perMs / 1_000);
  return {
    'ratelimit-policy': `"${POLICY}";q=${perMinute};w=${WINDOW_S}`,
    ratelimit: `"${POLICY}";r=${Math.floor(left)};t=${full}`,
  };
}

function refusalOf(waitMs: number): ProblemAnswer {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return problem('quota-exceeded', `this token has made too many requests: the next one is taken in ${seconds} s`, {
    headers: { 'retry-after': String(seconds) },
    more: { 'violated-policies': [POLICY] },
  });
}
