/** Redis with its append-only file, on a socket of its own. */
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import { startServer, type Server } from './server.ts';

export type Redis = Server & { readonly socket: string };

export const REDIS = { program: '/usr/bin/redis-server', package: 'redis-server' } as const;

/** `appendfsync`: how often what was written is synced; `always` is before each answer. */
export async function startRedis(program: string, folder: string, appendfsync: 'everysec' | 'always'): Promise<Redis> {
  await mkdir(folder);
  const socket = join(folder, 'redis.sock');
  const settings = {
    port: '0',
    unixsocket: socket,
    dir: folder,
    appendonly: 'yes',
    appendfsync,
    // No snapshots beside it: they would cost it more.
    save: '',
  };
  const server = await startServer({
    program,
    words: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    logFile: join(folder, 'redis.log'),
    stopSignal: 'SIGTERM',
    isReady: () => accepts(socket),
  });
  return { ...server, socket };
}

function accepts(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
