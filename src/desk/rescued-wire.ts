/** All that a running desk knows, in a new folder beside `wire/`, where that was taken away from under it. */
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { DeskFolders } from '../config/folders.ts';
import { syncFolder, writeDurably } from '../wire/durable-file.ts';
import type { Store } from '../wire/store.ts';

const NAME = 'wire-rescued-';

/** With what belongs beside it, by file names. */
export type Belongings = ReadonlyMap<string, Buffer>;

export function rescueFolder({ root }: Pick<DeskFolders, 'root'>, now: Date): string {
  return join(root, NAME + now.toISOString().replaceAll(/[-:]|\.\d+/g, ''));
}

/** Takes the place of an earlier one in that folder. Rejects where it cannot be written. */
export async function rescueWire(
  store: Pick<Store, 'snapshot'>,
  belongings: Belongings,
  folder: string,
): Promise<void> {
  // Not `recursive`: where the whole desk is gone, half of one is not made in its place.
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  const file = join(folder, 'wire.sqlite');
  const unfinished = `${file}.part`;
  await rm(unfinished, { force: true });
  await store.snapshot(unfinished);
  await sync(unfinished);
  await rename(unfinished, file);
  for (const [name, bytes] of belongings) {
    const place = join(folder, name);
    await writeDurably(place, bytes, { beside: `${place}.part`, mode: 0o600 });
  }
  await syncFolder(folder);
}

async function sync(file: string): Promise<void> {
  await using handle = await open(file, 'r+');
  await handle.sync();
}

/** The names of those that lie there, the last one last. */
export async function rescuedWires({ root }: Pick<DeskFolders, 'root'>): Promise<readonly string[]> {
  const names = await readdir(root);
  return names.filter((name) => name.startsWith(NAME)).toSorted();
}
