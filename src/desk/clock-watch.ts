/**
 * Whether the machine's clock can be right: it is not where the wire has events that come after now. Where stories come out
 * between two looks, dated by the clock that was set back, the wire has none: so the last look counts as well.
 */
import type { Raise } from '../alerts/alert.ts';
import { CLOCK_BEHIND_MS, clockAlert, clockSetBackAlert } from '../alerts/desk-alerts.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

type Watched = Pick<OpenDesk, 'store'> & { readonly now?: () => Date };

/** Each look raises an alert where the clock is behind the last event on the wire, or behind the look before. */
export function clockWatch({ store, now = () => new Date() }: Watched, raise: Raise, log: Log): () => Promise<void> {
  let lastLook = Number.NEGATIVE_INFINITY;
  /** What the clock had shown before it was set back: until it is there again, nobody is told that it is right. */
  let before = Number.NEGATIVE_INFINITY;

  return async () => {
    const at = now();
    const wasSetBack = lastLook - at.getTime() >= CLOCK_BEHIND_MS;
    if (wasSetBack) before = Math.max(before, lastLook);
    lastLook = at.getTime();
    if (wasSetBack) return clockSetBackAlert(raise, { now: at, before: new Date(before) });
    try {
      const last = await store.log.head();
      if (last === undefined) return;
      clockAlert(raise, { now: at, lastEventAt: last.committedAt, mayBeRight: at.getTime() >= before });
    } catch (error) {
      log.warn({ err: error }, 'it cannot be told whether the clock is behind the wire');
    }
  };
}
