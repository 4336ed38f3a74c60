/**
 * A desk once more, as it is at one moment: settings, wire, pictures and `stories/`, in a folder that is a desk itself. It is
 * made while the desk runs, and is there whole and checked, or not at all.
 */
import { mkdir, open, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { deskFolders } from '../../config/folders.ts';
import type { DeskConfig } from '../../config/read-config.ts';
import { syncFileSystem } from '../../publish/sync-file-system.ts';
import { writeFailure } from '../../publish/write-failure.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import { syncFolder } from '../../wire/durable-file.ts';
import { snapshotWire } from '../../wire/snapshot.ts';
import { openSqliteStore } from '../../wire/sqlite.ts';
import { verifyLog } from '../../wire/verify.ts';
import { markAsBackup } from './restored.ts';
import { backupPlace } from './backup-place.ts';
import { duplicateFolder, type Duplicated } from './duplicate-folder.ts';
import { clearUnfinished, unfinishedOf } from './unfinished.ts';

export type Backup = {
  readonly folder: string;
  readonly takenAt: string;
  /** On the log of the copy, whose chain was checked. */
  readonly events: number;
  readonly headHash: string;
  readonly stories: number;
  readonly pictures: number;
  readonly bytes: number;
  /** What could not be read of the desk, each with the reason. */
  readonly omitted: readonly string[];
};

/**
 * `to` is a new folder in one that is there. The key of the secrets is left out: who has both has every secret. Throws a
 * `WiredeskError` and leaves nothing behind where it cannot be done.
 */
export async function backUp(desk: DeskConfig, to: string, now: Date): Promise<Backup> {
  const folder = await backupPlace(desk.folders, to);
  const unfinished = unfinishedOf(folder);
  try {
    await clearUnfinished(folder, now);
    const made = await make(desk, unfinished, now);
    await rename(unfinished, folder);
    await syncFolder(dirname(folder));
    return { folder, ...made };
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw inWords(error, folder);
  }
}

function inWords(error: unknown, folder: string): unknown {
  const isOfSystem = error instanceof Error && 'syscall' in error;
  if (!isOfSystem && !(error instanceof WiredeskError)) return error;
  const reason = error instanceof WiredeskError ? error.message : writeFailure(error);
  return new WiredeskError(`no backup was made in ${folder}: ${reason}`, { cause: error });
}

/**
 * The wire first: a story saved meanwhile is newer in its file than on the wire, and goes out when the copy is a desk. The
 * other way round an older text would go out in place of a newer one.
 */
async function make({ folders, settingsText }: DeskConfig, root: string, now: Date): Promise<Omit<Backup, 'folder'>> {
  const copy = deskFolders(root);
  for (const each of [root, copy.wire]) await mkdir(each, { mode: 0o700 });
  const takenAt = now.toISOString();
  await snapshotWire(folders.store, copy.store);
  const checked = await checkedBackup(copy.store, takenAt);
  const pictures = (await duplicateIfThere(folders.pictures, copy.pictures)) ?? NOTHING;
  // Its disk may not be mounted.
  const stories = (await duplicateIfThere(folders.stories, copy.stories)) ?? {
    ...NOTHING,
    omitted: [': it is not there'],
  };
  await writeFile(copy.config, settingsText);
  await sync(root);
  return {
    takenAt,
    ...checked,
    stories: stories.files,
    pictures: pictures.files,
    bytes: (await stat(copy.store)).size + pictures.bytes + stories.bytes,
    omitted: [
      ...stories.omitted.map((each) => `stories/${each}`),
      ...pictures.omitted.map((each) => `wire/pictures/${each}`),
    ],
  };
}

/** A backup that cannot be used is noticed now, and not when it is needed. */
async function checkedBackup(file: string, takenAt: string): Promise<Pick<Backup, 'events' | 'headHash'>> {
  // Nothing is sealed or opened: the key belongs in another place.
  await using copy = await openSqliteStore(file, { key: undefined });
  const verification = await verifyLog(copy);
  if (!verification.intact) {
    throw new WiredeskError(
      `the log is broken at event ${verification.seq} (${verification.reason}), and is not copied: keep the backups that ` +
        'there are, and restore wire/ from the newest one',
    );
  }
  await markAsBackup(copy, takenAt);
  return { events: verification.events, headHash: verification.headHash };
}

const NOTHING: Duplicated = { files: 0, bytes: 0, omitted: [] };

async function duplicateIfThere(from: string, to: string): Promise<Duplicated | undefined> {
  const there = await realpath(from).catch(() => undefined);
  return there === undefined ? undefined : duplicateFolder(there, to);
}

/** All of it is on disk. */
async function sync(root: string): Promise<void> {
  if (await syncFileSystem(root)) return;
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await syncFolder(path);
    if (!entry.isFile()) continue;
    await using handle = await open(path, 'r+');
    await handle.sync();
  }
}
