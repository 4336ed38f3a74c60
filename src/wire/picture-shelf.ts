/**
 * The bytes of pictures, by their content: `wire/pictures/<SHA-256>`. A version on the wire names a picture by its hash, so
 * that `feeds/` can be made anew when the file in `stories/` is long gone. Nothing is ever changed or taken out.
 */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { writeDurably } from './durable-file.ts';
import { StoreError } from './store.ts';

export type PictureShelf = {
  readonly folder: string;
  /** Durable when it resolves. The same picture once more is no work. */
  readonly keep: (hash: string, bytes: Uint8Array) => Promise<void>;
  /** Where it lies; `undefined` where it is not there. */
  readonly find: (hash: string) => Promise<string | undefined>;
};

/** Throws a `StoreError` where it cannot be kept: what was not kept must not be committed. */
export function pictureShelf(folder: string): PictureShelf {
  const fileOf = (hash: string): string => join(folder, hash);
  return {
    folder,
    keep: async (hash, bytes) => {
      try {
        if ((await sizeOf(fileOf(hash))) === bytes.length) return;
        // As secret as the wire: it holds pictures of stories under embargo.
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeDurably(fileOf(hash), bytes, { beside: join(folder, `.${hash}.tmp`), mode: 0o600 });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new StoreError('unavailable', `the wire cannot keep a picture: ${reason}`, { cause: error });
      }
    },
    find: async (hash) => ((await sizeOf(fileOf(hash))) === undefined ? undefined : fileOf(hash)),
  };
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
