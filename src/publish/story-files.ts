/** The files in `stories/` that may hold stories. */
import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

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
  /** Files that look like neither copy nor the by-products of editors. */
  readonly strangers: readonly string[];
};

/** Every story file, in the order of their paths. Looks at names and stamps only. */
export async function findStoryFiles(folder: string): Promise<Found> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: StoryFile[] = [];
  const strangers: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const path = storyPath(folder, join(entry.parentPath, entry.name));
    if (isByProduct(path)) continue;
    if (!isCopy(path)) strangers.push(path);
    else {
      const file = await storyFile(folder, path);
      if (file !== undefined) files.push(file);
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, strangers: strangers.sort() };
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
