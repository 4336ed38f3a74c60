/**
 * A wire that knows of no story, beside feeds that show some: its disk may not be mounted, or somebody has removed it. All of
 * stories/ would go out anew, what was killed by command with it. So nothing goes out until the operator has put that right.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { storyFolder } from '../formats/addresses.ts';
import { FeedsError } from '../publish/feeds-error.ts';
import { readFailure } from '../publish/read-failure.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { OpenDesk } from './open-desk.ts';
import { rescuedWires } from './rescued-wire.ts';

type Desk = Pick<OpenDesk, 'store' | 'folders'>;

/** How many stories `feeds/` shows of which the wire has lost everything; 0 where it has not. */
export async function storiesOfLostWire({ store, folders }: Desk): Promise<number> {
  return (await store.log.head()) === undefined ? storiesIn(folders.feeds) : 0;
}

/** Throws a `WiredeskError` that says what is to be done first. */
export async function refuseLostWire(desk: Desk): Promise<void> {
  const shown = await storiesOfLostWire(desk);
  if (shown === 0) return;
  const rescued = (await rescuedWires(desk.folders)).at(-1);
  throw new WiredeskError(
    `wire/ knows of no story, but feeds/ shows ${shown}: all of stories/ would go out anew, what was killed with it. ` +
      (rescued === undefined
        ? ''
        : `What the desk knew when it lost its wire/ is in ${rescued}/: move that to wire/. `) +
      'If the disk of wire/ is not mounted, mount it; if wire/ is lost, restore the newest backup (docs/operating.md). ' +
      'To begin anew all the same, remove feeds/stories first',
  );
}

const ABSENT = new Set<unknown>(['ENOENT', 'ENOTDIR']);

/** Each has a folder, which is made when it is on the wire. Throws a `FeedsError` where nobody can tell. */
async function storiesIn(feeds: string): Promise<number> {
  try {
    const entries = await readdir(join(feeds, storyFolder('')), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).length;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(error.code)) return 0;
    throw new FeedsError(`feeds/stories cannot be looked at: ${readFailure(error)}`, { cause: error });
  }
}
