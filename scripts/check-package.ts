/** Packs the release, installs it into an empty project as a user would, and runs its commands there. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'wiredesk-package-'));
try {
  const [tarball = ''] = run('npm', ['pack', '--silent', '--pack-destination', folder], '.')
    .trim()
    .split('\n')
    .slice(-1);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  run('npm', ['install', '--silent', '--no-save', '--prefer-offline', join(folder, tarball)], folder);
  const desk = join(folder, 'desk');
  wiredesk('init', desk);
  copyFileSync(resolve('stories/libya-britain-terrorism.txt'), join(desk, 'stories', 'libya-britain-terrorism.txt'));
  wiredesk('publish', '--desk', desk);
  const feed = readFileSync(join(desk, 'feeds', 'rss.xml'), 'utf8');
  if (!feed.includes('urn:newsml:example.org:20210610:libya-britain-terrorism'))
    throw new Error('rss.xml lacks the story');
  console.log(`wiredesk ${wiredesk('--version').trim()}: packed, installed, published a story`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function wiredesk(...words: readonly string[]): string {
  return run(process.execPath, [join(folder, 'node_modules', '.bin', 'wiredesk'), ...words], folder);
}

function run(program: string, words: readonly string[], cwd: string): string {
  return execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
