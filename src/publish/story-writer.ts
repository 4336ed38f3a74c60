/** Who writes the folders of stories into `feeds/`: this thread, or, where they are many, one of its own. */
import type { RelatedStories } from '../formats/format.ts';
import type { Problem } from '../story/problem.ts';
import type { StoryVersion } from '../story/story.ts';
import { type ChangedDocuments, NO_DOCUMENTS } from './changed-documents.ts';
import type { DocumentFolder } from './document-folder.ts';
import { StoriesTally } from './stories-tally.ts';
import { type StoryContext, writeStory } from './story-documents.ts';

export type StoryWriter = AsyncDisposable & {
  /** No story twice before `settle`. Returns when there is room for the next; a failure may be thrown by a later call. */
  write(version: StoryVersion, related: RelatedStories): Promise<void>;
  /** All that was given since the last time has been written. */
  settle(): Promise<StoriesWritten>;
};

/** Of what has changed on disk it tells where the writer has a folder of its own to settle. */
export type StoriesWritten = ChangedDocuments & {
  readonly problems: readonly Problem[];
  /** Guids of stories of which a document could not be made. */
  readonly unmade: readonly string[];
  /** By guids of stories, what is to be taken away when the feeds around them have their places. */
  readonly former: ReadonlyMap<string, readonly string[]>;
};

/** With the feeds around them: they take their places when that folder is settled, and one sync serves all. */
export function writeStoriesHere(context: StoryContext, folder: DocumentFolder): StoryWriter {
  const tally = new StoriesTally();
  return {
    write: async (version, related) => tally.add(version.guid, await writeStory(version, related, context, folder)),
    settle: () => Promise.resolve({ ...NO_DOCUMENTS, ...tally.take() }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
