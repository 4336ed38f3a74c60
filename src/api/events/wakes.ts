/** Tells those who wait for it that there may be new events. */
export type Wakes = {
  readonly wake: () => void;
  /** Resolves at the next wake, at the latest after so long, or when the signal is given; at once when all is over. */
  readonly next: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Nobody waits any longer. */
  readonly end: () => void;
  readonly isOver: () => boolean;
};

export function openWakes(): Wakes {
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
    async next(ms, signal) {
      if (isOver || signal.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      waiting.add(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      waiting.delete(resolve);
      clearTimeout(timer);
    },
  };
}
