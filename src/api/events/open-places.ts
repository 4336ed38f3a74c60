/** How many requests for events may be open at a time, that wait for what comes: streams and long polls together. */
import { problem, type ProblemAnswer } from '../answer.ts';

export type OpenPlaces = {
  /** Nothing where there is room for one more. */
  readonly refusal: (tokenId: number) => ProblemAnswer | undefined;
  /** Until it is released, once. */
  readonly take: (tokenId: number) => void;
  readonly release: (tokenId: number) => void;
  readonly taken: () => number;
};

export type PlaceLimits = { readonly streamsMax: number; readonly streamsPerToken: number };

const RETRY_AFTER_S = '30';

export function openPlaces({ streamsMax, streamsPerToken }: PlaceLimits): OpenPlaces {
  const ofToken = new Map<number, number>();
  let all = 0;
  const headers = { 'retry-after': RETRY_AFTER_S };
  return {
    taken: () => all,
    refusal(tokenId) {
      if ((ofToken.get(tokenId) ?? 0) >= streamsPerToken) {
        const detail = `this token holds ${streamsPerToken} streams open already, and it may not hold more`;
        return problem('too-many-streams', detail, { headers });
      }
      if (all < streamsMax) return undefined;
      return problem('unavailable', 'as many streams are open as this desk has room for: try again later', { headers });
    },
    take(tokenId) {
      all += 1;
      ofToken.set(tokenId, (ofToken.get(tokenId) ?? 0) + 1);
    },
    release(tokenId) {
      all -= 1;
      const left = (ofToken.get(tokenId) ?? 1) - 1;
      if (left === 0) ofToken.delete(tokenId);
      else ofToken.set(tokenId, left);
    },
  };
}
