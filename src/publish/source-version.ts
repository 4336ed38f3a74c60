/** Which of its sender's versions the wire has of an item. */
import type { Standing } from '../copy/items/item.ts';
import type { SourceVersion, StoryVersion } from '../story/story.ts';
import type { Store } from '../wire/store.ts';

export type Age = 'older' | 'same' | 'newer';

/** By the sender's count; where one of the two has none, by the time at which the sender made it. */
export function ageOf(item: SourceVersion, last: SourceVersion): Age {
  if (item.version !== undefined && last.version !== undefined) {
    if (item.version === last.version) return 'same';
    return item.version < last.version ? 'older' : 'newer';
  }
  const isOlder =
    item.versionCreated !== undefined && last.versionCreated !== undefined && item.versionCreated < last.versionCreated;
  return isOlder ? 'older' : 'newer';
}

/** Of a kill that came first, what cannot be told to be later is not: a story that leaves against it cannot be called back. */
export function isSurelyLater(item: SourceVersion, kill: SourceVersion): boolean {
  if (item.version !== undefined && kill.version !== undefined) return item.version > kill.version;
  const areDated = item.versionCreated !== undefined && kill.versionCreated !== undefined;
  return areDated && item.versionCreated > kill.versionCreated;
}

/** Of one item in several versions the one that stays when they are taken in one after the other. */
export function standing<Version extends SourceVersion & Pick<Standing, 'pubStatus'>>(
  first: Version,
  ...others: readonly Version[]
): Version {
  return others.reduce((last, next) => {
    const age = ageOf(next, last);
    // A number is never used again, but for the kill of what bears it.
    return age === 'newer' || (age === 'same' && next.pubStatus === 'canceled') ? next : last;
  }, first);
}

export function sourceOf({ version, versionCreated }: Standing): SourceVersion {
  return { ...(version !== undefined && { version }), ...(versionCreated !== undefined && { versionCreated }) };
}

/** The newest that has been taken in, with other words than the one before or not. */
export async function newestSource(last: StoryVersion, { note }: Pick<Store, 'note'>): Promise<SourceVersion> {
  const own = last.source ?? { version: last.version };
  const noted = await note(nameOf(last.guid));
  if (noted === undefined) return own;
  const unchanged: SourceVersion = JSON.parse(noted);
  return ageOf(unchanged, own) === 'newer' ? unchanged : own;
}

/** A version that says nothing new makes none on the wire, and still no earlier one may come after it. */
export async function noteUnchanged(
  item: Standing,
  last: StoryVersion,
  store: Pick<Store, 'note' | 'setNote'>,
): Promise<void> {
  if (ageOf(item, await newestSource(last, store)) !== 'newer') return;
  const name = nameOf(item.guid);
  const source = JSON.stringify(sourceOf(item));
  if ((await store.note(name)) !== source) await store.setNote(name, source);
}

function nameOf(guid: string): string {
  return `unchanged in ${guid}`;
}
