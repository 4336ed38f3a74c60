/** Timers as an argument, so that a test or a simulation can hold the clock. */

/** Runs `run` once after that time; the function it returns calls it off. */
export type Later = (delayMs: number, run: () => void) => () => void;

export type Alarm = {
  /** In place of the time it was set to. */
  readonly set: (delayMs: number) => void;
  readonly isSet: () => boolean;
  readonly stop: () => void;
};

/** One timer, set again and again. */
export function alarm(later: Later, ring: () => void): Alarm {
  let callOff: (() => void) | undefined;
  return {
    set(delayMs) {
      callOff?.();
      callOff = later(delayMs, () => {
        callOff = undefined;
        ring();
      });
    },
    isSet: () => callOff !== undefined,
    stop() {
      callOff?.();
      callOff = undefined;
    },
  };
}

/** The machine's own timers. */
export const later: Later = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
