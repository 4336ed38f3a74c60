/** A file that says what the wire has already. */
import type { StoryEntry } from '../wire/store.ts';
import type { CommitContext, Outcome, Reading } from './commit-story.ts';

/** The same text: nothing is published; at most the file has another name or other line ends. */
export async function refile(known: StoryEntry, reading: Reading, { store }: CommitContext): Promise<Outcome> {
  const { path, file, beside } = reading;
  if (beside !== undefined) {
    // Sent once more, unchanged: the story stays in its own file.
    await store.stories.noteSideFile({ guid: known.guid, path, file, role: 'replaced' });
  } else if (known.path !== path || known.file.hash !== file.hash || known.file.stamp !== file.stamp) {
    await store.stories.refile(known.guid, path, file);
  }
  return { kind: 'unchanged' };
}
