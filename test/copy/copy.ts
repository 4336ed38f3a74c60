/** Copy as bytes, and what a desk fills in, for the tests of this room. */
import { type CopyDefaults, readCopy, type ReadCopy } from '../../src/copy/read-copy.ts';
import type { Problem } from '../../src/story/problem.ts';
import type { Story } from '../../src/story/story.ts';

export const deskDefaults: CopyDefaults = { language: 'en', urgency: 5 };

export function read(text: string, defaults: CopyDefaults = deskDefaults): ReadCopy {
  return readCopy(new TextEncoder().encode(text), 'stories/test.txt', defaults);
}

export function storyIn(reading: ReadCopy): Story {
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join('\n'));
  return reading.story;
}

export function problemsOf(reading: ReadCopy): readonly Problem[] {
  if (reading.ok) throw new Error(`was read: ${reading.story.headline}`);
  return reading.problems;
}

export function warningsOf(reading: ReadCopy): readonly Problem[] {
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join('\n'));
  return reading.warnings;
}

/** A story whose front matter is this; the headline stands on the line after its end. */
export function withFront(yaml: string): string {
  return `---\n${yaml}\n---\nRain expected\n\nRain is expected on Friday.\n`;
}
