/** A desk's deliveries: while it runs, or once for what is due. The HTTP client is loaded only here. */
import { pushFormats } from '../formats/index.ts';
import type { Deliveries } from '../delivery/delivery.ts';
import type { DeliveryTally } from '../delivery/tally.ts';
import { deliveryLockOwner, lockDelivery, PUBLISH } from './locks.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';
import { watchWire } from './watch-wire.ts';

export type DeliverySummary = DeliveryTally & {
  /** The process that delivers for this desk, where it is another one. */
  readonly leftTo?: string;
};

export type RunningDelivery = AsyncDisposable & {
  /** There may be new events. */
  readonly wake: () => void;
};

/** Delivers until disposed of; the caller holds the delivery lock. */
export async function startDelivery(desk: OpenDesk, log: Log): Promise<RunningDelivery> {
  const deliveries = await open(desk, log);
  const watch = watchWire(desk, log, deliveries.wake);
  return {
    wake: deliveries.wake,
    [Symbol.asyncDispose]: async () => {
      watch[Symbol.dispose]();
      await deliveries.stop();
    },
  };
}

/** Tries once what is due now. Where another process delivers for this desk, it is left to that one. */
export async function deliverWhatIsDue(desk: OpenDesk, log: Log): Promise<DeliverySummary> {
  const nothing: DeliveryTally = { delivered: 0, failed: 0, dead: 0, ended: 0, waiting: 0 };
  if ((await desk.store.subscribers.all()).length === 0) return nothing;
  using lock = await lockDelivery(desk.folders, PUBLISH);
  if (lock === undefined) return { ...nothing, leftTo: deliveryLockOwner(desk.folders) };
  const deliveries = await open(desk, log);
  try {
    return await deliveries.settle();
  } finally {
    await deliveries.stop();
  }
}

async function open({ store, desk, settings }: OpenDesk, log: Log): Promise<Deliveries> {
  const { startDeliveries } = await import('../delivery/delivery.ts');
  return startDeliveries({ store, formats: pushFormats, desk, log, policy: settings.webhooks });
}
