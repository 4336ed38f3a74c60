/** Gives each that is ready one turn after the other, so many at a time; who matters more has slots that others cannot take. */

export type RoundRobin<Item, Rank extends string> = {
  /** To the end of its queue; who is in it already keeps the place. */
  readonly add: (item: Item, rank: Rank) => void;
  readonly remove: (item: Item, rank?: Rank) => void;
  /** No new turns until `release`. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Turns that are being taken. */
  readonly active: () => number;
  /** Nobody has a turn, and nobody could have one. */
  readonly isQuiet: () => boolean;
};

type RoundRobinOptions<Item, Rank> = {
  /** First who goes first: a turn of that rank begins while fewer than so many are being taken. */
  readonly slots: ReadonlyMap<Rank, number>;
  /** One turn. Never rejects. */
  readonly serve: (item: Item, rank: Rank) => Promise<void>;
  /** Called whenever a turn is over. */
  readonly afterTurn: () => void;
};

export function roundRobin<Item, Rank extends string>(options: RoundRobinOptions<Item, Rank>): RoundRobin<Item, Rank> {
  const { slots, serve, afterTurn } = options;
  const queues = [...slots].map(([rank, slotsOfRank]) => ({ rank, slots: slotsOfRank, waiting: new Set<Item>() }));
  let active = 0;
  let isHeld = false;

  function giveTurns(): void {
    for (const queue of queues) {
      for (const item of queue.waiting) {
        if (isHeld || active >= queue.slots) break;
        queue.waiting.delete(item);
        active += 1;
        void takeTurn(item, queue.rank);
      }
    }
  }

  async function takeTurn(item: Item, rank: Rank): Promise<void> {
    try {
      await serve(item, rank);
    } finally {
      active -= 1;
      giveTurns();
      afterTurn();
    }
  }

  return {
    add(item, rank) {
      queues.find((queue) => queue.rank === rank)?.waiting.add(item);
      giveTurns();
    },
    remove(item, rank) {
      for (const queue of queues) if (rank === undefined || rank === queue.rank) queue.waiting.delete(item);
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      giveTurns();
    },
    active: () => active,
    isQuiet: () => active === 0 && (isHeld || queues.every(({ waiting }) => waiting.size === 0)),
  };
}
