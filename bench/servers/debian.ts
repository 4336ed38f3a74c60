/** Programs that come with Debian: looked for, and installed where that can be done. */
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Why it cannot be had here, in a line. */
export type Missing = { readonly missing: string };

/**
 * The last file that the pattern finds, by name: the newest of several releases. Where there is none, the package is
 * installed, which takes root and a Debian; its own service is none of ours, and not used.
 */
export async function debianProgram(
  pattern: string,
  packageName: string,
  say: (line: string) => void,
): Promise<string | Missing> {
  const found = newest(pattern);
  if (found !== undefined) return found;
  const byHand = `install it (apt-get install ${packageName}) and run this again`;
  if (userInfo().uid !== 0) return { missing: `there is no ${packageName}, and only root can install it: ${byHand}` };
  say(`installing ${packageName} from Debian`);
  try {
    await run('apt-get', ['update']);
    await run('apt-get', ['install', '--yes', '--no-install-recommends', packageName], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (error) {
    return { missing: `there is no ${packageName}, and it could not be installed (${reasonOf(error)}): ${byHand}` };
  }
  return newest(pattern) ?? { missing: `${packageName} is installed, but has no ${pattern}` };
}

function newest(pattern: string): string | undefined {
  return globSync(pattern)
    .toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true }))
    .at(-1);
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
}
