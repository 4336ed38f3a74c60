/** The turns that are being taken, by rank; one that takes long goes on in another rank's slots. */
import type { Alarm } from './later.ts';
import type { Slots } from './round-robin.ts';

export type TurnsUnderWay<Rank> = {
  /** Whether one more may begin: where none is free, the longest turn makes room if it is long. */
  readonly hasSlot: (rank: Rank) => boolean;
  /** Returns what ends it. */
  readonly begin: (rank: Rank) => () => void;
  readonly active: () => number;
};

type TurnsOptions<Rank> = {
  readonly slots: ReadonlyMap<Rank, Slots<Rank>>;
  /** Milliseconds. */
  readonly now: () => number;
  /** Rings when a turn has become long that others wait for. */
  readonly makeRoom: Alarm;
};

/** What most endpoints need, the way around the world included. */
export const LONG_TURN_MS = 250;

const NO_SLOTS: Slots<never> = { max: 0 };

type Turn<Rank> = { rank: Rank; readonly since: number };

export function turnsUnderWay<Rank extends string>({ slots, now, makeRoom }: TurnsOptions<Rank>): TurnsUnderWay<Rank> {
  /** Each in the order in which they began. */
  const turns = new Map([...slots.keys()].map((rank) => [rank, new Set<Turn<Rank>>()]));
  let active = 0;

  return {
    hasSlot(rank) {
      const taken = turns.get(rank);
      const { max, long } = slots.get(rank) ?? NO_SLOTS;
      if (taken === undefined || taken.size < max) return taken !== undefined;
      const oldest = taken.values().next().value;
      if (long === undefined || oldest === undefined) return false;
      const left = oldest.since + LONG_TURN_MS - now();
      // By a clock that was set back, none is ever long enough.
      if (left > 0 && left <= LONG_TURN_MS) {
        if (!makeRoom.isSet()) makeRoom.set(left);
        return false;
      }
      taken.delete(oldest);
      oldest.rank = long;
      turns.get(long)?.add(oldest);
      return true;
    },
    begin(rank) {
      const turn = { rank, since: now() };
      active += 1;
      turns.get(rank)?.add(turn);
      return () => {
        active -= 1;
        turns.get(turn.rank)?.delete(turn);
        if (active === 0) makeRoom.stop();
      };
    },
    active: () => active,
  };
}
