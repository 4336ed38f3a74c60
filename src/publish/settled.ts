/** Tells files that are done from files that are still being written: half a story must never be read. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { LRUCache } from 'lru-cache';

import { openForWriting } from './open-for-writing.ts';
import { seeStoryFile, type StoryFile } from './story-files.ts';

/** A file that has not changed for this long, and that nobody has open for writing, is done. */
export const QUIET_MS = 250;

/** A file that has not changed for this long is done, whoever has it open: some editors never let go. */
export const ABANDONED_MS = 30_000;

const POLL_MS = 50;

export type Settling = {
  readonly ready: readonly StoryFile[];
  /** Still being written when patience ran out. Files that vanished, or became unreachable, are in neither. */
  readonly unsettled: readonly StoryFile[];
};

/**
 * Of files that bear a date to come (the share that they lie on has a clock that is ahead, or the one here was), when they
 * were first seen so. Whoever has no patience looks at them again and again: each look goes on from the one before. Of those
 * that vanish nobody tells, so they are bounded.
 */
const seenAhead = new LRUCache<string, { readonly stamp: string; readonly since: number }>({ max: 10_000 });

/** Waits until the files are done, at most that long. */
export async function settled(
  folder: string,
  files: readonly StoryFile[],
  patienceMs: number,
  now: () => number,
): Promise<Settling> {
  const deadline = performance.now() + patienceMs;
  const quietFor = (file: StoryFile): number => {
    const quietMs = now() - file.changedAt;
    if (quietMs >= 0) return quietMs;
    const { path, stamp } = file;
    const before = seenAhead.get(join(folder, path));
    const since = before?.stamp === stamp ? before.since : performance.now();
    seenAhead.set(join(folder, path), { stamp, since });
    return performance.now() - since;
  };
  const ready: StoryFile[] = [];
  let waiting: readonly StoryFile[] = files;
  for (;;) {
    const { done, others } = await part(folder, waiting, quietFor);
    ready.push(...done);
    for (const file of done) seenAhead.delete(join(folder, file.path));
    if (others.length === 0 || performance.now() >= deadline) return { ready, unsettled: others };
    await sleep(POLL_MS);
    const seenAgain = await Promise.all(others.map((file) => seeStoryFile(folder, file.path)));
    waiting = seenAgain.flatMap((sighting) => (sighting.kind === 'file' ? [sighting.file] : []));
  }
}

async function part(folder: string, files: readonly StoryFile[], quietFor: (file: StoryFile) => number) {
  const quiet = files.filter((file) => quietFor(file) >= QUIET_MS);
  const fresh = quiet.filter((file) => quietFor(file) < ABANDONED_MS);
  const open = await openForWriting(fresh.map((file) => join(folder, file.path)));
  const done = new Set(quiet.filter((file) => quietFor(file) >= ABANDONED_MS || !open.has(join(folder, file.path))));
  return { done: [...done], others: files.filter((file) => !done.has(file)) };
}
