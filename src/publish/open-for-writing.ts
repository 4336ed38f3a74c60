/**
 * Which files some process is still writing, as far as the system tells. Linux alone tells, in `/proc` (proc(5)), and
 * of other users' processes only to root: elsewhere the set is empty, and quiet time alone decides (settled.ts).
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { setImmediate as yieldToOthers } from 'node:timers/promises';

import { inParallel } from './in-parallel.ts';

const WRITE_ACCESS = 0o3;

/** So many descriptors are looked at before others have their turn. */
const AT_ONCE = 500;

/** Those of the files (absolute paths) that a process holds open for writing. */
export async function openForWriting(files: readonly string[]): Promise<ReadonlySet<string>> {
  // The system knows a file by its real path, whatever links it was reached through.
  const byRealPath = new Map(await inParallel(files, async (file) => [await realPathOf(file), file] as const));
  if (byRealPath.size === 0) return new Set();
  return writtenBySomebody(byRealPath);
}

async function realPathOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    return file;
  }
}

/** At once: `/proc` is no disk that would be waited for, and Node's threads take four times as long to hand each name over. */
async function writtenBySomebody(byRealPath: ReadonlyMap<string, string>): Promise<ReadonlySet<string>> {
  const written = new Set<string>();
  let looked = 0;
  for (const process of namesIn('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of namesIn(`/proc/${process}/fd`)) {
      looked += 1;
      if (looked % AT_ONCE === 0) await yieldToOthers();
      const file = byRealPath.get(orUndefined(() => readlinkSync(`/proc/${process}/fd/${descriptor}`)) ?? '');
      if (file !== undefined && isWriting(process, descriptor)) written.add(file);
    }
  }
  return written;
}

function isWriting(process: string, descriptor: string): boolean {
  const about = orUndefined(() => readFileSync(`/proc/${process}/fdinfo/${descriptor}`, 'utf8'));
  const flags = /^flags:\s*([0-7]+)/m.exec(about ?? '')?.[1] ?? '0';
  return (Number.parseInt(flags, 8) & WRITE_ACCESS) !== 0;
}

function namesIn(folder: string): readonly string[] {
  return orUndefined(() => readdirSync(folder)) ?? [];
}

/** Processes end while we look, and other users' are closed to us: both are no answer, not an error. */
function orUndefined<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
