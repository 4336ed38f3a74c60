/** A backup that is being made, beside where it is to be; one that was cut off leaves it there, with all that it had copied. */
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { deskFolders } from '../../config/folders.ts';

const NAME = /^\..+\.part$/;

/** None takes so long. */
const GIVEN_UP_MS = 24 * 3_600_000;

export function unfinishedOf(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.part`);
}

/**
 * Removes those of that name, and all in `place` that nobody has worked at for a day: each night's backup has another name, so
 * that nobody would ever come by them.
 */
export async function clearUnfinished(folder: string, now: Date): Promise<void> {
  const place = dirname(folder);
  const own = unfinishedOf(folder);
  const names = (await readdir(place)).filter((name) => NAME.test(name));
  for (const path of [own, ...names.map((name) => join(place, name))]) {
    if (path === own || (await isGivenUp(path, now))) await rm(path, { recursive: true, force: true });
  }
}

/** By what it holds it is the beginning of a desk's copy, and nothing of others. */
async function isGivenUp(path: string, now: Date): Promise<boolean> {
  const { wire, store } = deskFolders(path);
  const changes = await Promise.all([path, wire, store].map(lastChange));
  const [begun, copied] = changes;
  if (begun === undefined || copied === undefined) return false;
  return changes.every((at) => at === undefined || now.getTime() - at > GIVEN_UP_MS);
}

async function lastChange(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}
