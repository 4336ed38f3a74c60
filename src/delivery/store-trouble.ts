/** A store that refuses is left alone for a while: a full disk is not emptied by asking more often. */
import { logStoreAnswer, logStoreRefusal, type DeliveryLog } from './delivery-log.ts';
import type { Later } from './later.ts';

const FIRST_DELAY_MS = 1_000;
const DELAY_MAX_MS = 30_000;

/** Doubles with every refusal in a row. */
export function storeRetryDelay(troubles: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (troubles - 1), DELAY_MAX_MS);
}

export type StorePause = {
  /** No turns for a while. */
  readonly begin: (error: unknown) => void;
  /** The store has answered. */
  readonly isOver: () => void;
  readonly stop: () => void;
};

type StorePauseDeps = {
  readonly queue: { hold(): void; release(): void };
  readonly later: Later;
  readonly log: DeliveryLog;
};

/** Holds all turns while the store cannot be read, longer each time. */
export function storePause({ queue, later, log }: StorePauseDeps): StorePause {
  let troubles = 0;
  let isStopped = false;
  let callOff: (() => void) | undefined;
  return {
    begin(error) {
      // Turns that were under way meet the same trouble: one pause for all of them.
      if (callOff !== undefined) return;
      troubles += 1;
      logStoreRefusal(log, { work: 'read', error, troubles });
      queue.hold();
      if (isStopped) return;
      callOff = later(storeRetryDelay(troubles), () => {
        callOff = undefined;
        queue.release();
      });
    },
    isOver() {
      if (troubles > 0) logStoreAnswer(log, 'read', troubles);
      troubles = 0;
    },
    stop() {
      isStopped = true;
      callOff?.();
    },
  };
}
