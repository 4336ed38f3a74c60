/**
 * How far the desk as a whole has got: whoever keeps up has all that matches up to here, so that nobody's own cursor has to
 * be written for events of no concern, and a start reads the log from here on.
 */
import type { Subscription } from './subscription.ts';

export type Checkpoint = {
  /** It is handed that event, or may have been handed one from there on, and has written nothing since. */
  readonly hold: (subscription: Subscription, seq: number) => void;
  /** Its own cursor, written or on its way with the next batch, tells where it is. */
  readonly release: (subscription: Subscription) => void;
  /** For the next batch. */
  readonly reached: () => number;
};

type CheckpointDeps = {
  /** The last event that has been handed out. */
  readonly head: () => number;
  /** The first kill of which it is not known who gets it; `Infinity`: none. */
  readonly firstOpenKill: () => number;
};

export function checkpoint({ head, firstOpenKill }: CheckpointDeps): Checkpoint {
  const held = new Map<Subscription, number>();
  return {
    hold(subscription, seq) {
      const { place } = subscription;
      if (place.isNotedBehind || place.isHeld) return;
      place.isHeld = true;
      held.set(subscription, seq);
    },
    release(subscription) {
      subscription.place.isHeld = false;
      held.delete(subscription);
    },
    reached() {
      let first = Math.min(head() + 1, firstOpenKill());
      for (const seq of held.values()) first = Math.min(first, seq);
      return first - 1;
    },
  };
}
