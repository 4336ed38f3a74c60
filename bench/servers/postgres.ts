/** PostgreSQL with a cluster of its own, on a socket of its own. Everything that was committed is on disk. */
import { execFile, execFileSync } from 'node:child_process';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { startServer, type Server } from './server.ts';

const run = promisify(execFile);

/** `socketFolder` stands for the host. */
export type Postgres = Server & { readonly socketFolder: string; readonly user: string };

export const POSTGRES = { program: '/usr/lib/postgresql/*/bin/postgres', package: 'postgresql' } as const;

const USER = 'bench';

export async function startPostgres(
  program: string,
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<Postgres> {
  const as = await ownerOf(folder);
  const data = join(folder, 'data');
  const at = (name: string): string => join(dirname(program), name);
  await run(at('initdb'), ['--pgdata', data, '--auth', 'trust', '--username', USER, '--no-sync'], { ...as });
  const all = { ...settings, listen_addresses: '', unix_socket_directories: folder };
  const server = await startServer({
    program,
    words: ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    logFile: join(folder, 'postgres.log'),
    ...(as !== undefined && { user: as }),
    // Fast shutdown.
    stopSignal: 'SIGINT',
    isReady: () =>
      run(at('pg_isready'), ['--host', folder, '--username', USER]).then(
        () => true,
        () => false,
      ),
  });
  return { ...server, socketFolder: folder, user: USER };
}

/** The user that it runs as: it refuses to be root. */
async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  await mkdir(folder);
  if (userInfo().uid !== 0) return undefined;
  const owner = { uid: idOfPostgres('-u'), gid: idOfPostgres('-g') };
  await chown(folder, owner.uid, owner.gid);
  // Others may pass through the section's folder, no more.
  await chmod(dirname(folder), 0o711);
  return owner;
}

function idOfPostgres(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}
