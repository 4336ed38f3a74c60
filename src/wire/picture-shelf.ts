/**
 * The bytes of pictures, by their content: `wire/pictures/<SHA-256>`. A version on the wire names a picture by its hash, so
 * that `feeds/` can be made anew when the file in `stories/` is long gone. Nothing is ever changed, and nothing taken out
 * but what no version came to name.
 */
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import { writeDurably } from './durable-file.ts';
import { makeFolders } from './make-folders.ts';
import { asStoreError } from './sqlite-transaction.ts';
import { StoreError } from './store.ts';

export type PictureShelf = {
  readonly folder: string;
  /** Durable when it resolves. The same picture once more is no work, and as if it had been put there now. */
  readonly keep: (hash: string, bytes: Uint8Array) => Promise<void>;
  /** Where it lies; `undefined` where it is not there. */
  readonly find: (hash: string) => Promise<string | undefined>;
  /** What was last put there from `since` on and before `before` (milliseconds since 1970), whole pictures and begun ones, by file name. */
  readonly putBetween: (since: number, before: number) => Promise<readonly string[]>;
  /** Takes a file out, unless it was put there again since `before`. */
  readonly remove: (name: string, before: number) => Promise<boolean>;
};

/** Throws a `StoreError` where it cannot be kept: what was not kept must not be committed. */
export function pictureShelf(folder: string): PictureShelf {
  const fileOf = (hash: string): string => join(folder, hash);
  return {
    folder,
    keep: async (hash, bytes) => {
      try {
        if ((await statOf(fileOf(hash)))?.size === bytes.length && (await touch(fileOf(hash)))) return;
        // As secret as the wire: it holds pictures of stories under embargo.
        await makeFolders(folder, { mode: 0o700 });
        await writeDurably(fileOf(hash), bytes, { beside: join(folder, `.${hash}.tmp`), mode: 0o600 });
      } catch (error) {
        const { code, message } = inWords(error);
        throw new StoreError(code, `the wire cannot keep a picture: ${message}`, { cause: error });
      }
    },
    find: async (hash) => ((await statOf(fileOf(hash))) === undefined ? undefined : fileOf(hash)),
    putBetween: async (since, before) => {
      const found: string[] = [];
      for (const name of await namesIn(folder)) {
        const { mtimeMs = before } = (await statOf(join(folder, name))) ?? {};
        if (mtimeMs >= since && mtimeMs < before) found.push(name);
      }
      return found;
    },
    remove: async (name, before) => {
      if (!(await isOlder(join(folder, name), before))) return false;
      await rm(join(folder, name), { force: true });
      return true;
    },
  };
}

function inWords(error: unknown): Pick<StoreError, 'code' | 'message'> {
  const known = asStoreError(error);
  return known instanceof StoreError ? known : { code: 'unavailable', message: String(error) };
}

/** Whoever put another file into the folder knows why. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const names = (await orAbsent(readdir(folder))) ?? [];
  return names.filter((name) => /^(?:[0-9a-f]{64}|\.[0-9a-f]{64}\.tmp)$/.test(name));
}

async function isOlder(file: string, before: number): Promise<boolean> {
  const found = await statOf(file);
  return found !== undefined && found.mtimeMs < before;
}

async function statOf(file: string): Promise<{ readonly size: number; readonly mtimeMs: number } | undefined> {
  return orAbsent(stat(file));
}

/** False where it was taken out just now. */
async function touch(file: string): Promise<boolean> {
  const now = new Date();
  return (await orAbsent(utimes(file, now, now).then(() => true))) ?? false;
}

async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
