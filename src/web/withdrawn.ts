/** Stories that have been withdrawn: what lies in their folder is served with the status that publishing noted there. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { STATUS_FILE, storyFolder } from '../formats/addresses.ts';

/** `410`: killed, gone for good. `404`: held, may come back. */
export type Withdrawn = 404 | 410;

/** Where the status is noted, if it ever is; `undefined`: the path is of no story. */
export function noteOf(feedsFolder: string, [room, slug]: readonly string[]): string | undefined {
  // Names that begin with a full stop are not for the public.
  if (room !== 'stories' || slug === undefined || slug === '' || slug.startsWith('.')) return undefined;
  return join(feedsFolder, storyFolder(slug), STATUS_FILE);
}

/** Of nearly no story there is a note, which the system knows by heart. */
export function isNoted(note: string | undefined): boolean {
  return note !== undefined && existsSync(note);
}

export async function withdrawnStatus(note: string | undefined): Promise<Withdrawn | undefined> {
  if (note === undefined) return undefined;
  try {
    const noted = await readFile(note, 'utf8');
    return noted.trim() === '404' ? 404 : 410;
  } catch {
    // There is no such note, or no such folder: what can be served there, the rest of this room finds out.
    return undefined;
  }
}
