/** Files that are there whole or not at all, also after a power cut. */
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

type Writing = {
  /** Where it is written before it takes its place, in the same folder: whoever looks into that leaves such a name alone. */
  readonly beside: string;
  /** Of the file, less what the process masks out. */
  readonly mode?: number;
};

/** Takes the place of what was there. Leaves nothing behind where it fails. */
export async function writeDurably(
  file: string,
  content: Uint8Array,
  { beside, mode = 0o666 }: Writing,
): Promise<void> {
  try {
    await writeSynced(beside, content, mode);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

async function writeSynced(file: string, content: Uint8Array, mode: number): Promise<void> {
  await using handle = await open(file, 'w', mode);
  await handle.writeFile(content);
  await handle.sync();
}

/** A name is on disk when its folder is (fsync(2)). */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its file systems journal their entries.
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}
