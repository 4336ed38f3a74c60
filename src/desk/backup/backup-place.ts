/** Where a backup may go: into a new folder, on a disk that is there, and nowhere that is published. */
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

import type { DeskFolders } from '../../config/folders.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';

/** As an absolute path. Throws a `WiredeskError` that says what is wrong with it. */
export async function backupPlace({ feeds, stories }: DeskFolders, to: string): Promise<string> {
  const asked = resolve(to);
  // A disk that is not mounted would have the backup on the one that it is to outlive.
  const around = await realpath(dirname(asked)).catch(() => undefined);
  if (around === undefined) {
    throw new WiredeskError(`${dirname(asked)} is not there: make it, or mount the disk that belongs there`);
  }
  const place = join(around, basename(asked));
  for (const folder of [feeds, stories]) {
    if (isWithin(place, await realpath(folder).catch(() => folder))) {
      throw new WiredeskError(`${to} lies in ${basename(folder)}/, and would be published: name a folder elsewhere`);
    }
  }
  if (await isFree(place)) return place;
  throw new WiredeskError(`${to} is there already: name a new folder for each backup, such as one with its date`);
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`));
}

/** Nothing is there, or an empty folder. */
async function isFree(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
