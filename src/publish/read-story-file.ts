/** One story file from disk, whole or not at all. */
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { languageOfPath } from '../copy/language-of-path.ts';
import { COPY_BYTES_MAX, readCopy, type CopyDefaults, type ReadCopy } from '../copy/read-copy.ts';
import { sha256 } from '../wire/event.ts';
import type { FileMark } from '../wire/store.ts';
import { readFailure } from './read-failure.ts';
import { displayName, stampOf } from './story-files.ts';

export type FileReading =
  | { readonly kind: 'read'; readonly path: string; readonly file: FileMark; readonly copy: ReadCopy }
  /** It changed while it was read: it will be seen again. */
  | { readonly kind: 'changing'; readonly path: string }
  | { readonly kind: 'vanished'; readonly path: string };

export async function readStoryFile(folder: string, path: string, defaults: CopyDefaults): Promise<FileReading> {
  let handle: FileHandle;
  try {
    handle = await open(join(folder, path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'vanished', path };
    return unreadable(path, readFailure(error));
  }
  try {
    return await readOpenFile(handle, path, defaults);
  } catch (error) {
    return unreadable(path, readFailure(error));
  } finally {
    await handle.close();
  }
}

async function readOpenFile(handle: FileHandle, path: string, defaults: CopyDefaults): Promise<FileReading> {
  const before = await handle.stat({ bigint: true });
  if (before.size > COPY_BYTES_MAX) {
    return unreadable(
      path,
      `it is too large for wire copy (${mebibytes(Number(before.size))} MiB; the limit is ${mebibytes(COPY_BYTES_MAX)} MiB)`,
    );
  }
  const bytes = await handle.readFile();
  const after = await handle.stat({ bigint: true });
  if (stampOf(before) !== stampOf(after) || BigInt(bytes.length) !== after.size) return { kind: 'changing', path };
  return {
    kind: 'read',
    path,
    file: { hash: sha256(bytes), stamp: stampOf(after) },
    copy: readCopy(bytes, displayName(path), { ...defaults, language: languageOfPath(path) ?? defaults.language }),
  };
}

function unreadable(path: string, reason: string): FileReading {
  const problem = { file: displayName(path), severity: 'error', message: `cannot be read: ${reason}` } as const;
  return { kind: 'read', path, file: { hash: '', stamp: '' }, copy: { ok: false, problems: [problem] } };
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}
