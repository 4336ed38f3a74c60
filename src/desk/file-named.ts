/** The file of stories/ that an operator means. */
import { isAbsolute, relative, resolve, sep } from 'node:path';

import type { Reading } from '../publish/commit-story.ts';
import { readStoryFile } from '../publish/read-story-file.ts';
import { describeProblem } from '../story/problem.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { copyDefaultsOf } from './copy-defaults.ts';
import type { OpenDesk } from './open-desk.ts';

/**
 * Written from where the operator is, from the desk's folder, or from stories/. `undefined`: there is none. Throws a
 * `WiredeskError` where it cannot be read.
 */
export async function fileNamed(desk: OpenDesk, text: string): Promise<Reading | undefined> {
  const { folders } = desk;
  const places = [resolve(text), resolve(folders.root, text), resolve(folders.stories, text)];
  const paths = places.map((place) => relative(folders.stories, place).replaceAll(sep, '/'));
  for (const path of new Set(paths.filter((each) => !each.startsWith('..') && !isAbsolute(each)))) {
    const reading = await readStoryFile(folders.stories, path, copyDefaultsOf(desk));
    if (reading.kind === 'vanished') continue;
    if (reading.kind === 'changing') throw new WiredeskError(`stories/${path} is being written: try again`);
    if (!reading.copy.ok) throw new WiredeskError(reading.copy.problems.map(describeProblem).join('\n'));
    return { path, file: reading.file, copy: reading.copy };
  }
  return undefined;
}
