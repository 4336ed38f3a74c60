/** The time and the turns of a process as an argument, so that a simulation can hold them. */
import { setImmediate } from 'node:timers/promises';

import { later, type Later } from '../../delivery/later.ts';

export type ProcessTime = {
  readonly later: Later;
  /** Milliseconds since some instant, whatever the clock is set to. */
  readonly elapsed: () => number;
  /** Others have their turn. */
  readonly yieldToOthers: () => Promise<void>;
};

export const PROCESS_TIME: ProcessTime = {
  later,
  elapsed: () => performance.now(),
  yieldToOthers: () => setImmediate(),
};
