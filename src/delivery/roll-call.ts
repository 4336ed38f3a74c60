/** Reads from the store who is to be served and how long the log is: at the start, and whenever something has changed. */
import type { Store } from '../wire/store.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { Later } from './later.ts';
import type { Roster } from './roster.ts';
import { storeRetryDelay } from './store-trouble.ts';

export type RollCall = {
  /** Calls that come while one is under way become one more. */
  readonly call: () => void;
  readonly isUnderWay: () => boolean;
  readonly stop: () => void;
};

type RollCallDeps = {
  readonly store: Pick<Store, 'log' | 'subscribers'>;
  readonly roster: Roster;
  readonly later: Later;
  readonly log: DeliveryLog;
  readonly afterCall: () => void;
};

export function rollCall({ store, roster, later, log, afterCall }: RollCallDeps): RollCall {
  let isDue = false;
  let isUnderWay = false;
  let isStopped = false;
  let troubles = 0;
  let callOff: (() => void) | undefined;

  async function run(): Promise<void> {
    isUnderWay = true;
    try {
      while (isDue) {
        isDue = false;
        const subscribers = await store.subscribers.all();
        const head = await store.log.head();
        roster.update(subscribers, head?.seq ?? 0);
        troubles = 0;
      }
    } catch (error) {
      troubles += 1;
      log.error({ err: error, troubles }, 'the wire cannot be read: deliveries wait, and it is tried again');
      callOff = later(storeRetryDelay(troubles), call);
    } finally {
      isUnderWay = false;
      afterCall();
    }
  }

  function call(): void {
    if (isStopped) return;
    callOff?.();
    isDue = true;
    if (!isUnderWay) void run();
  }

  return {
    call,
    isUnderWay: () => isUnderWay,
    stop() {
      isStopped = true;
      isDue = false;
      callOff?.();
    },
  };
}
