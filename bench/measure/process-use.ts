/** What the kernel knows of a process and of those that it has started (proc(5)). */
import { readdirSync, readFileSync } from 'node:fs';

/** In /proc, always (sysconf(_SC_CLK_TCK)). */
const TICKS_A_SECOND = 100;
const KIB = 1024;

/** Megabytes (of a million bytes) that the process holds in memory now. */
export function residentMegabytes(pid: number): number {
  return (fieldOf(pid, 'status', 'VmRSS') * KIB) / 1e6;
}

/** Bytes that the process has caused to be written to disks. */
export function bytesWritten(pid: number): number {
  return fieldOf(pid, 'io', 'write_bytes');
}

/** User and system time of the process, of all its descendants, and of those of them that have ended. */
export function cpuMsOfTree(pid: number): number {
  const ticks = treeOf(pid).reduce((total, each) => total + ticksOf(each), 0);
  return (ticks * 1000) / TICKS_A_SECOND;
}

function treeOf(pid: number): readonly number[] {
  const parents = new Map(processes().map((each) => [each, statOf(each)?.parent]));
  const tree = [pid];
  for (const each of tree) {
    for (const [child, parent] of parents) if (parent === each) tree.push(child);
  }
  return tree;
}

function processes(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function ticksOf(pid: number): number {
  return statOf(pid)?.ticks ?? 0;
}

/** `undefined`: it has ended meanwhile; its time is then its parent's. */
function statOf(pid: number): { readonly parent: number; readonly ticks: number } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the name in brackets, which may hold blanks and brackets of its own.
  const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // From the third field on: utime is the 14th, then stime, cutime, cstime.
  const times = rest.slice(9, 13).map(Number);
  return { parent: Number(parent), ticks: times.reduce((total, each) => total + each, 0) };
}

function fieldOf(pid: number, file: 'status' | 'io', field: string): number {
  const line = readFileSync(`/proc/${pid}/${file}`, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${field}:`));
  if (line === undefined) throw new Error(`/proc/${pid}/${file} has no ${field}`);
  return Number(/\d+/.exec(line)?.[0]);
}
