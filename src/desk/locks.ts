/** Who may do what at the same time on one desk. */
import { join } from 'node:path';

import type { DeskFolders } from '../config/folders.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { lockHolder, lockOwner, takeLock, type Lock } from '../wire/lock.ts';

export const START = 'wiredesk start';
export const PUBLISH = 'wiredesk publish';

/** A `wiredesk publish` holds it only for as long as its last attempts take, and so does a desk that is stopping. */
const PUBLISH_WAIT_MS = 20_000;

/**
 * One process delivers: two would send a story's events out of order. A running desk holds the lock for good, so nobody
 * waits for it; a `wiredesk publish` is waited for, and a desk that is stopping, until `signal`. `undefined`: another process
 * has it.
 */
export async function lockDelivery(
  folders: DeskFolders,
  command: string,
  signal?: AbortSignal,
): Promise<Lock | undefined> {
  const file = deliveryLock(folders);
  const lock = await takeLock(file, ownerLine(command), 0);
  if (lock !== undefined || isRunningDesk(lockOwner(file))) return lock;
  return takeLock(file, ownerLine(command), PUBLISH_WAIT_MS, signal);
}

/**
 * The delivery lock for work that no running desk may see half done. A `wiredesk publish` is waited for, since it ends by
 * itself; a running desk is not. Throws a `WiredeskError` that says who runs it.
 */
export async function standStill(folders: DeskFolders, command: string): Promise<Lock> {
  const lock = await lockDelivery(folders, command);
  if (lock !== undefined) return lock;
  throw new WiredeskError(
    `not while the desk runs (${deliveryLockOwner(folders)}): stop it, do this, and start it again`,
  );
}

export function deliveryLockOwner(folders: DeskFolders): string {
  return lockOwner(deliveryLock(folders));
}

/** The process that delivers for this desk just now, such as `wiredesk start, process 4711`; `undefined`: none does. */
export function deliveryLockHolder(folders: DeskFolders): string | undefined {
  return lockHolder(deliveryLock(folders));
}

/** From now on it looks at the wire no more: what others put there is theirs to bring out. */
export function noteStopping({ noteOwner }: Lock): void {
  noteOwner(ownerLine(`${START} is stopping`));
}

/**
 * The desk that runs, which sees for itself what is put on the wire. Whoever else delivers does not: a `wiredesk publish`, or a
 * desk that is stopping, may have taken its last look at the log already.
 */
export function runningDesk(folders: DeskFolders): string | undefined {
  const holder = deliveryLockHolder(folders);
  return holder !== undefined && isRunningDesk(holder) ? holder : undefined;
}

/** One pass at a time, whichever process runs it. */
export async function takePassLock(folders: DeskFolders, command: string, signal?: AbortSignal): Promise<Lock> {
  const file = join(folders.wire, 'pass.lock');
  const lock = await takeLock(file, ownerLine(command), PASS_WAIT_MS, signal);
  if (lock === undefined) {
    throw new WiredeskError(`another pass over stories/ has not ended (${lockOwner(file)}): try again when it has`);
  }
  return lock;
}

const PASS_WAIT_MS = 60_000;

function deliveryLock(folders: DeskFolders): string {
  return join(folders.wire, 'delivery.lock');
}

function isRunningDesk(owner: string): boolean {
  return owner.startsWith(`${START}, `);
}

function ownerLine(command: string): string {
  return `${command}, process ${process.pid}`;
}
