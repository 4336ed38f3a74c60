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
import { rehearsal } from '../publish/rehearse.ts';
import { readingOf } from '../publish/take-file.ts';
import { originalsFirst } from '../publish/translation.ts';
import type { Problem } from '../story/problem.ts';
import { EMPTY_WIRE, type WireToRead } from '../wire/rehearsed.ts';
import { openWireToRead } from '../wire/wire-to-read.ts';
import { copyDefaultsOf } from './copy-defaults.ts';

export type CheckedCopy = {
  /** As the user would name it; `-` is standard input. */
  readonly file: string;
  readonly copy: ReadCopy;
  /** Why it would not be published, though it can be read. */
  readonly refused?: readonly Problem[];
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

type Checking = Pick<StoryFileContext, 'defaults' | 'desk'> & {
  readonly stories: string;
  /** What the wire knows, where there is a desk; or why it cannot be read. */
  readonly wire?: WireToRead | { readonly trouble: string };
  /** What a pass would say of a story that can be read. */
  readonly rehearse?: ReturnType<typeof rehearsal>;
  readonly pictureBytesMax?: number;
};

type Input = {
  /** What `-` stands for. */
  readonly standardInput: NodeJS.ReadableStream;
  /** Called when there is nothing to read of a file yet, as of a pipe that nobody writes to. */
  readonly onWaiting?: (file: string) => void;
};

/** `files` as named on the command line; none: all of `stories/`. */
export async function checkCopy(root: string, files: readonly string[], input: Input): Promise<Checked> {
  const { stories, config } = deskFolders(root);
  const hasDesk = existsSync(config) || files.length === 0;
  if (!hasDesk) return checkFiles(files, { ...NO_DESK, stories }, input);
  const settings = await readConfig(root);
  const { desk, folders } = settings;
  const defaults = copyDefaultsOf(settings);
  using opened = await wireOf(folders.store);
  const wire = opened ?? EMPTY_WIRE;
  const checking: Checking = {
    stories,
    defaults,
    desk,
    wire,
    pictureBytesMax: settings.settings.pictures.maxSize,
    ...(!('trouble' in wire) && { rehearse: rehearsal({ storiesFolder: stories, desk, wire }) }),
  };
  if (files.length > 0) return await checkFiles(files, checking, input);
  const found = await findStoryFiles(stories);
  const { byStory, strays } = sortPictures(found.files, found.pictures, found.unreachable);
  const copies: CheckedCopy[] = [];
  for (const { path } of originalsFirst(found.files, desk.language)) {
    copies.push(...(await inStories(path, byStory.get(path) ?? [], checking)));
  }
  return { copies, problems: [...found.problems, ...strays.map(stray)] };
}

async function wireOf(file: string): Promise<(Disposable & Exclude<Checking['wire'], undefined>) | undefined> {
  try {
    return await openWireToRead(file);
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error), [Symbol.dispose]: () => {} };
  }
}

async function checkFiles(files: readonly string[], checking: Checking, input: Input): Promise<Checked> {
  const checked: Checked[] = [];
  for (const file of files) checked.push(await checkOne(file, checking, input));
  return { copies: checked.flatMap((each) => each.copies), problems: checked.flatMap((each) => each.problems) };
}

async function checkOne(file: string, checking: Checking, input: Input): Promise<Checked> {
  if (file === '-') {
    const bytes = notedWhenLate(buffer(input.standardInput), file, input);
    return { copies: [{ file, copy: readCopy(await bytes, file, checking.defaults) }], problems: [] };
  }
  const path = resolve(file);
  if (path.startsWith(checking.stories + sep)) {
    const story = relative(checking.stories, path).replaceAll(sep, '/');
    const { files, problems } = await picturesBeside(checking.stories, story);
    return { copies: await inStories(story, files, checking), problems };
  }
  const copies = await readAnywhere(file, checking, input);
  return { copies: copies.map((copy) => ({ file, copy })), problems: [] };
}

async function inStories(
  path: string,
  pictures: readonly StoryFile[],
  { stories, wire, rehearse, defaults, desk, ...limits }: Checking,
): Promise<readonly CheckedCopy[]> {
  const found = await readStoryFile(path, { storiesFolder: stories, copyDefaults: defaults, desk });
  const file = displayName(path);
  if (found.kind !== 'read') {
    return [
      { file, copy: unreadable(file, found.kind === 'changing' ? 'it is still being written' : 'it is not there') },
    ];
  }
  const names = pictures.map((picture) => picture.path);
  const { own, problems } = await ownAsFarAsKnown(path, names, wire);
  const read = await withPictures(path, found.stories, own, { storiesFolder: stories, ...limits });
  const checked: CheckedCopy[] = [];
  for (const copy of withWarnings(read.stories, problems)) {
    const told = copy.ok ? await rehearse?.(readingOf(found, copy)) : undefined;
    checked.push(withTold({ file, copy }, told ?? []));
  }
  return checked;
}

function withTold({ file, copy }: CheckedCopy, told: readonly Problem[]): CheckedCopy {
  if (!copy.ok) return { file, copy };
  const refused = told.filter(({ severity }) => severity === 'error');
  const warnings = [...copy.warnings, ...told.filter(({ severity }) => severity === 'warning')];
  return { file, copy: { ...copy, warnings }, ...(refused.length > 0 && { refused }) };
}

/** As a pass decides it, which knows the wire too. It is asked for nothing that a name alone tells. */
async function ownAsFarAsKnown(path: string, names: readonly string[], wire: Checking['wire']): Promise<OwnPictures> {
  const byNameAlone: OwnPictures = { own: names, problems: [] };
  const doubtful = names.find((name) => !isWholeName(name, path) && isNumbered(name));
  if (wire === undefined || wire === EMPTY_WIRE || doubtful === undefined) return byNameAlone;
  if (!('trouble' in wire)) return picturesOf(path, names, wire);
  const message = `may be of a story whose file is gone, and is left out then: the wire, which knows, cannot be read here: ${wire.trouble}`;
  return { own: names, problems: [{ file: displayName(doubtful), severity: 'warning', message }] };
}

/** A file takes no such time, and a program that makes copy seldom. */
const LATE_MS = 1_500;

async function notedWhenLate(bytes: Promise<Uint8Array>, file: string, { onWaiting }: Input): Promise<Uint8Array> {
  const timer = setTimeout(() => onWaiting?.(file), LATE_MS);
  try {
    return await bytes;
  } finally {
    clearTimeout(timer);
  }
}

async function readAnywhere(file: string, { defaults, desk }: Checking, input: Input): Promise<readonly ReadCopy[]> {
  const kind = storyFileKind(file) ?? 'copy';
  try {
    const { size } = await stat(file);
    // The reader says what is too large; it need not be loaded for that.
    if (size > 2 * bytesMax(kind)) return [unreadable(file, `it has ${size} bytes: no copy is that long`)];
    return readStories(await notedWhenLate(readFile(file), file, input), { file, kind, defaults, desk });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return [unreadable(file, isMissing ? 'it is not there' : readFailure(error))];
  }
}

function unreadable(file: string, reason: string): ReadCopy {
  return { ok: false, problems: [{ file, severity: 'error', message: `cannot be read: ${reason}` }] };
}
