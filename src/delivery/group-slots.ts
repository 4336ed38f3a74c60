/** So many turns at a time for those who share something, such as a host: who finds none waits outside the queue. */

export type GroupSlots<Item> = {
  /** The group whose slot it has; none where there is none: it waits until `release` gives it back. */
  readonly take: (item: Item, rank: string) => string | undefined;
  /** A turn of that group is over. Returns who may have its slot. */
  readonly release: (group: string) => { readonly item: Item; readonly rank: string } | undefined;
  readonly isWaiting: (item: Item, rank: string) => boolean;
  readonly forget: (item: Item, rank?: string) => void;
};

type Group<Item> = { taken: number; readonly waiting: Map<Item, string> };

type GroupSlotsOptions<Item> = { readonly of: (item: Item) => string; readonly max: number };

export function groupSlots<Item>({ of, max }: GroupSlotsOptions<Item>): GroupSlots<Item> {
  const groups = new Map<string, Group<Item>>();
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
