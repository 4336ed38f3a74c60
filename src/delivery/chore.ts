/** Work that is done again whenever something has changed, and tried again while the store refuses it. */
import { logStoreAnswer, logStoreRefusal, type DeliveryLog, type StoreWork } from './delivery-log.ts';
import type { Later } from './later.ts';
import { storeRetryDelay } from './store-trouble.ts';

export type Chore = {
  /** Calls that come while one is under way become one more. */
  readonly call: () => void;
  readonly isUnderWay: () => boolean;
  /** The store has refused it, and it waits to be tried again. */
  readonly isStuck: () => boolean;
  readonly stop: () => void;
};

/** Deliveries have been stopped in the midst of it: the next process begins it anew. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

type ChoreDeps = {
  readonly run: () => Promise<void>;
  readonly later: Later;
  readonly log: DeliveryLog;
  readonly afterRun: () => void;
  /** What the store is asked for. */
  readonly work?: StoreWork;
};

export function chore({ run, later, log, afterRun, work = 'read' }: ChoreDeps): Chore {
  let isDue = false;
  let isUnderWay = false;
  let isStopped = false;
  let troubles = 0;
  let callOff: (() => void) | undefined;

  async function runWhileDue(): Promise<void> {
    isUnderWay = true;
    try {
      while (isDue) {
        isDue = false;
        await run();
        if (troubles > 0) logStoreAnswer(log, work, troubles);
        troubles = 0;
      }
    } catch (error) {
      if (!(error instanceof Stopped)) stepBack(error);
    } finally {
      isUnderWay = false;
      afterRun();
    }
  }

  function stepBack(error: unknown): void {
    troubles += 1;
    logStoreRefusal(log, { work, error, troubles });
    if (!isStopped) callOff = later(storeRetryDelay(troubles), call);
  }

  function call(): void {
    if (isStopped) return;
    callOff?.();
    isDue = true;
    if (!isUnderWay) void runWhileDue();
  }

  return {
    call,
    isUnderWay: () => isUnderWay,
    isStuck: () => troubles > 0 && !isUnderWay,
    stop() {
      isStopped = true;
      isDue = false;
      callOff?.();
    },
  };
}
