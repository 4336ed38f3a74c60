/** Tells which story files and pictures were just saved. The scheduled pass finds whatever the system fails to tell. */
import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { isByProduct, isFiled } from './story-files.ts';

export type StoryWatch = Disposable & {
  /**
   * Watches every folder that is there now: new ones, those that were put in another's place, and those that could not
   * be watched before. Called before each whole pass.
   */
  readonly refresh: () => Promise<void>;
};

/** As Node's `watch` does it. */
export type WatchFolder = (folder: string, onChange: (event: string, name: string | null) => void) => FSWatcher;

type Watched = { readonly watcher: FSWatcher; readonly dev: number; readonly ino: number };

/**
 * Calls `onSaved` for each change to a story file, often several times for one save. A watch for each folder: Node's
 * recursive one is bound to single files here, and is deaf to a file once another was renamed over it. `onTrouble` is
 * told of the first folder that cannot be watched, as long as any cannot; there the schedule is left. Of what may not even
 * be read each whole pass tells by itself.
 */
export function watchStories(
  storiesFolder: string,
  onSaved: (path: string) => void,
  onTrouble: (error: unknown, below: string) => void,
  watchFolder: WatchFolder = watch,
): StoryWatch {
  const watched = new Map<string, Watched>();
  const troubled = new Set<string>();
  let isOver = false;

  function forget(below: string): void {
    watched.get(below)?.watcher.close();
    watched.delete(below);
  }

  function trouble(below: string, error: unknown): void {
    forget(below);
    if (isClosed(error) || isOver) return;
    if (troubled.size === 0) onTrouble(error, below);
    troubled.add(below);
  }

  function onChange(below: string, event: string, name: string): void {
    // The folder itself was removed, or its disk unmounted: the watch is deaf from here on. What comes in its place may have
    // the same numbers, as a disk that is mounted again has.
    if (event === 'rename' && name === basename(join(storiesFolder, below))) void watchTree(below, onSaved, true);
    const path = pathIn(below, name);
    if (isByProduct(path)) return;
    if (isFiled(path)) onSaved(path);
    else if (event === 'rename') void watchTree(path, onSaved);
  }

  /** Watches a folder and those in it; tells of the files that lie there already, where they came with it. */
  async function watchTree(below: string, onFound?: (path: string) => void, isDeaf = false): Promise<void> {
    try {
      if (isDeaf) forget(below);
      const folder = join(storiesFolder, below);
      const { dev, ino } = await stat(folder);
      if (isOver) return;
      if (!isSame(watched.get(below), { dev, ino })) {
        forget(below);
        const watcher = watchFolder(folder, (event, name) => onChange(below, event, String(name)));
        watcher.on('error', (error) => trouble(below, error));
        watched.set(below, { watcher, dev, ino });
        troubled.delete(below);
      }
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const path = pathIn(below, entry.name);
        if (isByProduct(path)) continue;
        if (entry.isDirectory()) await watchTree(path, onFound);
        else if (isFiled(path)) onFound?.(path);
      }
    } catch (error) {
      if (!isAbsence(error)) return trouble(below, error);
      troubled.delete(below);
      return forget(below);
    }
  }

  return {
    refresh: () => watchTree(''),
    [Symbol.dispose]: () => {
      isOver = true;
      for (const { watcher } of watched.values()) watcher.close();
    },
  };
}

function pathIn(below: string, name: string): string {
  return below === '' ? name : `${below}/${name}`;
}

function isSame(before: Watched | undefined, { dev, ino }: Omit<Watched, 'watcher'>): boolean {
  return before?.dev === dev && before.ino === ino;
}

/** No folder, or none any more. */
function isAbsence(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function isClosed(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'EACCES' || code === 'EPERM';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
