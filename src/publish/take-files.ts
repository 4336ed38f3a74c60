/** Many files taken in, in their order: several stories in one commit of the wire, so that the disk is waited for once. */
import { begunAhead } from './ahead.ts';
import { laterFiles } from './later-embargo.ts';
import { readStoryFile, type FileReading } from './read-story-file.ts';
import type { StoryFile } from './story-files.ts';
import { takeFile, type TakenFile, type TakenStory, type TakingContext } from './take-file.ts';

/** Files that are read while others are committed: a disk answers several questions in the time of one. */
const FILES_AHEAD = 8;

/** The first of them waits for the last. */
const TOGETHER_MAX = 16;

type TakingFilesContext = TakingContext & {
  readonly signal?: AbortSignal | undefined;
  /** Story files that are still being written. */
  readonly unfinished?: readonly string[];
};

type BegunFile = {
  readonly path: string;
  readonly whenRead: Promise<FileReading>;
  readonly pictures: readonly string[];
};

/**
 * What came of them, a few at a time, when it is on the wire. Ends early where `signal` says so. Throws where the wire
 * refuses (`StoreError`): of those that were to be committed with it nothing has happened.
 */
export async function* takeFiles(
  files: readonly StoryFile[],
  picturesOf: (path: string) => readonly string[],
  context: TakingFilesContext,
): AsyncGenerator<readonly TakenFile[], void, undefined> {
  let group: readonly BegunFile[] = [];
  const later = laterFiles(
    files.map(({ path }) => path),
    context.unfinished ?? [],
    context,
  );
  const last: BegunFile[] = [];
  for await (const { item, result } of begunAhead(files, FILES_AHEAD, ({ path }) => readStoryFile(path, context))) {
    if (context.signal?.aborted === true) return;
    const file = { path: item.path, whenRead: result, pictures: picturesOf(item.path) };
    // What cannot be read is told when its turn has come.
    if (await result.then(later.isTooEarly).catch(() => false)) {
      yield [{ kind: 'changing', path: item.path }];
      continue;
    }
    if (await result.then(later.isForetold).catch(() => false)) {
      last.push(file);
      continue;
    }
    // Pictures are read as their story is taken in: others are not to wait for that.
    const isAlone = file.pictures.length > 0;
    if (group.length === TOGETHER_MAX || (isAlone && group.length > 0)) {
      yield await takeTogether(group, context);
      group = [];
    }
    group = [...group, file];
    if (!isAlone) continue;
    yield await takeTogether(group, context);
    group = [];
  }
  if (group.length > 0) yield await takeTogether(group, context);
  for (const file of last) {
    if (context.signal?.aborted === true) return;
    yield await takeTogether([file], context);
  }
}

async function takeTogether(group: readonly BegunFile[], context: TakingFilesContext): Promise<readonly TakenFile[]> {
  const { onCommitted, ...taking } = context;
  const takeAll = async (): Promise<readonly TakenFile[]> => {
    const taken: TakenFile[] = [];
    for (const { path, ...begun } of group) taken.push(await takeFile(path, taking, begun));
    return taken;
  };
  // The wire is not to wait for files.
  await Promise.allSettled(group.map(({ whenRead }) => whenRead));
  const taken = await (group.length === 1 ? takeAll() : context.store.together(takeAll));
  if (guidsIn(taken).length > 0) onCommitted?.();
  return taken;
}

/** The stories that something was committed of. */
export function guidsIn(taken: readonly TakenFile[]): readonly string[] {
  return taken.flatMap((file) => (file.kind === 'taken' ? file.stories.flatMap(guidsOf) : []));
}

function guidsOf(story: TakenStory): readonly string[] {
  if (story.kind !== 'decided' || !('event' in story.outcome)) return [];
  return story.outcome.event === undefined ? [] : [story.outcome.event.guid];
}
