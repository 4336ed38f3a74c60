/**
 * Gives each that is ready one turn after the other, so many of a rank at a time. A turn that takes long makes room: it
 * goes on in another rank's slots, so that the slow and the dead hold nobody up whose turns are short.
 */
import { alarm, type Later } from './later.ts';
import { groupSlots, type GroupSlots } from './group-slots.ts';
import { turnsUnderWay } from './turns-under-way.ts';

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

export function roundRobin<Item, Rank extends string>(options: RoundRobinOptions<Item, Rank>): RoundRobin<Item, Rank> {
  const { slots, groups, serve, afterTurn, later } = options;
  const queues = new Map([...slots.keys()].map((rank) => [rank, { first: new Set<Item>(), waiting: new Set<Item>() }]));
  const hosts: GroupSlots<Item, Rank> = groupSlots(groups);
  const turns = turnsUnderWay({ ...options, makeRoom: alarm(later, giveTurns) });
  let isHeld = false;

  function giveTurns(): void {
    for (const [rank, { first, waiting }] of queues) {
      if (first.size > 0) giveTurnsOf(rank, first);
      if (waiting.size > 0) giveTurnsOf(rank, waiting);
    }
  }

  function giveTurnsOf(rank: Rank, queue: Set<Item>): void {
    for (const item of queue) {
      if (isHeld || !turns.hasSlot(rank)) return;
      queue.delete(item);
      const host = groups.ranks.has(rank) ? hosts.take(item, rank) : NO_HOST;
      if (host !== undefined) void takeTurn(item, rank, host);
    }
  }

  async function takeTurn(item: Item, rank: Rank, host: string): Promise<void> {
    const end = turns.begin(rank);
    try {
      await serve(item, rank);
    } finally {
      end();
      // It may have another host by now.
      const next = host === NO_HOST ? undefined : hosts.release(host);
      if (next !== undefined) queues.get(next.rank)?.first.add(next.item);
      giveTurns();
      afterTurn();
    }
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
    remove(item, rank) {
      if (rank === undefined) for (const queue of queues.values()) takeOut(queue, item);
      else takeOut(queues.get(rank), item);
      hosts.forget(item, rank);
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      giveTurns();
    },
    active: turns.active,
    isQuiet: () => turns.active() === 0 && (isHeld || [...queues.values()].every(isEmpty)),
  };
}

function takeOut<Item>(
  queue: { readonly first: Set<Item>; readonly waiting: Set<Item> } | undefined,
  item: Item,
): void {
  queue?.first.delete(item);
  queue?.waiting.delete(item);
}

function isEmpty({ first, waiting }: { readonly first: ReadonlySet<unknown>; readonly waiting: ReadonlySet<unknown> }) {
  return first.size + waiting.size === 0;
}

/** Of turns whose ranks are not limited by host. */
const NO_HOST = '';
