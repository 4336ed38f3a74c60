/** When the desk was last backed up, for whoever asks how it is. */
import type { Store } from '../../wire/store.ts';

export type LastBackup = {
  /** ISO 8601. */
  readonly takenAt: string;
  readonly folder: string;
};

const NOTE = 'last-backup';

export async function lastBackup({ note }: Pick<Store, 'note'>): Promise<LastBackup | undefined> {
  const noted = await note(NOTE);
  return noted === undefined ? undefined : (JSON.parse(noted) satisfies LastBackup);
}

export async function noteBackup(store: Pick<Store, 'setNote'>, { takenAt, folder }: LastBackup): Promise<void> {
  await store.setNote(NOTE, JSON.stringify({ takenAt, folder } satisfies LastBackup));
}
