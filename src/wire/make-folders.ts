/**
 * A folder with those around it. Node's own way (`recursive: true`) goes up and down for ever where a file system says that
 * a folder has nothing around it though that is there: so does /proc, where nobody can make one.
 */
import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

type Making = {
  /** Of those that are made, less what the process masks out. */
  readonly mode?: number;
};

/**
 * Returns the outermost that was made, or nothing where all were there. Throws what the system says of the first that
 * cannot be made.
 */
export async function makeFolders(folder: string, { mode = 0o777 }: Making = {}): Promise<string | undefined> {
  try {
    return await makeFolder(folder, mode);
  } catch (error) {
    if (!mayLackSurroundings(error, folder)) throw error;
  }
  const outermost = await makeFolders(dirname(folder), { mode });
  const made = await makeFolder(folder, mode);
  return outermost ?? made;
}

/** The same for whoever has nothing else to do. */
export function makeFoldersAtOnce(folder: string): string | undefined {
  try {
    return makeFolderAtOnce(folder);
  } catch (error) {
    if (!mayLackSurroundings(error, folder)) throw error;
  }
  const outermost = makeFoldersAtOnce(dirname(folder));
  const made = makeFolderAtOnce(folder);
  return outermost ?? made;
}

function mayLackSurroundings(error: unknown, folder: string): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' && dirname(folder) !== folder;
}

async function makeFolder(folder: string, mode: number): Promise<string | undefined> {
  try {
    await mkdir(folder, mode);
    return folder;
  } catch (error) {
    // Not by the code: what is there may be refused as it were not, by a read-only disk for one. A link leads to a folder too.
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() === true) return undefined;
    throw error;
  }
}

function makeFolderAtOnce(folder: string): string | undefined {
  try {
    mkdirSync(folder);
    return folder;
  } catch (error) {
    if (isFolder(folder)) return undefined;
    throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
