/** The calls to the file system of whoever writes `feeds/`: by Node's threads, or by the thread that makes them. */
import { chmodSync, constants, copyFileSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, rm, writeFile } from 'node:fs/promises';

/** A file that takes its place as it is: a picture, whose name is made of its content. */
export type FileCopy = { readonly copyOf: string };

export type FileContent = Buffer | FileCopy;

export type FileCalls = {
  exists(file: string): Promise<boolean>;
  /** An empty one: what a killed pass has left behind there goes first. */
  makeFolder(folder: string): Promise<void>;
  /** A file that nobody reads yet. */
  write(file: string, content: FileContent): Promise<void>;
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
  async write(file, content) {
    if (!('copyOf' in content)) return writeFile(file, content);
    // Where the file system can, a copy shares the disk with what it is a copy of, until one of them changes.
    await copyFile(content.copyOf, file, constants.COPYFILE_FICLONE);
    await chmod(file, PUBLIC_MODE);
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
  write: (file, content) =>
    promised(() => {
      if (!('copyOf' in content)) return writeFileSync(file, content);
      copyFileSync(content.copyOf, file, constants.COPYFILE_FICLONE);
      chmodSync(file, PUBLIC_MODE);
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
