/** A file put into stories/: whole, on disk, and in one step, so that nobody ever reads half of it. */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

import { ConflictError } from '../../story/wiredesk-error.ts';
import { syncFolder, writeDurably } from '../../wire/durable-file.ts';

export type Placed = {
  /** The file as it was before, or none; what somebody has saved there since stays. */
  readonly undo: () => Promise<void>;
};

/** `path`: relative to `folder`, without any `..`. Resolves when it would be there after a power cut. */
export async function placeFile(folder: string, path: string, bytes: Uint8Array): Promise<Placed> {
  const file = join(folder, path);
  await makeFolder(folder, dirname(file));
  const before = await bytesAt(file);
  await replace(file, bytes);
  return {
    async undo() {
      const now = await bytesAt(file);
      if (now === undefined || !Buffer.from(now).equals(bytes)) return;
      await (before === undefined ? remove(file) : replace(file, before));
    },
  };
}

/** `undefined`: nothing is there. Throws where what is there is no plain file: a link may lead anywhere. */
export async function bytesAt(file: string): Promise<Uint8Array | undefined> {
  try {
    if (!(await lstat(file)).isFile()) {
      throw new ConflictError(`${basename(file)} is a folder or a link in stories/: choose another name`);
    }
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function replace(file: string, bytes: Uint8Array): Promise<void> {
  // A hidden name, which passes leave alone.
  await writeDurably(file, bytes, { beside: join(dirname(file), `.${randomUUID()}.tmp`) });
}

async function remove(file: string): Promise<void> {
  await rm(file, { force: true });
  await syncFolder(dirname(file));
}

/** With those above it, below `root`; a link on the way must not lead out of that. */
async function makeFolder(root: string, folder: string): Promise<void> {
  const names = relative(root, folder).split(sep);
  const inside = await realpath(root);
  let made = root;
  for (const name of names.filter((each) => each !== '')) {
    const above = made;
    made = join(made, name);
    try {
      await mkdir(made);
      await syncFolder(above);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const target = await realpath(made);
    if (!target.startsWith(inside + sep) || !(await lstat(target)).isDirectory()) {
      throw new ConflictError(`${relative(root, made)} is no folder of stories/: choose another name`);
    }
  }
}

/** Below a file there is nothing either (ENOTDIR): no folder can be made there, which `makeFolder` says. */
function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
