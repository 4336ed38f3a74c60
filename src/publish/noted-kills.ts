/**
 * Kills of items that came before their stories: files come in any order, and a story must not come out after its kill. What is
 * noted of them stays, however often an earlier kill of the same item comes again.
 */
import { isDeepStrictEqual } from 'node:util';

import type { SourceVersion } from '../story/story.ts';
import type { Store } from '../wire/store.ts';
import { isSurelyLater } from './source-version.ts';

type Notes = Pick<Store, 'note' | 'setNote'>;

export async function noteKill(guid: string, kill: SourceVersion, store: Notes): Promise<void> {
  const known = await killsOf(guid, store);
  if (known.some((each) => isDeepStrictEqual(each, kill) || isSurelyLater(each, kill))) return;
  const left = known.filter((each) => !isSurelyLater(kill, each));
  await store.setNote(nameOf(guid), JSON.stringify([...left, kill]));
}

/** Whether one of them may be of that version, or of a later one. */
export async function isKilled(guid: string, item: SourceVersion, store: Notes): Promise<boolean> {
  return (await killsOf(guid, store)).some((kill) => !isSurelyLater(item, kill));
}

async function killsOf(guid: string, { note }: Notes): Promise<readonly SourceVersion[]> {
  const noted = await note(nameOf(guid));
  if (noted === undefined) return [];
  const kills: SourceVersion | readonly SourceVersion[] = JSON.parse(noted);
  // Before there could be several it was one.
  return [kills].flat();
}

function nameOf(guid: string): string {
  return `canceled ${guid}`;
}
