/** Files below `feeds/`: found without ever leaving the folder, and read as the one version that was found. */
import { createHash } from 'node:crypto';
import { type BigIntStats, constants, statSync } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import type { Coding } from './content-coding.ts';
import type { MediaTypeOf } from './media-types.ts';

export type Found = { readonly kind: 'file'; readonly file: PublishedFile } | { readonly kind: 'folder' | 'nothing' };

export type PublishedFile = {
  readonly path: string;
  /** Its own names below the folder, to which a link by another name has led. */
  readonly segments: readonly string[];
  readonly mediaType: string;
  /** The same as long as the file is: another after each rename over it or change in it. */
  readonly stamp: Stamp;
  /** Of the file and its stamp, in each coding: under which they are kept. */
  readonly keys: Readonly<Record<Coding, string>>;
  readonly size: number;
  readonly modifiedAt: Date;
};

/** What no change of a file leaves as it was. */
type Stamp = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

export type Content = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the file, before any compression. */
  readonly hash: string;
};

const NOTHING: Found = { kind: 'nothing' };

/** Links are followed, but only to what could be asked for by its own name. */
export async function findPublished(
  feedsFolder: string,
  segments: readonly string[],
  mediaTypeOf: MediaTypeOf,
): Promise<Found> {
  if (!isPublic(segments)) return NOTHING;
  return unlessAbsent(NOTHING, async () => {
    const [root, path] = await Promise.all([realpath(feedsFolder), realpath(join(feedsFolder, ...segments))]);
    const below = relative(root, path).split(sep);
    const isRoot = path === root;
    if (!isRoot && !isPublic(below)) return NOTHING;
    const stats = await stat(path, { bigint: true });
    if (stats.isDirectory()) return { kind: 'folder' };
    const mediaType = mediaTypeOf(below);
    if (!stats.isFile() || mediaType === undefined) return NOTHING;
    return {
      kind: 'file',
      file: {
        path,
        segments: below,
        mediaType,
        stamp: stats,
        keys: keysOf(stats),
        size: Number(stats.size),
        modifiedAt: new Date(Number(stats.mtimeMs)),
      },
    };
  });
}

/**
 * Where the file that was found there lies unchanged it is found again by one question to the file system, whichever way
 * leads to it: it was found to be public, and its bytes are the same. What was found a moment ago is in the system's own
 * memory; so the answer is there at once, with no thread to wait for.
 */
export function isStillThere(place: string, { stamp }: PublishedFile): boolean {
  try {
    const now = statSync(place, { bigint: true, throwIfNoEntry: false });
    return now !== undefined && isSame(now, stamp);
  } catch {
    // Whoever looks for it from the start finds out why.
    return false;
  }
}

function isSame(one: Stamp, other: Stamp): boolean {
  return (
    one.ino === other.ino &&
    one.mtimeNs === other.mtimeNs &&
    one.ctimeNs === other.ctimeNs &&
    one.size === other.size &&
    one.dev === other.dev
  );
}

/** `undefined`: the file has gone, or another lies in its place by now. */
export async function readPublished({ path, stamp }: PublishedFile): Promise<Content | undefined> {
  return unlessAbsent(undefined, async () => {
    await using handle = await open(path, 'r');
    if (!isSame(await handle.stat({ bigint: true }), stamp)) return undefined;
    const bytes = await handle.readFile();
    return { bytes, hash: createHash('sha256').update(bytes).digest('base64url') };
  });
}

/** What lies beside it under its name with that suffix, as it is at this moment; nothing that is larger than allowed. */
export async function readBeside(
  { path }: PublishedFile,
  suffix: string,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return unlessAbsent(undefined, async () => {
    await using handle = await open(path + suffix, constants.O_RDONLY | constants.O_NOFOLLOW);
    const stats = await handle.stat();
    return stats.isFile() && stats.size <= bytesMax ? await handle.readFile() : undefined;
  });
}

/** Names that begin with a full stop are hidden, and temporary files begin with one; `..` leads out of the folder. */
function isPublic(segments: readonly string[]): boolean {
  return segments.every((segment) => segment !== '' && !segment.startsWith('.'));
}

/** Put together once, and not for each request. */
function keysOf({ dev, ino, size, mtimeNs, ctimeNs }: Stamp): Record<Coding, string> {
  const identity = [dev, ino, size, mtimeNs, ctimeNs].join('.');
  return { identity, zstd: `${identity}-zstd`, br: `${identity}-br`, gzip: `${identity}-gzip` };
}

/** Paths that lead nowhere, in the words of the operating system. */
const ABSENT = new Set<unknown>(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP']);

async function unlessAbsent<T>(absent: T, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(error.code)) return absent;
    throw error;
  }
}
