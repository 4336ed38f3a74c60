/** Files as reading them will tell: with their marks. */
import { readCopy } from '../../src/copy/read-copy.ts';
import { commitStory, type Outcome, type Reading } from '../../src/publish/commit-story.ts';
import { seeStoryFile } from '../../src/publish/story-files.ts';
import type { StatusMark, StatusMarkKind } from '../../src/story/status-mark.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { sha256 } from '../../src/wire/event.ts';
import type { DeskUnderTest } from './desk-under-test.ts';

export function markOf(kind: StatusMarkKind, number?: number): StatusMark {
  return { kind, text: kind.toUpperCase(), at: 'line', line: 1, ...(number !== undefined && { number }) };
}

/** Saves a file and commits what is in it. */
export async function file(
  desk: DeskUnderTest,
  path: string,
  text: string,
  marks: readonly StatusMark[] = [],
): Promise<Outcome> {
  await desk.save(path, text);
  const copy = readCopy(Buffer.from(text), path, { language: 'en', urgency: 5 });
  if (!copy.ok) throw new Error(JSON.stringify(copy.problems));
  const sighting = await seeStoryFile(desk.stories, path);
  if (sighting.kind !== 'file') throw new Error('not saved');
  const reading: Reading = { path, file: { hash: sha256(text), stamp: sighting.file.stamp }, copy: { ...copy, marks } };
  return commitStory(reading, { ...desk.context, see: (each) => seeStoryFile(desk.stories, each) });
}

export async function newest(desk: DeskUnderTest, slug: string): Promise<StoryVersion | undefined> {
  const entry = await desk.store.stories.withSlug(slug);
  return desk.store.stories.version(entry?.guid ?? '');
}
