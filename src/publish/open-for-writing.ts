/**
 * Which files some process is still writing, as far as the system tells. Linux alone tells, in `/proc` (proc(5)), and
 * of other users' processes only to root: elsewhere the set is empty, and quiet time alone decides (settled.ts).
 */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { sep } from 'node:path';

const WRITE_ACCESS = 0o3;

/** Absolute paths below `folder` that a process holds open for writing. */
export async function filesOpenForWriting(folder: string): Promise<ReadonlySet<string>> {
  const processes = (await namesIn('/proc')).filter((name) => /^\d+$/.test(name));
  const open = await Promise.all(processes.map((process) => writtenBy(process, folder + sep)));
  return new Set(open.flat());
}

async function writtenBy(process: string, prefix: string): Promise<string[]> {
  const descriptors = await namesIn(`/proc/${process}/fd`);
  const written = await Promise.all(
    descriptors.map(async (descriptor) => {
      const target = await orUndefined(readlink(`/proc/${process}/fd/${descriptor}`));
      if (target?.startsWith(prefix) !== true) return undefined;
      const about = await orUndefined(readFile(`/proc/${process}/fdinfo/${descriptor}`, 'utf8'));
      const flags = /^flags:\s*([0-7]+)/m.exec(about ?? '')?.[1] ?? '0';
      return (Number.parseInt(flags, 8) & WRITE_ACCESS) === 0 ? undefined : target;
    }),
  );
  return written.filter((target) => target !== undefined);
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
