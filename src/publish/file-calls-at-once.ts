/**
 * The same for a thread that has nothing else to do: to hand a small file over to another thread three times, to be opened,
 * written and closed, takes several times as long as to write it. For the disk alone Node's threads wait: several of them.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fdatasync,
  fsync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { promisify } from 'node:util';

import { makeFoldersAtOnce } from '../wire/make-folders.ts';
import { entryOf, type FileCalls, type FileContent, hasCode, PUBLIC_MODE } from './file-calls.ts';
import { renameOver } from './rename-over.ts';

const SYNC = { sync: promisify(fsync), datasync: promisify(fdatasync) };

export const fileCallsAtOnce: FileCalls = {
  exists: (file) => promised(() => lstatSync(file, { throwIfNoEntry: false }) !== undefined),
  stat: (file) => promised(() => statSync(file, { throwIfNoEntry: false })),
  read: (file) => promised(() => unlessAbsent(() => readFileSync(file))),
  list: (folder) => promised(() => unlessAbsent(() => readdirSync(folder, { withFileTypes: true }))?.map(entryOf)),
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
  makeFolders: (folder) => promised(() => makeFoldersAtOnce(folder)),
  async write(file, content, { isSynced, modifiedAt }) {
    const handle = openedWith(file, content);
    try {
      if (modifiedAt !== undefined) futimesSync(handle, modifiedAt, modifiedAt);
      if (isSynced) await SYNC.datasync(handle);
    } finally {
      closeSync(handle);
    }
  },
  date: (file, modifiedAt) => promised(() => utimesSync(file, modifiedAt, modifiedAt)),
  async sync(path, how) {
    const handle = openSync(path, 'r');
    try {
      await SYNC[how](handle);
    } finally {
      closeSync(handle);
    }
  },
  rename: renameOver,
  remove: (path) => promised(() => rmSync(path, { recursive: true, force: true })),
};

function unlessAbsent<Found>(look: () => Found): Found | undefined {
  try {
    return look();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Still open. */
function openedWith(file: string, content: FileContent): number {
  const isCopy = 'copyOf' in content;
  if (isCopy) copyFileSync(content.copyOf, file, constants.COPYFILE_FICLONE);
  const handle = openSync(file, isCopy ? 'r+' : 'w');
  try {
    if (isCopy) fchmodSync(handle, PUBLIC_MODE);
    else writeFileSync(handle, content);
    return handle;
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function promised<Result>(call: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(call());
  });
}
