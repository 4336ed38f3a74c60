/** So many turns at a time for those who share something, such as a host: who finds none waits outside the queue. */

export type GroupSlots<Item, Rank> = {
  /** The group whose slot it has; none where there is none: it waits until `release` gives it back. */
  readonly take: (item: Item, rank: Rank) => string | undefined;
  /** A turn of that group is over. Returns who may have its slot. */
  readonly release: (group: string) => { readonly item: Item; readonly rank: Rank } | undefined;
  readonly isWaiting: (item: Item, rank: Rank) => boolean;
  readonly forget: (item: Item, rank?: Rank) => void;
};

type Group<Item, Rank> = { taken: number; readonly waiting: Map<Item, Rank> };

type GroupSlotsOptions<Item> = { readonly of: (item: Item) => string; readonly max: number };

export function groupSlots<Item, Rank>({ of, max }: GroupSlotsOptions<Item>): GroupSlots<Item, Rank> {
  const groups = new Map<string, Group<Item, Rank>>();
  return {
    take(item, rank) {
      const name = of(item);
      let group = groups.get(name);
      if (group === undefined) groups.set(name, (group = { taken: 0, waiting: new Map() }));
      if (group.taken < max) {
        group.taken += 1;
        return name;
      }
      group.waiting.set(item, rank);
      return undefined;
    },
    release(name) {
      const group = groups.get(name);
      if (group === undefined) return undefined;
      group.taken -= 1;
      const [next] = group.waiting;
      if (next === undefined) {
        if (group.taken === 0) groups.delete(name);
        return undefined;
      }
      const [waiting, rank] = next;
      group.waiting.delete(waiting);
      return { item: waiting, rank };
    },
    isWaiting: (item, rank) => groups.get(of(item))?.waiting.get(item) === rank,
    forget(item, rank) {
      const group = groups.get(of(item));
      if (rank === undefined || group?.waiting.get(item) === rank) group?.waiting.delete(item);
    },
  };
}
