/** The files in `stories/` that may hold stories, and the pictures beside them. */
import type { BigIntStats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

import { isPictureFile } from '../copy/pictures/picture-names.ts';
import { storyFileKind } from '../copy/read-stories.ts';
import type { Problem } from '../story/problem.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { makerOfConflictedCopy } from './conflicted-copy.ts';
import { isThere } from './is-there.ts';
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
  readonly pictures: readonly StoryFile[];
  /** Files and folders that cannot be looked at, by their paths: what is there is not known. */
  readonly unreachable: readonly string[];
  /** Of those, and of what looks like neither a story nor the by-products of editors. */
  readonly problems: readonly Problem[];
};

/** `stories/` itself cannot be looked at: nobody can tell what is in it. */
export class StoriesError extends WiredeskError {
  override readonly name = 'StoriesError';
}

/**
 * Every story file, in the order of their paths. Looks at names and stamps only. Throws a `StoriesError` where `folder`
 * itself cannot be read; a part of it that cannot is a problem.
 */
export async function findStoryFiles(folder: string): Promise<Found> {
  const files: StoryFile[] = [];
  const pictures: StoryFile[] = [];
  const out: string[] = [];
  const problems: Problem[] = [];
  try {
    for await (const found of walk(folder, '')) {
      if ('problem' in found) {
        problems.push(found.problem);
        if (found.unreachable !== undefined) out.push(found.unreachable);
      } else if (isPictureFile(found.path)) pictures.push(found);
      else files.push(found);
    }
  } catch (error) {
    throw new StoriesError(`stories/ cannot be read: ${readFailure(error)}`, { cause: error });
  }
  return { files, pictures, unreachable: out, problems };
}

type Trouble = { readonly problem: Problem; readonly unreachable?: string };

async function* walk(folder: string, below: string): AsyncGenerator<StoryFile | Trouble> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isByProduct(path)) continue;
    if (entry.isDirectory()) yield* walkPart(folder, path);
    else if (!isFiled(path)) yield { problem: stranger(path) };
    else {
      const sighting = await seeStoryFile(folder, path);
      if (sighting.kind === 'file') yield sighting.file;
      if (sighting.kind === 'unreachable') yield { problem: sighting.problem, unreachable: path };
      if (sighting.kind === 'gone' && entry.name.includes('\uFFFD')) {
        yield { problem: unreachable(path, 'its name is not UTF-8; give it another name') };
      }
    }
  }
}

async function* walkPart(folder: string, below: string): AsyncGenerator<StoryFile | Trouble> {
  try {
    yield* walk(folder, below);
  } catch (error) {
    // Whoever has taken a folder away in this moment has taken away what was in it.
    if (isAbsence(error)) return;
    yield { problem: unreachable(below, readFailure(error)), unreachable: below };
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function unreachable(path: string, reason: string): Problem {
  return { file: displayName(path), severity: 'error', message: `cannot be read: ${reason}` };
}

function stranger(path: string): Problem {
  const maker = makerOfConflictedCopy(path);
  const message =
    maker !== undefined
      ? `is left alone: by its name ${maker} has made it where two had changed one file; bring what is right into that file, and remove this one`
      : 'is left alone: stories are wire copy in files that end in .txt, ninjs (.json) and NewsML-G2 (.xml); pictures beside them are .jpg, .png, .webp or .gif';
  return { file: displayName(path), severity: 'warning', message };
}

/** The name of a story file in messages. */
export function displayName(path: string): string {
  return `stories/${path}`;
}

/** What is to be seen of a file: never an error, so that one file cannot stop the others. */
export type Sighting =
  | { readonly kind: 'file'; readonly file: StoryFile }
  /** Not there (any more). */
  | { readonly kind: 'gone' }
  /** Something is there, and it cannot be looked at. */
  | { readonly kind: 'unreachable'; readonly problem: Problem };

export async function seeStoryFile(folder: string, path: string): Promise<Sighting> {
  const file = join(folder, path);
  let wasLink = false;
  try {
    wasLink = (await lstat(file)).isSymbolicLink();
    if (wasLink && !(await leadsInto(folder, file))) {
      return {
        kind: 'unreachable',
        problem: unreachable(path, 'it is a link that leads out of stories/; copy the file'),
      };
    }
    const stats = await stat(file, { bigint: true });
    if (!stats.isFile()) return { kind: 'unreachable', problem: unreachable(path, 'it is no plain file') };
    return {
      kind: 'file',
      file: { path, bytes: Number(stats.size), changedAt: Number(stats.ctimeMs), stamp: stampOf(stats) },
    };
  } catch (error) {
    if (!isAbsence(error)) {
      return { kind: 'unreachable', problem: unreachable(path, readFailure(error)) };
    }
    // A disk that is not mounted takes no file away.
    if (!(await isThere(folder))) return { kind: 'unreachable', problem: unreachable(path, 'stories/ is not there') };
    return wasLink && (await isLink(file))
      ? { kind: 'unreachable', problem: unreachable(path, 'it is a link that leads nowhere') }
      : { kind: 'gone' };
  }
}

/** Whoever may file copy may not publish whatever else this machine has. */
async function leadsInto(folder: string, link: string): Promise<boolean> {
  const [inside, target] = await Promise.all([realpath(folder), realpath(link)]);
  return target.startsWith(inside + sep);
}

async function isLink(file: string): Promise<boolean> {
  try {
    return (await lstat(file)).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Whether the name is that of a story file: wire copy (`.txt`), ninjs (`.json`) or NewsML-G2 (`.xml`). */
export function isStoryFile(path: string): boolean {
  return storyFileKind(path) !== undefined && !isNoOriginal(path);
}

function isNoOriginal(path: string): boolean {
  return isByProduct(path) || makerOfConflictedCopy(path) !== undefined;
}

/** A story's own file or a picture, by its name. */
export function isFiled(path: string): boolean {
  return isStoryFile(path) || (isPictureFile(path) && !isNoOriginal(path));
}

/** Hidden files, READMEs, and what editors and copying programs leave beside a file while they write it. */
export function isByProduct(path: string): boolean {
  return (
    path
      .split('/')
      .some((name) => /^[.~#]|[~#]$|\.(tmp|temp|part|partial|filepart|crdownload|swp|swx|bak|lock)$/i.test(name)) ||
    /(^|\/)README(\.\w+)?$/i.test(path)
  );
}

/** Whether two stamps are of one file, at two times perhaps. */
export function isSameFile(stamp: string, other: string): boolean {
  return stamp.slice(0, stamp.indexOf(':')) === other.slice(0, other.indexOf(':'));
}

export function stampOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join(':');
}
