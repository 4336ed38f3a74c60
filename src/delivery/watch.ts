/** Waiting for a condition among things that tell when they have changed. */

export type Watch = {
  /** Something has changed. */
  readonly check: () => void;
  /** Resolves as soon as a check finds it met. */
  readonly until: (isMet: () => boolean) => Promise<void>;
};

export function watch(): Watch {
  const waiting = new Set<{ readonly isMet: () => boolean; readonly resolve: () => void }>();
  const check = (): void => {
    for (const waiter of waiting) {
      if (!waiter.isMet()) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
  };
  return {
    check,
    until: (isMet) =>
      new Promise((resolve) => {
        waiting.add({ isMet, resolve });
        check();
      }),
  };
}
