/** The file of stories/ that an operator means. */
import { isAbsolute, relative, resolve, sep } from 'node:path';

import { type FileReading, readStoryFile } from '../publish/read-story-file.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { copyDefaultsOf } from './copy-defaults.ts';
import type { OpenDesk } from './open-desk.ts';

/** All the stories in it: one of copy, as many as there are in an item's file. */
export type NamedFile = Extract<FileReading, { kind: 'read' }>;

/**
 * Written from where the operator is, from the desk's folder, or from stories/. `undefined`: there is none. Throws a
 * `WiredeskError` while it is being written.
 */
export async function fileNamed(desk: OpenDesk, text: string): Promise<NamedFile | undefined> {
  const { folders } = desk;
  const context = { storiesFolder: folders.stories, copyDefaults: copyDefaultsOf(desk), desk: desk.desk };
  const places = [resolve(text), resolve(folders.root, text), resolve(folders.stories, text)];
  const paths = places.map((place) => relative(folders.stories, place).replaceAll(sep, '/'));
  for (const path of new Set(paths.filter((each) => !each.startsWith('..') && !isAbsolute(each)))) {
    const reading = await readStoryFile(path, context);
    if (reading.kind === 'vanished') continue;
    if (reading.kind === 'changing') throw new WiredeskError(`stories/${path} is being written: try again`);
    return reading;
  }
  return undefined;
}
