/** One document into `feeds/`: whole or not at all, and only where it differs from what lies there. */
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Returns whether anything was written. The document is written to a temporary name, synced, and renamed over the old
 * one: a reader never sees half of it, not even after a power cut.
 */
export async function writeDocument(file: string, bytes: Buffer): Promise<boolean> {
  const old = await contentOf(file);
  if (old?.bytes.equals(bytes) === true) return false;
  await mkdir(dirname(file), { recursive: true });
  // One pass at a time: what a killed one has left behind is written over by the next.
  const temporary = join(dirname(file), `.${basename(file)}.tmp`);
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    if (old !== undefined) await keepLastModifiedRising(temporary, old.modifiedAt);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return true;
}

/** After this the new names of documents in these folders survive a power cut too (rename(2) alone may not). */
export async function syncFolders(folders: Iterable<string>): Promise<void> {
  for (const folder of new Set(folders)) {
    await using handle = await open(folder, 'r');
    await handle.sync();
  }
}

/**
 * Last-Modified has whole seconds (RFC 9110 §8.8.2): two documents within one second would look the same to a reader
 * who asks by date, so the later one moves to the next second.
 */
async function keepLastModifiedRising(file: string, previousMs: number): Promise<void> {
  const nextSecondMs = (Math.floor(previousMs / 1000) + 1) * 1000;
  if (Date.now() < nextSecondMs) await utimes(file, new Date(nextSecondMs), new Date(nextSecondMs));
}

async function contentOf(file: string): Promise<{ bytes: Buffer; modifiedAt: number } | undefined> {
  try {
    const [bytes, stats] = await Promise.all([readFile(file), stat(file)]);
    return { bytes, modifiedAt: stats.mtimeMs };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
