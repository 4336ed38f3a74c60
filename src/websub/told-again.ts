/**
 * A hub elsewhere fetches the feed when it is told of a change, and may do so through a cache before the desk that holds the
 * version before: it sees no change then, and tells nobody. So it is told once more when no cache may answer without having
 * asked. That stands in the store, like all that is owed.
 */
import { isoAt } from '../delivery/due.ts';
import type { WebSubSubscription } from '../wire/websub-shelf.ts';

/** `max-age` and `stale-while-revalidate` of a feed (web/response-headers.ts), and a little. */
const CACHED_MS = 125_000;

/** When who has just taken that content is told of it again; of several changes within that time the last one counts. */
export function toldAgainAt(
  { kind, delivered }: Pick<WebSubSubscription, 'kind' | 'delivered'>,
  content: string,
  now: number,
): { readonly againAt?: string } {
  return kind === 'hub' && delivered !== content ? { againAt: isoAt(now + CACHED_MS) } : {};
}
