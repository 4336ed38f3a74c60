/** A desk's deliveries: while it runs, or once for what is due. The HTTP client is loaded only here. */
import { pushFormats } from '../formats/index.ts';
import type { Deliveries } from '../delivery/delivery.ts';
import type { DeliveryLog, DeliveryObserver } from '../delivery/delivery-log.ts';
import type { DeliveryTally } from '../delivery/tally.ts';
import { recordApart } from '../wire/record-apart.ts';
import { deliverySettings } from './delivery-settings.ts';
import { deliveryLockOwner, lockDelivery, PUBLISH } from './locks.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';
import { watchWire } from './watch-wire.ts';

export type DeliverySummary = DeliveryTally & {
  /** The process that delivers for this desk, where it is another one. */
  readonly leftTo?: string;
  /** Why nothing can be delivered. */
  readonly refused?: string;
};

/** Who is told of deliveries. */
export type DeskObserver = { readonly delivery: DeliveryObserver };

export type RunningDelivery = AsyncDisposable & {
  /** Why nothing can be delivered. */
  readonly refused?: string;
  /** How deliveries stand just now; absent where there are none. */
  readonly state?: Deliveries['state'];
  /** There may be new events. */
  readonly wake: () => void;
};

const NO_DELIVERIES = 'nothing is delivered until this desk is started again with the key; feeds go out all the same';

/**
 * Delivers until disposed of; the caller holds the delivery lock. Without the key of the secrets nothing is delivered,
 * which the log says, and all else goes on.
 */
export async function startDelivery(
  desk: OpenDesk,
  log: Log,
  observers: readonly DeskObserver[],
): Promise<RunningDelivery> {
  const trouble = await desk.store.subscribers.secretsTrouble();
  if (trouble !== undefined) {
    log.error({ err: trouble }, NO_DELIVERIES);
    return { refused: trouble.message, wake: () => undefined, [Symbol.asyncDispose]: async () => undefined };
  }
  const apart = recordApart(desk.folders.store);
  const store = { ...desk.store, subscribers: { ...desk.store.subscribers, record: apart.record } };
  const deliveries = await open({ ...desk, store }, log, observers);
  const watch = watchWire(desk, log, deliveries.wake);
  return {
    wake: deliveries.wake,
    state: deliveries.state,
    [Symbol.asyncDispose]: async () => {
      watch[Symbol.dispose]();
      try {
        await deliveries.stop();
      } finally {
        await apart[Symbol.asyncDispose]();
      }
    },
  };
}

/**
 * Tries once what is due now. Where another process delivers for this desk, it is left to that one. `signal` ends it
 * early, in order: what is in flight is finished and written down.
 */
export async function deliverWhatIsDue(
  desk: OpenDesk,
  log: Log,
  { signal, observers }: { readonly signal: AbortSignal; readonly observers: readonly DeskObserver[] },
): Promise<DeliverySummary> {
  const nothing: DeliveryTally = { delivered: 0, failed: 0, dead: 0, ended: 0, waiting: 0 };
  if (signal.aborted || (await desk.store.subscribers.countByState()).size === 0) return nothing;
  const trouble = await desk.store.subscribers.secretsTrouble();
  if (trouble !== undefined) return { ...nothing, refused: trouble.message };
  using lock = await lockDelivery(desk.folders, PUBLISH, signal);
  if (lock === undefined) return { ...nothing, leftTo: deliveryLockOwner(desk.folders) };
  const deliveries = await open(desk, log, observers);
  // Whoever waits for the lock in vain leaves to this process what it has put on the wire meanwhile.
  using _watch = watchWire(desk, log, deliveries.wake);
  const settled = deliveries.settle();
  try {
    await Promise.race([settled, abortOf(signal)]);
  } finally {
    await deliveries.stop();
  }
  // Stopped, it is settled too: nothing more can be done.
  return await settled;
}

async function open(
  { store, desk, settings }: Pick<OpenDesk, 'store' | 'desk' | 'settings'>,
  log: Log,
  observers: readonly DeskObserver[],
): Promise<Deliveries> {
  const { startDeliveries } = await import('../delivery/delivery.ts');
  return startDeliveries({
    store,
    formats: pushFormats,
    desk,
    log: observed(log, observers),
    policy: settings.webhooks,
    settings: deliverySettings(settings.webhooks),
  });
}

export function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function observed(log: Log, observers: readonly DeskObserver[]): DeliveryLog {
  const [info, warn, error] = [log.info.bind(log), log.warn.bind(log), log.error.bind(log)];
  return { info, warn, error, observers: observers.map(({ delivery }) => delivery) };
}
