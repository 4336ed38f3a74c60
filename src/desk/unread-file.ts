/** The file of a story, where it holds what the wire has not taken in yet. */
import type { UnreadFile } from '../publish/acts.ts';
import { readStoryFile } from '../publish/read-story-file.ts';
import { describeProblem } from '../story/problem.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { StoryEntry } from '../wire/store.ts';
import { copyDefaultsOf } from './copy-defaults.ts';
import type { OpenDesk } from './open-desk.ts';

/** Throws a `WiredeskError` where it cannot be read: an act on the text must not pass over what an editor has written. */
export async function unreadFile(desk: OpenDesk, { path, file }: StoryEntry): Promise<UnreadFile | undefined> {
  if (path === undefined) return undefined;
  const reading = await readStoryFile(desk.folders.stories, path, copyDefaultsOf(desk));
  if (reading.kind === 'vanished' || (reading.kind === 'read' && reading.file.hash === file.hash)) return undefined;
  if (reading.kind === 'changing') throw new WiredeskError(`stories/${path} is being written: try again`);
  if (!reading.copy.ok) throw new WiredeskError(reading.copy.problems.map(describeProblem).join('\n'));
  return { path, file: reading.file, story: reading.copy.story };
}
