/** Who may do what at the same time on one desk. */
import { join } from 'node:path';

import type { DeskFolders } from '../config/folders.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { lockHolder, lockOwner, takeLock, type Lock } from '../wire/lock.ts';

/** One process delivers: two would send a story's events out of order. `wiredesk start` holds it while it runs. */
export async function takeDeliveryLock(
  folders: DeskFolders,
  command: string,
  waitMs: number,
): Promise<Lock | undefined> {
  return takeLock(deliveryLock(folders), ownerLine(command), waitMs);
}

export function deliveryLockOwner(folders: DeskFolders): string {
  return lockOwner(deliveryLock(folders));
}

/** The process that delivers for this desk just now, such as `wiredesk start, process 4711`; `undefined`: none does. */
export function deliveryLockHolder(folders: DeskFolders): string | undefined {
  return lockHolder(deliveryLock(folders));
}

/** One pass at a time, whichever process runs it. */
export async function takePassLock(folders: DeskFolders, command: string): Promise<Lock> {
  const file = join(folders.wire, 'pass.lock');
  const lock = await takeLock(file, ownerLine(command), PASS_WAIT_MS);
  if (lock === undefined) {
    throw new WiredeskError(`another pass over stories/ has not ended (${lockOwner(file)}): try again when it has`);
  }
  return lock;
}

const PASS_WAIT_MS = 60_000;

function deliveryLock(folders: DeskFolders): string {
  return join(folders.wire, 'delivery.lock');
}

function ownerLine(command: string): string {
  return `${command}, process ${process.pid}`;
}
