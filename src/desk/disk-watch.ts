/** How much room is left on the disk that the wire lies on. */
import { statfs } from 'node:fs/promises';

import type { Raise } from '../alerts/alert.ts';
import { diskAlert } from '../alerts/desk-alerts.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

/** Bytes that this user may still write. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Raises an alert where there is too little. */
export async function lookAtDisk({ folders, settings }: OpenDesk, raise: Raise, log: Log): Promise<void> {
  try {
    diskAlert(raise, { free: await freeBytes(folders.wire), freeMin: settings.alerts.diskFree });
  } catch (error) {
    log.warn({ err: error }, 'it cannot be told how much room the disk has');
  }
}
