/** Tells those who wait for it that there may be new events. */
import { PROCESS_TIME, type ProcessTime } from './process-time.ts';

export type Wakes = {
  readonly wake: () => void;
  /** Resolves at the next wake, at the latest after so long, or when the signal is given; at once when all is over. */
  readonly next: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Nobody waits any longer. */
  readonly end: () => void;
  readonly isOver: () => boolean;
  /** Milliseconds, as `next` counts them. */
  readonly elapsed: ProcessTime['elapsed'];
};

export function openWakes({ later, elapsed }: Omit<ProcessTime, 'yieldToOthers'> = PROCESS_TIME): Wakes {
  const waiting = new Set<() => void>();
  let isOver = false;
  const wake = (): void => {
    for (const resolve of waiting) resolve();
  };
  return {
    wake,
    end() {
      isOver = true;
      wake();
    },
    isOver: () => isOver,
    elapsed,
    async next(ms, signal) {
      if (isOver || signal.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const callOff = later(ms, resolve);
      waiting.add(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      waiting.delete(resolve);
      callOff();
    },
  };
}
