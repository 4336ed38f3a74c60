/**
 * File systems in memory (tmpfs) that are small enough to be filled. They are mounted in a namespace of this process, so
 * that nobody else sees them and they end with it, however it ends; the system may let users do so who are not root.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const BALLAST = 'ballast';
const BLOCK_BYTES = 4_096;

export type SmallDisk = Disposable & {
  readonly folder: string;
  /** To the last block. */
  readonly fill: () => Promise<void>;
  readonly empty: () => Promise<void>;
};

/** Runs this script once more where it may mount; `undefined` where this is that run already. */
export function runWhereMountsAreOurs(script: string, words: readonly string[]): number | undefined {
  if (process.env[INSIDE] !== undefined) return undefined;
  const rights = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const { status, error } = spawnSync('unshare', [...rights, '--mount', process.execPath, script, ...words], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  });
  if (error !== undefined)
    throw new Error('this needs Linux, unshare(1) and the right to make namespaces', { cause: error });
  return status ?? 1;
}

const INSIDE = 'WIREDESK_SMALL_DISKS';

export async function smallDisk(folder: string, kilobytes: number): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  if (status !== 0) throw new Error(`no tmpfs at ${folder}: ${stderr?.toString() ?? ''}`);
  const ballast = join(folder, BALLAST);
  return {
    folder,
    async fill() {
      await using file = await open(ballast, 'a');
      const block = Buffer.alloc(BLOCK_BYTES);
      try {
        for (;;) await file.write(block);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    },
    empty: () => rm(ballast, { force: true }),
    [Symbol.dispose]: () => void spawnSync('umount', ['--lazy', folder]),
  };
}
