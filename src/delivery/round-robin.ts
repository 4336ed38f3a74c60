/** Gives each that is ready one turn after the other, so many at a time. */

export type RoundRobin<Item> = {
  /** To the end of the queue; who is in it already keeps the place. */
  readonly add: (item: Item) => void;
  readonly remove: (item: Item) => void;
  /** No new turns until `release`. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Turns that are being taken. */
  readonly active: () => number;
  /** Nobody has a turn, and nobody could have one. */
  readonly isQuiet: () => boolean;
};

type RoundRobinOptions<Item> = {
  readonly slots: number;
  /** One turn. Never rejects. */
  readonly serve: (item: Item) => Promise<void>;
  /** Called whenever a turn is over. */
  readonly afterTurn: () => void;
};

export function roundRobin<Item>({ slots, serve, afterTurn }: RoundRobinOptions<Item>): RoundRobin<Item> {
  const queue = new Set<Item>();
  let active = 0;
  let isHeld = false;

  function giveTurns(): void {
    for (const item of queue) {
      if (isHeld || active >= slots) return;
      queue.delete(item);
      active += 1;
      void takeTurn(item);
    }
  }

  async function takeTurn(item: Item): Promise<void> {
    try {
      await serve(item);
    } finally {
      active -= 1;
      giveTurns();
      afterTurn();
    }
  }

  return {
    add(item) {
      queue.add(item);
      giveTurns();
    },
    remove: (item) => queue.delete(item),
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      giveTurns();
    },
    active: () => active,
    isQuiet: () => active === 0 && (isHeld || queue.size === 0),
  };
}
