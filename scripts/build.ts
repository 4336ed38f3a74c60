/** Makes `dist/` for a release: JavaScript, since Node strips no types below node_modules, and the SQL beside it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
execFileSync('tsc', ['--project', 'tsconfig.build.json'], { stdio: 'inherit' });
cpSync('src/wire/migrations', 'dist/wire/migrations', { recursive: true });
chmodSync('dist/cli.js', 0o755);
