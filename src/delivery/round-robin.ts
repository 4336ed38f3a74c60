/**
 * Gives each that is ready one turn after the other, so many of a rank at a time. A turn that takes long makes room: it
 * goes on in another rank's slots, so that the slow and the dead hold nobody up whose turns are short.
 */
import { alarm, type Later } from './later.ts';
import { groupSlots, type GroupSlots } from './group-slots.ts';

export type RoundRobin<Item, Rank extends string> = {
  /** To the end of its queue, or to its head; who is in it already keeps the place. It is in no other rank's any more. */
  readonly add: (item: Item, rank: Rank, end?: 'head') => void;
  readonly remove: (item: Item, rank?: Rank) => void;
  /** No new turns until `release`. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Turns that are being taken. */
  readonly active: () => number;
  /** Nobody has a turn, and nobody could have one. */
  readonly isQuiet: () => boolean;
};

/** Of one rank. */
export type Slots<Rank> = {
  /** Turns at a time. */
  readonly max: number;
  /** Whose slots a turn takes that lasts long; it may make more of them than `max`. */
  readonly long?: Rank;
};

export type RoundRobinOptions<Item, Rank extends string> = {
  /** First who goes first. */
  readonly slots: ReadonlyMap<Rank, Slots<Rank>>;
  /** Turns of one group at a time, such as one host's; ranks that are not limited so are not in it. */
  readonly groups: { readonly of: (item: Item) => string; readonly max: number; readonly ranks: ReadonlySet<Rank> };
  /** One turn. Never rejects. */
  readonly serve: (item: Item, rank: Rank) => Promise<void>;
  /** Called whenever a turn is over. */
  readonly afterTurn: () => void;
  /** Milliseconds. */
  readonly now: () => number;
  readonly later: Later;
};

/** What most endpoints need, the way around the world included. */
export const LONG_TURN_MS = 250;

type Turn<Rank> = { rank: Rank; readonly since: number };

export function roundRobin<Item, Rank extends string>(options: RoundRobinOptions<Item, Rank>): RoundRobin<Item, Rank> {
  const { slots, groups, serve, afterTurn, now, later } = options;
  const queues = new Map([...slots.keys()].map((rank) => [rank, { first: new Set<Item>(), waiting: new Set<Item>() }]));
  const turns = new Map([...slots.keys()].map((rank) => [rank, new Set<Turn<Rank>>()]));
  const hosts: GroupSlots<Item> = groupSlots(groups);
  const makeRoom = alarm(later, giveTurns);
  let active = 0;
  let isHeld = false;

  function giveTurns(): void {
    for (const [rank, queue] of queues) {
      for (const waiting of [queue.first, queue.waiting]) {
        for (const item of waiting) {
          if (isHeld || !hasSlot(rank)) break;
          waiting.delete(item);
          if (!groups.ranks.has(rank)) void takeTurn(item, rank);
          else {
            const host = hosts.take(item, rank);
            if (host !== undefined) void takeTurn(item, rank, host);
          }
        }
      }
    }
  }

  function hasSlot(rank: Rank): boolean {
    const taken = turns.get(rank);
    const { max = 0, long } = slots.get(rank) ?? {};
    if (taken === undefined || taken.size < max) return taken !== undefined;
    const [oldest] = taken;
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
  }

  async function takeTurn(item: Item, rank: Rank, host?: string): Promise<void> {
    const turn = { rank, since: now() };
    active += 1;
    turns.get(rank)?.add(turn);
    try {
      await serve(item, rank);
    } finally {
      active -= 1;
      turns.get(turn.rank)?.delete(turn);
      // It may have another host by now.
      const next = host === undefined ? undefined : hosts.release(host);
      if (next !== undefined) queues.get(next.rank as Rank)?.first.add(next.item);
      giveTurns();
      if (active === 0) makeRoom.stop();
      afterTurn();
    }
  }

  function remove(item: Item, rank?: Rank): void {
    for (const [of, { first, waiting }] of queues) {
      if (rank !== undefined && rank !== of) continue;
      first.delete(item);
      waiting.delete(item);
    }
    hosts.forget(item, rank);
  }

  return {
    add(item, rank, end) {
      if (hosts.isWaiting(item, rank)) return;
      const queue = queues.get(rank);
      if (end === 'head') {
        queue?.waiting.delete(item);
        queue?.first.add(item);
      } else if (queue?.first.has(item) !== true) queue?.waiting.add(item);
      giveTurns();
    },
    remove,
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      giveTurns();
    },
    active: () => active,
    isQuiet: () =>
      active === 0 && (isHeld || [...queues.values()].every(({ first, waiting }) => first.size + waiting.size === 0)),
  };
}
