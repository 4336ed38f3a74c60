/**
 * A desk that was made from a backup knows nothing of what has happened since: what was killed, held or corrected then would
 * go out again as it was. So nothing goes out until the operator has put that right and says so.
 */
import { forgetWritten } from '../../publish/write-feeds.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import type { Store } from '../../wire/store.ts';

const NOTE = 'backup-taken-at';
const NONE = '';

/** Of the copy: whoever opens it opens a backup. Its `feeds/` are not there, and made anew. */
export async function markAsBackup(copy: Pick<Store, 'setNote'>, takenAt: string): Promise<void> {
  await forgetWritten(copy);
  await copy.setNote(NOTE, takenAt);
}

/** When the backup was taken that this desk was made from, as ISO 8601; absent where it may go out. */
export async function backupTakenAt({ note }: Pick<Store, 'note'>): Promise<string | undefined> {
  const takenAt = (await note(NOTE)) ?? NONE;
  return takenAt === NONE ? undefined : takenAt;
}

/** Throws a `WiredeskError` that says what is to be done first. */
export async function refuseBackup(store: Pick<Store, 'note'>): Promise<void> {
  const takenAt = await backupTakenAt(store);
  if (takenAt === undefined) return;
  throw new WiredeskError(
    `this desk was made from a backup of ${takenAt}: whatever was killed, held or corrected since then would go out again ` +
      'as it was. Do that anew (wiredesk kill STORY --reason ...), then say so: wiredesk restored',
  );
}

/** From now on it goes out. */
export async function releaseBackup(store: Pick<Store, 'setNote'>): Promise<void> {
  await store.setNote(NOTE, NONE);
}
