/**
 * A hub elsewhere fetches the feed when it is told of a change, and may do so through a cache before the desk that holds the
 * version before: it sees no change then, and tells nobody. So it is told once more when no cache may answer without having
 * asked.
 */
import type { Later } from '../delivery/later.ts';
import { onAbort } from '../delivery/on-abort.ts';
import type { Send } from './messages.ts';

/** `max-age` and `stale-while-revalidate` of a feed (web/response-headers.ts), and a little. */
const CACHED_MS = 125_000;

/** Of several changes within that time the last one counts. What comes of the second time is nobody's business. */
export function toldTwice(send: Send, later: Later): Send {
  /** By documents, what calls it off. */
  const waiting = new Map<string, () => void>();
  return async (subscription, content, signal) => {
    const outcome = await send(subscription, content, signal);
    if (subscription.kind !== 'hub' || outcome.kind !== 'delivered' || signal.aborted) return outcome;
    const { document } = subscription;
    waiting.get(document)?.();
    const callOff = later(CACHED_MS, () => {
      end();
      void send(subscription, content, signal);
    });
    const forget = onAbort(signal, end);
    waiting.set(document, end);
    function end(): void {
      callOff();
      forget();
      waiting.delete(document);
    }
    return outcome;
  };
}
