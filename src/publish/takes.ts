/** The takes of a story, each in a file of its own. */
import { withTakes, type Take } from '../story/parts.ts';
import type { Story } from '../story/story.ts';
import type { CommittingStore, SideFile } from '../wire/store.ts';

export type TakeFile = SideFile & { readonly take: Take };

/** In the order of their numbers. */
export async function takesOf(
  guid: string,
  { stories }: Pick<CommittingStore, 'stories'>,
): Promise<readonly TakeFile[]> {
  const files = await stories.sideFilesOf(guid);
  return files.filter(isTake).toSorted((a, b) => a.take.number - b.take.number);
}

function isTake(side: SideFile): side is TakeFile {
  return side.role === 'take' && side.take !== undefined;
}

/** The text of a story's own file, with the takes that follow it. */
export async function wholeStory(story: Story, guid: string, store: Pick<CommittingStore, 'stories'>): Promise<Story> {
  const takes = await takesOf(guid, store);
  return withTakes(
    story,
    takes.map(({ take }) => take),
  );
}
