/**
 * The machine that a process runs on: its clock, and its calls to the store and the network, each of which ends when the
 * schedule says so. A crash is the end of all of them at once.
 */
import { setImmediate } from 'node:timers/promises';

import type { Later } from '../../src/delivery/later.ts';
import { StoreError } from '../../src/wire/store.ts';

export type Call = {
  readonly label: string;
  /** Lets it have its effect and answers; or, of a process that has died, has its effect alone. */
  readonly complete: () => Promise<void>;
  /** The store refuses. Network calls have no such end. */
  readonly refuse?: () => void;
  /** What a crash may leave of it: it happened, but nobody heard of it. */
  readonly orphan: () => Promise<void>;
};

export type Machine = {
  readonly calls: Call[];
  readonly later: Later;
  readonly now: () => number;
  /** Since the start, without the jumps of the clock. */
  readonly elapsed: () => number;
  readonly through: <Arguments extends unknown[], Result>(
    label: string,
    call: (...given: Arguments) => Promise<Result>,
  ) => (...given: Arguments) => Promise<Result>;
  readonly hasTimers: () => boolean;
  /** Milliseconds until the next timer; without end where there is none. */
  readonly nextTimerIn: () => number;
  /** Time passes until the next timer, which rings. */
  readonly ring: () => void;
  readonly pass: (ms: number) => void;
  readonly jump: (ms: number) => void;
  /** Calls and timers are no more. */
  readonly forget: () => void;
  /** Whatever follows from what has happened, happens. */
  readonly settle: () => Promise<void>;
};

export function machine(start: number): Machine {
  const calls: Call[] = [];
  const timers = new Set<{ readonly due: number; readonly run: () => void }>();
  let elapsed = 0;
  let skew = 0;
  const nextTimerIn = (): number => Math.min(...[...timers].map(({ due }) => due)) - elapsed;
  return {
    calls,
    now: () => start + elapsed + skew,
    elapsed: () => elapsed,
    later(delayMs, run) {
      const timer = { due: elapsed + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    through:
      (label, call) =>
      (...given) =>
        new Promise((resolve, reject) => {
          calls.push({
            label,
            complete: async () => {
              await call(...given).then(resolve, reject);
            },
            refuse: () => reject(new StoreError('unavailable', 'the disk is full')),
            orphan: async () => {
              await call(...given);
            },
          });
        }),
    hasTimers: () => timers.size > 0,
    nextTimerIn,
    ring() {
      const next = [...timers].reduce((first, one) => (one.due < first.due ? one : first));
      timers.delete(next);
      elapsed = Math.max(elapsed, next.due);
      next.run();
    },
    pass(ms) {
      elapsed += Math.min(ms, Math.max(nextTimerIn(), 0));
    },
    jump(ms) {
      skew += ms;
    },
    forget() {
      calls.length = 0;
      timers.clear();
    },
    settle: async () => {
      await setImmediate();
    },
  };
}
