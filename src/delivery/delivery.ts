/** Deliveries as the desk runs them: the dispatcher over real HTTP, time and randomness. */
import { httpAttempt } from './attempt.ts';
import { deliveryAgent } from './agent.ts';
import { startDispatcher, type Dispatcher, type DispatcherDeps } from './dispatcher.ts';
import { later } from './later.ts';
import { DELIVERY_SETTINGS, type DeliverySettings } from './settings.ts';
import type { TargetPolicy } from './target.ts';

/** Who stops a desk waits for it; an attempt that takes longer is made again at the next start. */
const STOP_GRACE_MS = 5_000;

export type DeliveryOptions = Pick<DispatcherDeps, 'store' | 'formats' | 'desk' | 'log'> & {
  readonly policy: TargetPolicy;
  readonly settings?: DeliverySettings;
};

export type Deliveries = Pick<Dispatcher, 'wake' | 'settle' | 'state'> & {
  /** As `Dispatcher.stop`, with all connections closed. */
  readonly stop: (graceMs?: number) => Promise<void>;
};

export function startDeliveries({ store, formats, desk, log, policy, ...options }: DeliveryOptions): Deliveries {
  const { patience, attempt: limits, connection, inFlightMax } = options.settings ?? DELIVERY_SETTINGS;
  const agent = deliveryAgent({ policy, limits: connection, connections: inFlightMax });
  const { name, version } = desk.generator;
  const attempt = httpAttempt({ agent, userAgent: `${name}/${version}`, now: Date.now, limits });
  const clock = { now: Date.now, random: Math.random, later, soon: setImmediate };
  const deps = { store, formats, desk, log, attempt, patience, inFlightMax, ...clock };
  const { wake, settle, state, stop } = startDispatcher(deps);
  return {
    wake,
    settle,
    state,
    async stop(graceMs = STOP_GRACE_MS) {
      try {
        await stop(graceMs);
      } finally {
        await agent.destroy();
      }
    },
  };
}
