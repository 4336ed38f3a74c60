/** The wire of an earlier release, brought to this one's form while nobody works on it. */
import type { DeskFolders } from '../config/folders.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { isOfEarlierRelease } from '../wire/migrate.ts';
import { deliveryLockOwner, lockDelivery, runningDesk, takePassLock } from './locks.ts';

const UPGRADE = 'wiredesk, bringing the wire to a new release';

/**
 * Opens the wire while no other process is at work on it, where opening changes its form: a desk of the earlier release would
 * go on with tables that are not there any more, and deliver nothing. A pass is waited for. Throws a `WiredeskError` that says
 * who runs the desk.
 */
export async function openedUndisturbed<Opened>(folders: DeskFolders, open: () => Promise<Opened>): Promise<Opened> {
  if (!isOfEarlierRelease(folders.store)) return open();
  refuseBeside(runningDesk(folders), folders);
  using _pass = await takePassLock(folders, UPGRADE);
  using delivery = await lockDelivery(folders, UPGRADE);
  if (delivery === undefined) refuseBeside(deliveryLockOwner(folders), folders);
  return await open();
}

function refuseBeside(running: string | undefined, { store }: DeskFolders): void {
  // Whoever runs the desk may be of this release, and have been quicker.
  if (running === undefined || !isOfEarlierRelease(store)) return;
  throw new WiredeskError(
    `the desk is run by an earlier release still (${running}): stop it, and start it with this one. Until then no command of ` +
      'this release touches the wire: it would change its form, and the desk that runs could deliver nothing from then on',
  );
}
