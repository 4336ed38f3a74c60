/** The calls to the file system of whoever writes `feeds/`: by Node's threads, or by the thread that makes them. */
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fdatasyncSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, lstat, mkdir, open, rm } from 'node:fs/promises';

/** A file that takes its place as it is: a picture, whose name is made of its content. */
export type FileCopy = { readonly copyOf: string };

export type FileContent = Uint8Array | FileCopy;

export type FileCalls = {
  exists(file: string): Promise<boolean>;
  /** An empty one: what a killed pass has left behind there goes first. */
  makeFolder(folder: string): Promise<void>;
  /** A file that nobody reads yet. */
  write(file: string, content: FileContent, options: WriteOptions): Promise<void>;
};

export type WriteOptions = {
  /** Whether its bytes are on disk when that resolves. */
  readonly isSynced: boolean;
  /** The date that it bears, where that is not now. */
  readonly modifiedAt?: Date | undefined;
};

/** A copy has the mode of what it is a copy of, and the wire is for its owner alone. */
const PUBLIC_MODE = 0o644;

/** Whoever waits for the disk lets others work meanwhile. */
export const fileCalls: FileCalls = {
  async exists(file) {
    try {
      await lstat(file);
      return true;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    }
  },
  async makeFolder(folder) {
    try {
      await mkdir(folder);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      await rm(folder, { recursive: true });
      await mkdir(folder);
    }
  },
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
};

/**
 * For a thread that has nothing else to do: to hand a small file over to another thread three times, to be opened, written
 * and closed, takes several times as long as to write it.
 */
export const fileCallsAtOnce: FileCalls = {
  exists: (file) => promised(() => lstatSync(file, { throwIfNoEntry: false }) !== undefined),
  makeFolder: (folder) =>
    promised(() => {
      try {
        mkdirSync(folder);
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error;
        rmSync(folder, { recursive: true });
        mkdirSync(folder);
      }
    }),
  write: (file, content, { isSynced, modifiedAt }) =>
    promised(() => {
      const isCopy = 'copyOf' in content;
      if (isCopy) copyFileSync(content.copyOf, file, constants.COPYFILE_FICLONE);
      const handle = openSync(file, isCopy ? 'r+' : 'w');
      try {
        if (isCopy) fchmodSync(handle, PUBLIC_MODE);
        else writeFileSync(handle, content);
        if (modifiedAt !== undefined) futimesSync(handle, modifiedAt, modifiedAt);
        if (isSynced) fdatasyncSync(handle);
      } finally {
        closeSync(handle);
      }
    }),
};

function promised<Result>(call: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(call());
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
