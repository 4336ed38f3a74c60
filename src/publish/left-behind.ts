/** What a pass that was cut off has left in `feeds/`: documents that never got their names, and names that are not on disk. */
import { join } from 'node:path';

import type { FileCalls } from './file-calls.ts';
import { inParallel } from './in-parallel.ts';

type Calls = {
  readonly files: Pick<FileCalls, 'list' | 'remove' | 'sync'>;
  readonly syncAll: (folder: string) => Promise<boolean>;
};

/** Looks into every folder: for after a crash or a failure alone. What is there afterwards is there after a power cut. */
export async function takeAwayLeftBehind(root: string, { files, syncAll }: Calls): Promise<void> {
  const folders: string[] = [];
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = await files.list(folder);
    if (entries === undefined) continue;
    folders.push(folder);
    for (const { name, isFolder } of entries) {
      const path = join(folder, name);
      if (isUnfinished(name)) await files.remove(path);
      else if (isFolder) waiting.push(path);
    }
  }
  if (folders.length === 0 || (await syncAll(root))) return;
  await inParallel(folders, (folder) => files.sync(folder, 'sync'));
}

/** The name that a document, or a folder of them, has before it takes its place. */
export function unfinishedName(name: string): string {
  return `.${name}.tmp`;
}

function isUnfinished(name: string): boolean {
  return name.startsWith('.') && name.endsWith('.tmp');
}
