/** One thing after the other, each in its own time: however long the act takes, the next begins on the beat. */
import { setTimeout as sleep } from 'node:timers/promises';

/** `everyMs` 0: without pause. */
export async function atPace<Item>(
  items: Iterable<Item>,
  everyMs: number,
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  const startedAt = performance.now();
  let begun = 0;
  for (const item of items) {
    await act(item);
    begun += 1;
    const wait = startedAt + begun * everyMs - performance.now();
    if (wait > 0) await sleep(wait);
  }
}
