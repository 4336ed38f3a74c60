/** Reads files as the next pass would, and publishes nothing: for whoever writes copy, or brings copy from elsewhere. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { deskFolders } from '../config/folders.ts';
import { readConfig } from '../config/read-config.ts';
import { COPY_BYTES_MAX, readCopy, type CopyDefaults, type ReadCopy } from '../copy/read-copy.ts';
import { readFailure } from '../publish/read-failure.ts';
import { displayName, findStoryFiles } from '../publish/story-files.ts';
import { readStoryFile } from '../publish/read-story-file.ts';
import type { Problem } from '../story/problem.ts';
import { copyDefaultsOf } from './copy-defaults.ts';

export type CheckedCopy = {
  /** As the user would name it; `-` is standard input. */
  readonly file: string;
  readonly copy: ReadCopy;
};

export type Checked = {
  readonly copies: readonly CheckedCopy[];
  /** What lies in `stories/` and is no copy. */
  readonly problems: readonly Problem[];
};

/** Outside of any desk copy is in English and of no agency's own. */
const NO_DESK: CopyDefaults = { language: 'en', urgency: 5 };

/** `files` as named on the command line; none: all of `stories/`. */
export async function checkCopy(
  root: string,
  files: readonly string[],
  input: NodeJS.ReadableStream,
): Promise<Checked> {
  const { stories, config } = deskFolders(root);
  const hasDesk = existsSync(config) || files.length === 0;
  const defaults = hasDesk ? copyDefaultsOf(await readConfig(root)) : NO_DESK;
  if (files.length > 0) {
    const copies: CheckedCopy[] = [];
    for (const file of files) copies.push(await checkOne(file, stories, defaults, input));
    return { copies, problems: [] };
  }
  const found = await findStoryFiles(stories);
  const copies: CheckedCopy[] = [];
  for (const { path } of found.files) copies.push(await inStories(stories, path, defaults));
  return { copies, problems: found.problems };
}

async function checkOne(
  file: string,
  stories: string,
  defaults: CopyDefaults,
  input: NodeJS.ReadableStream,
): Promise<CheckedCopy> {
  if (file === '-') return { file, copy: readCopy(await buffer(input), file, defaults) };
  const path = resolve(file);
  if (path.startsWith(stories + sep)) return inStories(stories, relative(stories, path).replaceAll(sep, '/'), defaults);
  return { file, copy: await readAnywhere(file, defaults) };
}

async function inStories(stories: string, path: string, defaults: CopyDefaults): Promise<CheckedCopy> {
  const reading = await readStoryFile(stories, path, defaults);
  const file = displayName(path);
  if (reading.kind === 'read') return { file, copy: reading.copy };
  return {
    file,
    copy: unreadable(file, reading.kind === 'changing' ? 'it is still being written' : 'it is not there'),
  };
}

async function readAnywhere(file: string, defaults: CopyDefaults): Promise<ReadCopy> {
  try {
    const { size } = await stat(file);
    // The reader says what is too large; it need not be loaded for that.
    if (size > 2 * COPY_BYTES_MAX) return unreadable(file, `it has ${size} bytes: no copy is that long`);
    return readCopy(await readFile(file), file, defaults);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return unreadable(file, isMissing ? 'it is not there' : readFailure(error));
  }
}

function unreadable(file: string, reason: string): ReadCopy {
  return { ok: false, problems: [{ file, severity: 'error', message: `cannot be read: ${reason}` }] };
}
