/**
 * A desk whose `wire/` is taken away while it runs stops: what it put on the wire from then on would be lost, kills among it.
 * All that it knows is left beside, since what was removed is in no other place.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Raise } from '../alerts/alert.ts';
import { wireAlert } from '../alerts/desk-alerts.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { keyFileIn } from '../wire/key-file.ts';
import { wirePlace } from '../wire/wire-place.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';
import { rescueFolder, rescueWire, type Belongings } from './rescued-wire.ts';

export type WireWatch = AsyncDisposable & {
  /** Given where the wire is gone and all of it was rescued: the desk is to stop. */
  readonly gone: AbortSignal;
  /** Throws a `WiredeskError` that says why the desk has stopped, where this is why. */
  readonly throwIfGone: () => void;
  /** Never rejects. */
  readonly look: (raise: Raise) => Promise<void>;
};

/** Somebody may be moving it, and put it back. */
const SECOND_LOOK_MS = 5_000;

/** Disposed of as the last before the desk itself: what came of the last deliveries is rescued too. */
export function watchWirePlace(desk: OpenDesk, log: Log, secondLookMs: number = SECOND_LOOK_MS): WireWatch {
  const { store, folders } = desk;
  const place = wirePlace(folders.store, store.log);
  const keyFile = keyFileIn(folders.wire);
  const stopping = new AbortController();
  let belongings: Belongings = new Map();
  let rescued: string | undefined;

  async function look(raise: Raise): Promise<void> {
    if (rescued !== undefined) return;
    if (await place.isOurs()) {
      belongings = await readIfThere(keyFile);
      return;
    }
    await sleep(secondLookMs);
    if (await place.isOurs()) return;
    const folder = rescueFolder(folders, new Date());
    await rescueWire(store, belongings, folder);
    rescued = folder;
    wireAlert(raise, basename(folder));
    stopping.abort();
  }

  return {
    gone: stopping.signal,
    throwIfGone() {
      if (rescued !== undefined) throw new WiredeskError(goneFor(basename(rescued)));
    },
    look: (raise) => look(raise).catch((error: unknown) => log.error({ err: error }, LOOK_FAILED)),
    async [Symbol.asyncDispose]() {
      if (rescued !== undefined) await rescueWire(store, belongings, rescued);
    },
  };
}

const LOOK_FAILED =
  'it cannot be told whether wire/ is in its place, or what it held cannot be saved: tried again in a minute';

function goneFor(folder: string): string {
  return (
    'wire/ was moved away, removed or replaced while the desk ran, so the desk has stopped. If it was moved, put it back in place of what wire/ is now. ' +
    `If it is lost, all but its pictures is in ${folder}/: move that to wire/ (docs/operating.md)`
  );
}

async function readIfThere(file: string): Promise<Belongings> {
  try {
    return new Map([[basename(file), await readFile(file)]]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
}
