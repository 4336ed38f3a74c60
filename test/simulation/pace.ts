/**
 * Which call ends next. In many schedules some kinds of calls are slow from beginning to end, so that all else overtakes them:
 * what can only go wrong while one thing waits through many others is met that way.
 */
import type { Call } from './machine.ts';
import type { Dice } from './random.ts';

export type Pace = {
  /** Takes one of them out; `undefined`: those that are left take longer. */
  readonly next: (calls: Call[]) => Call | undefined;
};

/** How often a slow call has its turn all the same. */
const SLOW_TURN = 0.06;

export function paceOf(dice: Dice): Pace {
  const share = dice.pick([0, 0, 0.15, 0.35]);
  const slowKinds = new Map<string, boolean>();

  function isSlow({ label }: Call): boolean {
    const kind = label.split(' ', 2).join(' ');
    const known = slowKinds.get(kind) ?? dice.chance(share);
    slowKinds.set(kind, known);
    return known;
  }

  return {
    next(calls) {
      const ready = dice.chance(SLOW_TURN) ? calls : calls.filter((call) => !isSlow(call));
      if (ready.length === 0) return undefined;
      const call = dice.pick(ready);
      calls.splice(calls.indexOf(call), 1);
      return call;
    },
  };
}
