/** What a pass would make of copy, without anything being put on the wire. */
import type { Desk } from '../story/desk.ts';
import type { Problem } from '../story/problem.ts';
import { rehearsedWire, type WireToRead } from '../wire/rehearsed.ts';
import { commitStory, type Reading } from './commit-story.ts';
import { seeStoryFile } from './story-files.ts';
import { problemsOf } from './take-file.ts';

type Rehearsal = {
  readonly storiesFolder: string;
  readonly desk: Desk;
  readonly wire: WireToRead;
};

/** What would be told of one story after the other, each with those before it on the wire. */
export function rehearsal({ storiesFolder, desk, wire }: Rehearsal): (reading: Reading) => Promise<readonly Problem[]> {
  const context = {
    store: rehearsedWire(wire),
    desk,
    now: () => new Date(),
    see: (path: string) => seeStoryFile(storiesFolder, path),
  };
  return async (reading) => problemsOf(reading.path, await commitStory(reading, context));
}
