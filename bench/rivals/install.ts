/** The rivals' packages, installed the first time that they are wanted: Wiredesk itself has no use for them. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Missing } from '../servers/debian.ts';

const FOLDER = import.meta.dirname;

const PACKAGES = ['bullmq', 'pg-boss', '@fastify/static', 'serve-static'];

/** Nothing where they are there. */
export async function installRivals(say: (line: string) => void): Promise<Missing | undefined> {
  if (PACKAGES.every((name) => existsSync(join(FOLDER, 'node_modules', name)))) return undefined;
  say('installing the packages of bench/rivals/package.json');
  try {
    await promisify(execFile)('npm', ['ci', '--ignore-scripts'], { cwd: FOLDER });
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return { missing: `the packages of bench/rivals/package.json cannot be installed (${reason}): try npm ci there` };
  }
}
