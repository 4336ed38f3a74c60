/** A clock that stands still until a test moves it, with the timers that hang on it. */
import { setImmediate } from 'node:timers/promises';

import type { Later } from '../../src/delivery/later.ts';

export type HeldClock = {
  readonly now: () => number;
  readonly later: Later;
  /** Moves on by so much; every timer due in between runs at its instant, and what it set off runs to its end. */
  readonly advance: (ms: number) => Promise<void>;
  /** Everything that is under way runs to its end; no time passes. */
  readonly standStill: () => Promise<void>;
  readonly timers: () => number;
};

/** Promises settle before the next turn of the event loop. */
async function standStill(): Promise<void> {
  await setImmediate();
}

export function heldClock(start: string = '2026-11-24T12:00:00.000Z'): HeldClock {
  const timers = new Set<{ readonly due: number; readonly run: () => void }>();
  let now = Date.parse(start);

  return {
    now: () => now,
    later(delayMs, run) {
      const timer = { due: now + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    standStill,
    timers: () => timers.size,
    async advance(ms) {
      const end = now + ms;
      await standStill();
      for (;;) {
        const next = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.due);
        next.run();
        await standStill();
      }
      now = end;
    },
  };
}
