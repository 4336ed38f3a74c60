/** Work on a list in its order, of which what comes next is begun already. */

type Begun<Item, Result> = { readonly item: Item; readonly result: Promise<Result> };

/**
 * Each item with what `begin` makes of it, in order, while up to `ahead` later ones are under way. Whoever leaves early waits
 * for those, so that none of them goes on unseen.
 */
export async function* begunAhead<Item, Result>(
  items: readonly Item[],
  ahead: number,
  begin: (item: Item) => Promise<Result>,
): AsyncGenerator<Begun<Item, Result>, void, undefined> {
  const underWay: Begun<Item, Result>[] = [];
  let next = 0;
  try {
    for (;;) {
      for (const item of items.slice(next, next + ahead + 1 - underWay.length)) {
        const result = begin(item);
        // Whoever comes to it is told; until then it is no failure that nobody has seen.
        result.catch(() => undefined);
        underWay.push({ item, result });
        next += 1;
      }
      const first = underWay.shift();
      if (first === undefined) return;
      yield first;
    }
  } finally {
    await Promise.allSettled(underWay.map(({ result }) => result));
  }
}
