/**
 * Pictures in `wire/pictures/` that no version on the wire names: a process died between keeping them and committing
 * their story, or the story was refused. They go when a desk starts.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { PictureShelf } from '../wire/picture-shelf.ts';
import type { Log } from './log.ts';
import { START, takePassLock } from './locks.ts';
import type { OpenDesk } from './open-desk.ts';
import { picturesOf } from './pictures-of.ts';

/** What was put there since may belong to a story that is being taken in, by this process or another. */
const GRACE_MS = 24 * 60 * 60_000;

/** A stretch is read in some milliseconds, and nothing else is done meanwhile. */
const STRETCH_STORIES = 500;

/** Up to when pictures have been looked at: what a version named then it names for ever, and is not sought again. */
const LOOKED_UNTIL = 'stray-pictures-looked-until';

/** How many were taken out. */
export async function clearStrayPictures(desk: OpenDesk, now: number, signal: AbortSignal): Promise<number> {
  const shelf = picturesOf(desk).pictures;
  const before = now - GRACE_MS;
  const since = Number((await desk.store.note(LOOKED_UNTIL)) ?? 0);
  const strays = new Set(await shelf.putBetween(since, before));
  for (let from: number | undefined = 1; from !== undefined && strays.size > 0;) {
    if (signal.aborted) return 0;
    const named = await desk.store.stories.picturesNamed({ from, limit: STRETCH_STORIES });
    for (const hash of named.hashes) strays.delete(hash);
    from = named.next;
    await sleep(0);
  }
  const removed = strays.size === 0 ? 0 : await remove(strays, { shelf, before, desk, signal });
  await desk.store.setNote(LOOKED_UNTIL, String(Math.max(since, before)));
  return removed;
}

type Removal = {
  readonly shelf: PictureShelf;
  readonly before: number;
  readonly desk: OpenDesk;
  readonly signal: AbortSignal;
};

/** While no pass takes one in. Whatever was named since the wire was read was put there again, and so is no longer old. */
async function remove(strays: Iterable<string>, { shelf, before, desk, signal }: Removal): Promise<number> {
  using _lock = await takePassLock(desk.folders, START, signal);
  let removed = 0;
  for (const name of strays) removed += (await shelf.remove(name, before)) ? 1 : 0;
  return removed;
}

/** Beside whatever else a desk does when it starts; disposed of, it ends after the stretch under way. */
export function clearingStrayPictures(desk: OpenDesk, log: Log): AsyncDisposable {
  const stopping = new AbortController();
  const done = clear(desk, log, stopping.signal);
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function clear(desk: OpenDesk, log: Log, signal: AbortSignal): Promise<void> {
  try {
    const removed = await clearStrayPictures(desk, Date.now(), signal);
    if (removed > 0) log.info({ removed }, 'pictures taken out of wire/pictures/ that no story names');
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, 'stray pictures stay in wire/pictures/ until the next start');
  }
}
