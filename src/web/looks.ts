/** One look at a thing answers all who ask for it meanwhile, and nobody is told what was seen before they asked. */

/**
 * Who asks while a look is under way waits for the next one: that under way may have seen the thing before it changed, and
 * a story that is withdrawn is gone for whoever asks afterwards. So however many ask, there are two looks at most.
 */
export function sharedLooks<Seen>(look: (key: string) => Promise<Seen>): (key: string) => Promise<Seen> {
  const turns = new Map<string, { underWay: Promise<Seen>; next?: Promise<Seen> }>();

  function begin(key: string): Promise<Seen> {
    const underWay = look(key);
    const turn = { underWay };
    turns.set(key, turn);
    const end = (): void => {
      if (turns.get(key) === turn && !('next' in turn)) turns.delete(key);
    };
    underWay.then(end, end);
    return underWay;
  }

  return (key) => {
    const turn = turns.get(key);
    if (turn === undefined) return begin(key);
    turn.next ??= turn.underWay.then(
      () => begin(key),
      () => begin(key),
    );
    return turn.next;
  };
}
