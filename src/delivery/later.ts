/** Timers as an argument, so that a test or a simulation can hold the clock. */

/** Runs `run` once after that time; the function it returns calls it off. */
export type Later = (delayMs: number, run: () => void) => () => void;

/** The machine's own timers. */
export const later: Later = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
