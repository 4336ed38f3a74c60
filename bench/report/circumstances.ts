/** Where and on what it was measured. */
import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';

import type { Circumstances } from './outcome.ts';

/** Magic numbers of statfs(2). */
const FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0xef53, 'ext4'],
  [0x9123683e, 'btrfs'],
  [0x58465342, 'xfs'],
  [0x794c7630, 'overlayfs'],
  [0x01021994, 'tmpfs: syncs cost nothing here'],
]);

export function circumstances(): Circumstances {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    commit: commit(),
    node: process.version,
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    fileSystem: FILE_SYSTEMS.get(statfsSync(tmpdir()).type) ?? 'unknown',
  };
}

function commit(): string {
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', '../../src', '..');
    return git('rev-parse', '--short', 'HEAD').trim() + (changed === '' ? '' : '+');
  } catch {
    return 'unknown: not a clone';
  }
}

function git(...words: readonly string[]): string {
  return execFileSync('git', words, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
