/** Pictures beside a file that does not say what its story is now: a further take, a notice, or what has been replaced. */
import { isKept } from '../story/picture.ts';
import type { Problem } from '../story/problem.ts';
import type { CommittingStore, SideFile, StoryEntry } from '../wire/store.ts';
import { fileOf } from '../wire/story-path.ts';
import type { Outcome, Reading } from './commit-story.ts';
import { displayName } from './story-files.ts';
import { lastVersion, lastWording } from './versions.ts';

type Stories = Pick<CommittingStore, 'stories'>;

export type LeftPicture = { readonly name: string; readonly problem: Problem };

/** Those of the file's pictures that its story does not have: whoever has saved one is told, until it lies elsewhere. */
export async function leftBeside(reading: Reading, outcome: Outcome, store: Stories): Promise<readonly LeftPicture[]> {
  const pictures = (reading.copy.story.pictures ?? []).filter(isKept);
  const place = pictures.length === 0 ? undefined : await placeOf(reading, outcome, store);
  const entry = place === undefined ? undefined : await store.stories.withGuid(place.guid);
  if (place === undefined || entry === undefined) return [];
  const last = await lastVersion(entry.guid, store);
  if (last.pubStatus === 'canceled') return [];
  const { story } = await lastWording(last, store);
  const known = new Set((story.pictures ?? []).filter(isKept).map(({ hash }) => hash));
  const file = fileOf(reading.path);
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const why = `${displayName(file)} ${WHAT_IT_IS[place.role]}`;
  return pictures
    .filter(({ hash }) => !known.has(hash))
    .map(({ file: name }) => ({ name, problem: leftOut(folder + name, why, entry) }));
}

type Place = { readonly guid: string; readonly role: SideFile['role'] | 'superseded' };

async function placeOf({ path, file, copy }: Reading, { kind }: Outcome, store: Stories): Promise<Place | undefined> {
  if (copy.item !== undefined) return kind === 'superseded' ? { guid: copy.item.guid, role: kind } : undefined;
  const side = await store.stories.sideFile(path, file.hash);
  return side?.path === path && side.file.hash === file.hash ? side : undefined;
}

const WHAT_IT_IS: Readonly<Record<Place['role'], string>> = {
  take: 'is a further take, and no story of its own',
  replaced: 'is no longer the file of its story',
  notice: 'is a notice to editors',
  superseded: 'is not the version of its story that is on the wire',
};

function leftOut(picture: string, why: string, { path }: StoryEntry): Problem {
  const where = path === undefined ? '' : `. A picture of the story lies beside ${displayName(fileOf(path))}`;
  return { file: displayName(picture), severity: 'error', message: `this picture is left out: ${why}${where}` };
}
