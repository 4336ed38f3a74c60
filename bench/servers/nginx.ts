/** nginx over a folder, on a port of its own: one worker, as everybody else has one process. */
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import { startServer, type Server } from './server.ts';

export const NGINX = { program: '/usr/sbin/nginx', package: 'nginx' } as const;

export type Nginx = Server & { readonly port: number };

export async function startNginx(program: string, folder: string, served: string, port: number): Promise<Nginx> {
  await mkdir(folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${kind};`);
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; user root; worker_processes 1; pid nginx.pid; error_log error.log;
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
  gzip_static on; gzip_vary on;
  types { application/rss+xml xml; }
  ${temporary.join(' ')}
  server { listen 127.0.0.1:${port}; root ${served}; }
}
`,
  );
  const server = await startServer({
    program,
    words: ['-p', folder, '-e', 'error.log', '-c', 'nginx.conf'],
    logFile: join(folder, 'output.log'),
    stopSignal: 'SIGTERM',
    isReady: () => accepts(port),
  });
  return { ...server, port };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(port, '127.0.0.1');
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
