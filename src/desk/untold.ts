/** Who has a story that was killed or held, and is not told of it as things stand: whoever runs the desk must call them. */
import type { Raise } from '../alerts/alert.ts';
import { untoldAlerts } from '../alerts/untold-alerts.ts';
import type { Store } from '../wire/store.ts';
import type { Untold } from '../wire/subscriber.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

export type UntoldReceivers = {
  /** Not active: they are told once they are resumed. */
  readonly waiting: readonly Pick<Untold, 'subscriber' | 'state'>[];
  /** How many have been removed and have the story still: they are told never. */
  readonly removed: number;
};

/** Of a story that has just been withdrawn. */
export async function untoldReceivers(
  { subscribers }: Pick<Store, 'subscribers'>,
  guid: string,
): Promise<UntoldReceivers> {
  const there = new Set((await subscribers.all()).map(({ id }) => id));
  const receivers = await subscribers.receivers(guid);
  return {
    waiting: (await subscribers.untold())
      .filter((one) => one.guid === guid)
      .map(({ subscriber, state }) => ({ subscriber, state })),
    removed: receivers.filter(({ subscriberId }) => !there.has(subscriberId)).length,
  };
}

/** A look that raises an alert where such a thing lasts. */
export function untoldWatch({ store, settings }: OpenDesk, raise: Raise, log: Log): () => void {
  const tell = untoldAlerts({ raise, killAfterMs: settings.alerts.killAfter, now: Date.now });
  return () => {
    store.subscribers
      .untold()
      .then(tell)
      .catch((error: unknown) => log.warn({ err: error }, 'it cannot be told who waits for a kill'));
  };
}
