/** Alerts on their way to the operator's webhook: one after the other, a few tries each, never in anybody's way. */
import type { Logger } from 'pino';

import type { Later } from '../delivery/later.ts';
import type { Outcome } from '../delivery/outcome.ts';

/** After the first failure, the second ...; then it is given up: an alert of yesterday is none. */
const RETRY_DELAYS_MS = [5_000, 30_000, 120_000, 600_000];

/** More than the gate lets through while one of them is tried. */
const WAITING_MAX = 100;

export type Outbox<Item> = {
  readonly add: (item: Item) => void;
  /** Tries once more what waits, for so long at most. */
  readonly close: (graceMs: number) => Promise<void>;
};

export type OutboxDeps<Item> = {
  /** One try. Trouble is an outcome; the signal ends it. */
  readonly send: (item: Item, signal: AbortSignal) => Promise<Outcome>;
  readonly onTold: (item: Item) => void;
  readonly later: Later;
  readonly log: Pick<Logger, 'error'>;
};

export function outbox<Item>({ send, onTold, later, log }: OutboxDeps<Item>): Outbox<Item> {
  const waiting: Item[] = [];
  const aborting = new AbortController();
  let isClosing = false;
  let working: Promise<void> | undefined;
  let endPause: (() => void) | undefined;

  async function work(): Promise<void> {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await tell(item);
    working = undefined;
  }

  async function tell(item: Item): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      const outcome = await send(item, aborting.signal);
      if (outcome.kind === 'delivered') return onTold(item);
      const delay = RETRY_DELAYS_MS[failures];
      if (delay === undefined || outcome.kind === 'gone' || isClosing) {
        return log.error({ reason: outcome.reason, tries: failures + 1 }, 'an alert could not be sent: given up');
      }
      await pause(delay);
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff = later(ms, resolve);
      endPause = () => {
        callOff();
        resolve();
      };
    });
  }

  return {
    add(item) {
      if (waiting.length >= WAITING_MAX) return log.error('too many alerts wait to be sent: one is left out');
      waiting.push(item);
      working ??= work();
    },
    async close(graceMs) {
      isClosing = true;
      endPause?.();
      const callOff = later(graceMs, () => aborting.abort());
      await working;
      callOff();
    },
  };
}
