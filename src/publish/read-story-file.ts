/** One story file from disk, whole or not at all. */
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { languageOfPath } from '../copy/language-of-path.ts';
import type { CopyDefaults, ReadCopy } from '../copy/read-copy.ts';
import { bytesMax, readStories, type StoryFileKind, storyFileKind } from '../copy/read-stories.ts';
import type { Publisher } from '../story/desk.ts';
import { sha256 } from '../wire/event.ts';
import type { FileMark } from '../wire/store.ts';
import { readFailure } from './read-failure.ts';
import { displayName, stampOf } from './story-files.ts';

export type FileReading =
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly file: FileMark;
      /** One of wire copy; as many as there are in a newsMessage. */
      readonly stories: readonly ReadCopy[];
    }
  /** It changed while it was read: it will be seen again. */
  | { readonly kind: 'changing'; readonly path: string }
  | { readonly kind: 'vanished'; readonly path: string };

export type ReadingContext = {
  readonly storiesFolder: string;
  readonly copyDefaults: CopyDefaults;
  readonly desk: Publisher;
};

export async function readStoryFile(path: string, context: ReadingContext): Promise<FileReading> {
  let handle: FileHandle;
  try {
    handle = await open(join(context.storiesFolder, path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'vanished', path };
    return unreadable(path, readFailure(error));
  }
  try {
    return await readOpenFile(handle, path, context);
  } catch (error) {
    return unreadable(path, readFailure(error));
  } finally {
    await handle.close();
  }
}

async function readOpenFile(handle: FileHandle, path: string, context: ReadingContext): Promise<FileReading> {
  const kind = storyFileKind(path) ?? 'copy';
  const { copyDefaults, desk } = context;
  const before = await handle.stat({ bigint: true });
  if (before.size > bytesMax(kind)) {
    return unreadable(
      path,
      `it is too large for ${KIND_NAMES[kind]} (${mebibytes(Number(before.size))} MiB; the limit is ${mebibytes(bytesMax(kind))} MiB)`,
    );
  }
  const bytes = await handle.readFile();
  const after = await handle.stat({ bigint: true });
  if (stampOf(before) !== stampOf(after) || BigInt(bytes.length) !== after.size) return { kind: 'changing', path };
  return {
    kind: 'read',
    path,
    file: { hash: sha256(bytes), stamp: stampOf(after) },
    stories: readStories(bytes, {
      file: displayName(path),
      kind,
      defaults: { ...copyDefaults, language: languageOfPath(path) ?? copyDefaults.language },
      desk,
    }),
  };
}

const KIND_NAMES: Readonly<Record<StoryFileKind, string>> = {
  copy: 'wire copy',
  ninjs: 'ninjs',
  'newsml-g2': 'NewsML-G2',
};

function unreadable(path: string, reason: string): FileReading {
  const problem = { file: displayName(path), severity: 'error', message: `cannot be read: ${reason}` } as const;
  return { kind: 'read', path, file: { hash: '', stamp: '' }, stories: [{ ok: false, problems: [problem] }] };
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}
