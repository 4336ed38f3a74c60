/**
 * A name that is given to the next document lets go of the last one, and some file systems give its blocks back to the disk
 * at once (ext4 with `discard` and no journal: 2 ms). Held open it is let go of afterwards, when nobody waits for the disk
 * any more.
 */
import { close, constants, openSync, renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';

/** So many are held open at most: a process may not open any number of files. */
const HELD_MAX = 256;

/** By then the folders have been synced, for which Node's threads are needed. */
const LET_GO_AFTER_MS = 200;

let held = 0;

/** Throws, or rejects, where it cannot be done; nothing has changed then. */
export async function renameOver(from: string, to: string): Promise<void> {
  if (held >= HELD_MAX) return rename(from, to);
  const last = opened(to);
  try {
    renameSync(from, to);
  } finally {
    if (last !== undefined) letGo(last);
  }
}

/** `undefined` where nothing is there, or it may not be opened: then there is more to wait for, and no harm. */
function opened(file: string): number | undefined {
  try {
    // Who opens a pipe would wait for somebody to write into it.
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

function letGo(file: number): void {
  held += 1;
  const timer = setTimeout(() => {
    // It was open for reading, and has no name any more: whatever comes of it, nothing is lost.
    close(file, () => {
      held -= 1;
    });
  }, LET_GO_AFTER_MS);
  // With the thread it goes as well.
  timer.unref();
}
