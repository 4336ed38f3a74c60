/** Reads files as the next pass would, and publishes nothing: for whoever writes copy, or brings copy from elsewhere. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { deskFolders } from '../config/folders.ts';
import { readConfig } from '../config/read-config.ts';
import { readCopy, type ReadCopy } from '../copy/read-copy.ts';
import { bytesMax, readStories, storyFileKind, type StoryFileContext } from '../copy/read-stories.ts';
import { readFailure } from '../publish/read-failure.ts';
import { stray } from '../publish/look.ts';
import { isNumbered, isWholeName, type OwnPictures, picturesOf } from '../publish/numbered-pictures.ts';
import { picturesBeside, sortPictures } from '../publish/picture-files.ts';
import { displayName, findStoryFiles, type StoryFile } from '../publish/story-files.ts';
import { withPictures, withWarnings } from '../publish/story-pictures.ts';
import { readStoryFile } from '../publish/read-story-file.ts';
import type { Problem } from '../story/problem.ts';
import { withKnownFiles } from '../wire/known-files.ts';
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
const NO_DESK: Pick<StoryFileContext, 'defaults' | 'desk'> = {
  defaults: { language: 'en', urgency: 5 },
  desk: {
    agency: { name: '', mark: '', domain: 'localhost', url: 'http://localhost/' },
    rights: { holder: '', notice: '', usageTerms: '' },
  },
};

type Reading = Pick<StoryFileContext, 'defaults' | 'desk'> & {
  readonly stories: string;
  /** The file of the wire, where there is a desk. */
  readonly wire?: string;
  readonly pictureBytesMax?: number;
};

/** `files` as named on the command line; none: all of `stories/`. */
export async function checkCopy(
  root: string,
  files: readonly string[],
  input: NodeJS.ReadableStream,
): Promise<Checked> {
  const { stories, config, store: wire } = deskFolders(root);
  const hasDesk = existsSync(config) || files.length === 0;
  const settings = hasDesk ? await readConfig(root) : undefined;
  const known =
    settings === undefined
      ? NO_DESK
      : {
          defaults: copyDefaultsOf(settings),
          desk: settings.desk,
          wire,
          pictureBytesMax: settings.settings.pictures.maxSize,
        };
  const reading = { ...known, stories };
  if (files.length > 0) {
    const checked: Checked[] = [];
    for (const file of files) checked.push(await checkOne(file, reading, input));
    return { copies: checked.flatMap((each) => each.copies), problems: checked.flatMap((each) => each.problems) };
  }
  const copies: CheckedCopy[] = [];
  const found = await findStoryFiles(stories);
  const { byStory, strays } = sortPictures(found.files, found.pictures, found.unreachable);
  for (const { path } of found.files) copies.push(...(await inStories(path, byStory.get(path) ?? [], reading)));
  return { copies, problems: [...found.problems, ...strays.map(stray)] };
}

async function checkOne(file: string, reading: Reading, input: NodeJS.ReadableStream): Promise<Checked> {
  if (file === '-') {
    return { copies: [{ file, copy: readCopy(await buffer(input), file, reading.defaults) }], problems: [] };
  }
  const path = resolve(file);
  if (path.startsWith(reading.stories + sep)) {
    const story = relative(reading.stories, path).replaceAll(sep, '/');
    const { files, problems } = await picturesBeside(reading.stories, story);
    return { copies: await inStories(story, files, reading), problems };
  }
  const copies = await readAnywhere(file, reading);
  return { copies: copies.map((copy) => ({ file, copy })), problems: [] };
}

async function inStories(
  path: string,
  pictures: readonly StoryFile[],
  { stories, wire, defaults, desk, ...limits }: Reading,
): Promise<readonly CheckedCopy[]> {
  const found = await readStoryFile(path, { storiesFolder: stories, copyDefaults: defaults, desk });
  const file = displayName(path);
  if (found.kind === 'read') {
    const names = pictures.map((picture) => picture.path);
    const { own, problems } = await ownAsFarAsKnown(path, names, wire);
    const read = await withPictures(path, found.stories, own, { storiesFolder: stories, ...limits });
    return withWarnings(read.stories, problems).map((copy) => ({ file, copy }));
  }
  return [
    { file, copy: unreadable(file, found.kind === 'changing' ? 'it is still being written' : 'it is not there') },
  ];
}

/** As a pass decides it, which knows the wire too. It is asked for nothing that a name alone tells. */
async function ownAsFarAsKnown(path: string, names: readonly string[], wire: string | undefined): Promise<OwnPictures> {
  const byNameAlone: OwnPictures = { own: names, problems: [] };
  const doubtful = names.find((name) => !isWholeName(name, path) && isNumbered(name));
  if (wire === undefined || doubtful === undefined) return byNameAlone;
  try {
    return (await withKnownFiles(wire, (known) => picturesOf(path, names, known))) ?? byNameAlone;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `may be of a story whose file is gone, and is left out then: the wire, which knows, cannot be read here: ${reason}`;
    return { own: names, problems: [{ file: displayName(doubtful), severity: 'warning', message }] };
  }
}

async function readAnywhere(file: string, { defaults, desk }: Reading): Promise<readonly ReadCopy[]> {
  const kind = storyFileKind(file) ?? 'copy';
  try {
    const { size } = await stat(file);
    // The reader says what is too large; it need not be loaded for that.
    if (size > 2 * bytesMax(kind)) return [unreadable(file, `it has ${size} bytes: no copy is that long`)];
    return readStories(await readFile(file), { file, kind, defaults, desk });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return [unreadable(file, isMissing ? 'it is not there' : readFailure(error))];
  }
}

function unreadable(file: string, reason: string): ReadCopy {
  return { ok: false, problems: [{ file, severity: 'error', message: `cannot be read: ${reason}` }] };
}
