/** Everything that was written to a file system, on disk at once: one flush for thousands of files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * By syncfs(2), for which Node has no call and Linux a program: `sync -f` of coreutils and busybox. Returns whether it
 * was done; elsewhere each file must be synced by itself.
 */
export async function syncFileSystem(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const child = spawn('sync', ['-f', folder], { stdio: 'ignore' });
  try {
    const [code] = await once(child, 'close');
    return code === 0;
  } catch {
    // There is no such program.
    return false;
  }
}
