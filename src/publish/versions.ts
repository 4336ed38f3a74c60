/** The versions of a story that the next one is made from. */
import { isHeld, type Wording } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import type { CommittingStore } from '../wire/store.ts';

export async function lastVersion(guid: string, { stories }: Pick<CommittingStore, 'stories'>): Promise<StoryVersion> {
  const last = await stories.version(guid);
  if (last === undefined) throw new Error(`the wire knows ${guid} but has no version of it`);
  return last;
}

/** The words that a held version keeps back: those of the newest version that is no notice. */
export async function lastWording(last: StoryVersion, { stories }: Pick<CommittingStore, 'stories'>): Promise<Wording> {
  let version = last;
  while (isHeld(version)) {
    const earlier = await stories.version(version.guid, version.version - 1);
    if (earlier === undefined) throw new Error(`the wire has nothing of ${version.guid} but a notice`);
    version = earlier;
  }
  const { story, corrections } = version;
  return { story, ...(corrections !== undefined && { corrections }) };
}
