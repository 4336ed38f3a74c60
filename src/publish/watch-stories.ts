/** Tells which story files were just saved. The scheduled pass finds whatever the system fails to tell. */
import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

import { isCopy, storyPath } from './story-files.ts';

export type Watch = Disposable;

/**
 * Calls `onSaved` for each change to a story file, often several times for one save. `onTrouble` is called once where
 * the system cannot watch (any longer): then only the schedule is left.
 */
export function watchStories(
  folder: string,
  onSaved: (path: string) => void,
  onTrouble: (error: Error) => void,
): Watch {
  let watcher: FSWatcher;
  try {
    watcher = watch(folder, { recursive: true });
  } catch (error) {
    onTrouble(error instanceof Error ? error : new Error(String(error)));
    return { [Symbol.dispose]: () => undefined };
  }
  watcher.on('change', (_event, name) => {
    const path = storyPath(folder, join(folder, String(name)));
    if (isCopy(path)) onSaved(path);
  });
  watcher.on('error', (error) => {
    watcher.close();
    onTrouble(error);
  });
  return { [Symbol.dispose]: () => watcher.close() };
}
