/** Whether the machine's clock can be right: it is not where the wire has events that come after now. */
import type { Raise } from '../alerts/alert.ts';
import { clockAlert } from '../alerts/desk-alerts.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

/** Raises an alert where the last event on the wire is of a time that the clock has not reached. */
export async function lookAtClock({ store }: Pick<OpenDesk, 'store'>, raise: Raise, log: Log): Promise<void> {
  try {
    const last = await store.log.head();
    if (last !== undefined) clockAlert(raise, { now: new Date(), lastEventAt: last.committedAt });
  } catch (error) {
    log.warn({ err: error }, 'it cannot be told whether the clock is behind the wire');
  }
}
