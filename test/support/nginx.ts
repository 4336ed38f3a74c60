/** nginx from Debian over a folder, with the settings that docs/nginx.conf gives to operators. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { eventually, freePort } from './command-line.ts';
import { hasProgram } from './programs.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NGINX = '/usr/sbin/nginx';
const SETTINGS = join(import.meta.dirname, '..', '..', 'docs', 'nginx.conf');

export const hasNginx: boolean = hasProgram(NGINX, '-v');

/** Returns its address, which ends in `/`. */
export async function nginxOver(folder: string): Promise<string> {
  const prefix = await temporaryFolder();
  const port = await freePort();
  const server = (await readFile(SETTINGS, 'utf8')).replace('/srv/wiredesk/feeds', folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${kind};`);
  await mkdir(join(prefix, 'logs'), { recursive: true });
  await writeFile(
    join(prefix, 'nginx.conf'),
    `daemon off; user root; pid nginx.pid; error_log error.log;
     events { }
     http { access_log off; ${temporary.join(' ')} server { listen 127.0.0.1:${port}; ${server} } }`,
  );
  const child = spawn(NGINX, ['-p', prefix, '-e', 'error.log', '-c', 'nginx.conf'], { stdio: 'ignore' });
  onTestFinished(async () => {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
  });
  const url = `http://127.0.0.1:${port}/`;
  const isUp = await eventually(
    () =>
      fetch(url).then(
        () => true,
        () => undefined,
      ),
    undefined,
    () => child.exitCode !== null,
  );
  if (isUp === undefined) throw new Error(await readFile(join(prefix, 'error.log'), 'utf8'));
  return url;
}
