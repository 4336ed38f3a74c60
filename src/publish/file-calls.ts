/** The calls to the file system of whoever writes `feeds/`, by Node's threads: whoever waits for the disk lets others work. */
import { constants, type Dirent } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';

import { makeFolders } from '../wire/make-folders.ts';

/** A file that takes its place as it is: a picture, whose name is made of its content. */
export type FileCopy = { readonly copyOf: string };

export type FileContent = Uint8Array | FileCopy;

export type FileCalls = {
  exists(file: string): Promise<boolean>;
  /** `undefined` where it is absent. */
  stat(file: string): Promise<FileStat | undefined>;
  /** `undefined` where it is absent. */
  read(file: string): Promise<Buffer | undefined>;
  /** What is in a folder; `undefined` where it is absent. */
  list(folder: string): Promise<readonly Entry[] | undefined>;
  /** An empty one: what a killed pass has left behind there goes first. */
  makeFolder(folder: string): Promise<void>;
  /** With those around it. Returns the outermost that was made. */
  makeFolders(folder: string): Promise<string | undefined>;
  /** A file that nobody reads yet. */
  write(file: string, content: FileContent, options: WriteOptions): Promise<void>;
  /** Sets the date of its last change. */
  date(file: string, modifiedAt: Date): Promise<void>;
  sync(path: string, how: 'sync' | 'datasync'): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** With all that is in it; nothing need be there. */
  remove(path: string): Promise<void>;
};

export type Entry = { readonly name: string; readonly isFolder: boolean };

export type FileStat = { readonly size: number; readonly mtimeMs: number };

export type WriteOptions = {
  /** Whether its bytes are on disk when that resolves. */
  readonly isSynced: boolean;
  /** The date that it bears, where that is not now. */
  readonly modifiedAt?: Date | undefined;
};

/** A copy has the mode of what it is a copy of, and the wire is for its owner alone. */
export const PUBLIC_MODE = 0o644;

export const fileCalls: FileCalls = {
  exists: async (file) => (await unlessAbsent(lstat(file))) !== undefined,
  stat: (file) => unlessAbsent(stat(file)),
  read: (file) => unlessAbsent(readFile(file)),
  list: async (folder) => (await unlessAbsent(readdir(folder, { withFileTypes: true })))?.map(entryOf),
  async makeFolder(folder) {
    try {
      await mkdir(folder);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      await rm(folder, { recursive: true });
      await mkdir(folder);
    }
  },
  makeFolders: (folder) => makeFolders(folder),
  async write(file, content, { isSynced, modifiedAt }) {
    const isCopy = 'copyOf' in content;
    // Where the file system can, a copy shares the disk with what it is a copy of, until one of them changes.
    if (isCopy) await copyFile(content.copyOf, file, constants.COPYFILE_FICLONE);
    await using handle = await open(file, isCopy ? 'r+' : 'w');
    if (isCopy) await handle.chmod(PUBLIC_MODE);
    else await handle.writeFile(content);
    if (modifiedAt !== undefined) await handle.utimes(modifiedAt, modifiedAt);
    if (isSynced) await handle.datasync();
  },
  date: (file, modifiedAt) => utimes(file, modifiedAt, modifiedAt),
  async sync(path, how) {
    await using handle = await open(path, 'r');
    await handle[how]();
  },
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
};

export function entryOf(entry: Dirent): Entry {
  return { name: entry.name, isFolder: entry.isDirectory() };
}

async function unlessAbsent<Found>(looking: Promise<Found>): Promise<Found | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
