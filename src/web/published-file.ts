/** Files below `feeds/`: found without ever leaving the folder, and read as the one version that was found. */
import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import type { MediaTypeOf } from './media-types.ts';

export type Found = { readonly kind: 'file'; readonly file: PublishedFile } | { readonly kind: 'folder' | 'nothing' };

export type PublishedFile = {
  readonly path: string;
  /** Its own names below the folder, to which a link by another name has led. */
  readonly segments: readonly string[];
  readonly mediaType: string;
  /** The same as long as the file is: another after each rename over it or change in it. */
  readonly identity: string;
  readonly size: number;
  readonly modifiedAt: Date;
};

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
        identity: identityOf(stats),
        size: Number(stats.size),
        modifiedAt: new Date(Number(stats.mtimeMs)),
      },
    };
  });
}

/**
 * Where the file that was found there lies unchanged it is found again by one question to the file system, whichever way
 * leads to it: it was found to be public, and its bytes are the same.
 */
export async function isStillThere(
  feedsFolder: string,
  segments: readonly string[],
  file: PublishedFile,
): Promise<boolean> {
  return unlessAbsent(false, async () => {
    const stats = await stat(join(feedsFolder, ...segments), { bigint: true });
    return identityOf(stats) === file.identity;
  });
}

/** `undefined`: the file has gone, or another lies in its place by now. */
export async function readPublished({ path, identity }: PublishedFile): Promise<Content | undefined> {
  return unlessAbsent(undefined, async () => {
    await using handle = await open(path, 'r');
    if (identityOf(await handle.stat({ bigint: true })) !== identity) return undefined;
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

function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join('.');
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
