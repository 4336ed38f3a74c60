/** The files in `stories/` that may hold stories. */
import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import type { Problem } from '../story/problem.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { readFailure } from './read-failure.ts';

export type StoryFile = {
  /** Relative to `stories/`, with `/` on every system. */
  readonly path: string;
  readonly bytes: number;
  /** When its bytes, name or owner last changed (ctime: copying tools cannot set it back), in ms since 1970. */
  readonly changedAt: number;
  /** Changes whenever the file does. */
  readonly stamp: string;
};

export type Found = {
  readonly files: readonly StoryFile[];
  /** What looks like neither copy nor the by-products of editors, and what cannot be reached. */
  readonly problems: readonly Problem[];
};

/**
 * Every story file, in the order of their paths. Looks at names and stamps only. Throws a `WiredeskError` where `folder`
 * itself cannot be read; a part of it that cannot is a problem.
 */
export async function findStoryFiles(folder: string): Promise<Found> {
  const files: StoryFile[] = [];
  const problems: Problem[] = [];
  try {
    for await (const found of walk(folder, '')) {
      if ('message' in found) problems.push(found);
      else files.push(found);
    }
  } catch (error) {
    throw new WiredeskError(`stories/ cannot be read: ${readFailure(error)}`, { cause: error });
  }
  return { files, problems };
}

async function* walk(folder: string, below: string): AsyncGenerator<StoryFile | Problem> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isByProduct(path)) continue;
    try {
      if (entry.isDirectory()) yield* walk(folder, path);
      else if (!isCopy(path)) yield stranger(path);
      else yield* reached(await storyFile(folder, path), path, entry.isSymbolicLink());
    } catch (error) {
      yield { file: displayName(path), severity: 'error', message: `cannot be read: ${readFailure(error)}` };
    }
  }
}

function* reached(file: StoryFile | undefined, path: string, isLink: boolean): Generator<StoryFile | Problem> {
  if (file !== undefined) yield file;
  // Any other file that is gone by now was just moved away.
  else if (isLink)
    yield { file: displayName(path), severity: 'error', message: 'cannot be read: it is a link that leads nowhere' };
}

function stranger(path: string): Problem {
  const message = 'is left alone: wire copy is plain text in a file that ends in .txt';
  return { file: displayName(path), severity: 'warning', message };
}

/** The name of a story file in messages. */
export function displayName(path: string): string {
  return `stories/${path}`;
}

/** One file; `undefined` where it is gone, or no regular file. */
export async function storyFile(folder: string, path: string): Promise<StoryFile | undefined> {
  const stats = await statIfThere(join(folder, path));
  if (stats === undefined || !stats.isFile()) return undefined;
  return { path, bytes: Number(stats.size), changedAt: Number(stats.ctimeMs), stamp: stampOf(stats) };
}

/** The way a story file is named: relative to `stories/`, with `/` on every system. */
export function storyPath(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}

/** Wire copy ends in `.txt`. */
export function isCopy(path: string): boolean {
  return /\.txt$/i.test(path) && !isByProduct(path);
}

/** Hidden files, READMEs, and what editors and copying programs leave beside a file while they write it. */
function isByProduct(path: string): boolean {
  return (
    path
      .split('/')
      .some((name) => /^[.~#]|[~#]$|\.(tmp|temp|part|partial|filepart|crdownload|swp|swx|bak|lock)$/i.test(name)) ||
    /(^|\/)README(\.\w+)?$/i.test(path)
  );
}

export function stampOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join(':');
}

async function statIfThere(file: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(file, { bigint: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw error;
  }
}
