/** A folder once more in another place, while others write in it: what vanishes meanwhile is no trouble. */
import { constants } from 'node:fs';
import { copyFile, readdir, readlink, stat, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import { makeFolders } from '../../wire/make-folders.ts';

export type Duplicated = {
  readonly files: number;
  readonly bytes: number;
  /** What could not be read, each with the reason, relative to the folder. */
  readonly omitted: readonly string[];
};

/**
 * All but hidden files, with their dates; a link stays a link. What cannot be read costs only itself; throws where the copy
 * cannot be written.
 */
export async function duplicateFolder(from: string, to: string): Promise<Duplicated> {
  const omitted: string[] = [];
  let files = 0;
  let bytes = 0;

  async function duplicate(below: string): Promise<void> {
    const entries = await readdir(join(from, below), { withFileTypes: true });
    await makeFolders(join(to, below), { mode: 0o700 });
    for (const entry of entries) {
      const path = join(below, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) await orOmitted(path, () => duplicate(path));
      else if (entry.isSymbolicLink()) await orOmitted(path, () => duplicateLink(path));
      else if (entry.isFile()) await orOmitted(path, () => duplicateFile(path));
      else omitted.push(`${path}: it is no plain file`);
    }
  }

  async function duplicateLink(path: string): Promise<void> {
    await symlink(await readlink(join(from, path)), join(to, path));
    files += 1;
  }

  async function duplicateFile(path: string): Promise<void> {
    const { atime, mtime } = await stat(join(from, path));
    // Where the file system can, both share the disk until one of them changes.
    await copyFile(join(from, path), join(to, path), constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await utimes(join(to, path), atime, mtime);
    files += 1;
    bytes += (await stat(join(to, path))).size;
  }

  async function orOmitted(path: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code === 'ENOENT') return;
      if (!UNREADABLE.has(code)) throw error;
      omitted.push(`${path}: ${UNREADABLE.get(code) ?? code}`);
    }
  }

  await duplicate('');
  return { files, bytes, omitted };
}

const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not read it'],
  ['EPERM', 'it cannot be made there: a link on a file system that has none, or a file that this user may not read'],
  ['EIO', 'the disk failed while reading it'],
  ['ELOOP', 'it is a link that leads in a circle'],
]);
