/**
 * Which files some process is still writing, as far as the system tells. Linux alone tells, in `/proc` (proc(5)), and
 * of other users' processes only to root: elsewhere the set is empty, and quiet time alone decides (settled.ts).
 */
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';

import { inParallel } from './in-parallel.ts';

const WRITE_ACCESS = 0o3;

/** Those of the files (absolute paths) that a process holds open for writing. */
export async function openForWriting(files: readonly string[]): Promise<ReadonlySet<string>> {
  // The system knows a file by its real path, whatever links it was reached through.
  const byRealPath = new Map(await inParallel(files, async (file) => [await realPathOf(file), file] as const));
  if (byRealPath.size === 0) return new Set();
  const processes = (await namesIn('/proc')).filter((name) => /^\d+$/.test(name));
  const open = await inParallel(processes, (process) => writtenBy(process, byRealPath));
  return new Set(open.flat());
}

async function realPathOf(file: string): Promise<string> {
  return (await orUndefined(realpath(file))) ?? file;
}

async function writtenBy(process: string, byRealPath: ReadonlyMap<string, string>): Promise<string[]> {
  const descriptors = await namesIn(`/proc/${process}/fd`);
  const written = await Promise.all(
    descriptors.map(async (descriptor) => {
      const file = byRealPath.get((await orUndefined(readlink(`/proc/${process}/fd/${descriptor}`))) ?? '');
      if (file === undefined) return undefined;
      const about = await orUndefined(readFile(`/proc/${process}/fdinfo/${descriptor}`, 'utf8'));
      const flags = /^flags:\s*([0-7]+)/m.exec(about ?? '')?.[1] ?? '0';
      return (Number.parseInt(flags, 8) & WRITE_ACCESS) === 0 ? undefined : file;
    }),
  );
  return written.filter((file) => file !== undefined);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await orUndefined(readdir(folder))) ?? [];
}

/** Processes end while we look, and other users' are closed to us: both are no answer, not an error. */
async function orUndefined<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch {
    return undefined;
  }
}
