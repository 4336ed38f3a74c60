/** One look at a thing answers all who ask for it meanwhile, and nobody is told what was seen before they asked. */
import { setImmediate } from 'node:timers/promises';

type Turn<Seen> = {
  /** Of whoever asks now: not begun yet. */
  next?: Promise<Seen>;
  underWay?: Promise<unknown>;
};

/**
 * A look begins when all have been read who ask in this turn of the event loop. Who asks while it is under way waits for
 * the next one: that under way may have seen the thing before it changed, and a story that is withdrawn is gone for whoever
 * asks afterwards. So however many ask, there is one look in a turn, and there are two at most.
 */
export function sharedLooks<Seen>(look: (key: string) => Seen | Promise<Seen>): (key: string) => Promise<Seen> {
  const turns = new Map<string, Turn<Seen>>();

  async function begin(key: string, turn: Turn<Seen>): Promise<Seen> {
    await (turn.underWay ?? setImmediate());
    delete turn.next;
    const seen = look(key);
    if (!(seen instanceof Promise)) {
      turns.delete(key);
      return seen;
    }
    const end = (): void => {
      delete turn.underWay;
      if (turn.next === undefined) turns.delete(key);
    };
    turn.underWay = seen.then(end, end);
    return seen;
  }

  return (key) => {
    const turn = turns.get(key) ?? {};
    turns.set(key, turn);
    turn.next ??= begin(key, turn);
    return turn.next;
  };
}
