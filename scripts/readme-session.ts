/**
 * Runs the README's terminal session for real and writes it there. With `--check` it writes nothing, and fails where
 * the README tells something else, apart from what differs in every run (times, ids, secrets, signatures).
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually, freePort, launch, type Running } from './command-line.ts';
import { received } from './received.ts';

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');
const BEGIN = '<!-- session: written by npm run readme -->\n\n```console\n';
const END = '```\n\n<!-- /session -->';
const COLUMNS_MAX = 112;

const running: Running[] = [];
const folder = await mkdtemp(join(tmpdir(), 'wiredesk-readme-'));
let session: string;
try {
  session = await recordSession();
} finally {
  for (const { stop } of running) await stop();
  await rm(folder, { recursive: true, force: true });
}

const readme = await readFile(README, 'utf8');
const from = readme.indexOf(BEGIN) + BEGIN.length;
const to = readme.indexOf(END);
if (from < BEGIN.length || to < from) throw new Error('README.md has no place for the session');
if (masked(readme.slice(from, to)) === masked(session)) console.log('The session in README.md is true.');
else if (process.argv.includes('--check')) {
  console.error(`README.md tells another session than this one; npm run readme writes it anew:\n\n${session}`);
  process.exitCode = 1;
} else {
  await writeFile(README, readme.slice(0, from) + session + readme.slice(to));
  console.log('The session in README.md is written.');
}

async function recordSession(): Promise<string> {
  const [webPort, hookPort] = [await freePort(), await freePort()];
  const asShown = (text: string): string =>
    text.replaceAll(`:${webPort}`, ':8080').replaceAll(`:${hookPort}`, ':9000').replaceAll(folder, '.');
  await cp(join(ROOT, 'stories'), join(folder, 'stories'), { recursive: true });
  const settings = await readFile(join(ROOT, 'wiredesk.yaml'), 'utf8');
  await writeFile(join(folder, 'wiredesk.yaml'), settings.replace('ports: [443, 9000]', `ports: [${hookPort}]`));

  const desk = await start(/published.*/, 'start', '--port', String(webPort), '--log', 'text');
  const started = desk.output();
  const feeds = await readdir(join(folder, 'feeds'));
  const documents = await readdir(join(folder, 'feeds', 'stories', 'libya-britain-terrorism'));
  const rss = await (await fetch(`http://localhost:${webPort}/rss.xml`)).text();

  const url = `http://localhost:${hookPort}/`;
  const { out: added } = await launch(['subscribers', 'add', 'lusa', url, '--format', 'ninjs'], { cwd: folder }).ended;
  const secret = /whsec_\S+/.exec(added)?.[0] ?? '';
  const receiver = await start(
    /Ctrl-C/,
    'receive',
    '--port',
    String(hookPort),
    '--secret',
    secret,
    '--out',
    'received',
  );
  await edit();
  await receiver.printed(/story\.updated.*/);
  const arrived = await eventually(async () => (await received(join(folder, 'received')))[0]);

  return asShown(
    [
      '$ npm ci && npm start',
      started.trimEnd(),
      '',
      "$ ls -I '*.br' -I '*.gz' -I '*.zst' feeds feeds/stories/libya-britain-terrorism      # compressed besides",
      `feeds: ${feeds
        .filter((name) => !/\.(?:br|gz|zst)$/.test(name))
        .toSorted()
        .join('  ')}`,
      `feeds/stories/libya-britain-terrorism: ${documents.toSorted().join('  ')}`,
      '',
      '$ curl -s http://localhost:8080/rss.xml | grep -A 7 "<item>"',
      ...rss
        .split('\n')
        .slice(...itemLines(rss))
        .map(shortened),
      '',
      '$ npm run wiredesk -- subscribers add lusa http://localhost:9000/ --format ninjs',
      added.trimEnd().replace(secret, 'whsec_...'),
      '$ npm run wiredesk -- receive --port 9000 --secret whsec_... --out received      # and the headline is edited',
      receiver.output().trimEnd(),
      '$ cat received/*.headers.json',
      arrived?.headersText.trimEnd() ?? '',
      '',
    ].join('\n'),
  );
}

function itemLines(rss: string): [number, number] {
  const first = rss.split('\n').findIndex((line) => line.includes('<item>'));
  return [first, first + 8];
}

function shortened(line: string): string {
  return line.length > COLUMNS_MAX ? `${line.slice(0, COLUMNS_MAX - 3)}...` : line;
}

async function edit(): Promise<void> {
  const file = join(folder, 'stories', 'libya-britain-terrorism.txt');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('in fight against terrorism, crime', 'against terrorism'));
}

/** A command that runs on; resolves when it has printed that. */
async function start(saying: RegExp, ...words: readonly string[]): Promise<Running> {
  const command = launch(words, { cwd: folder });
  running.push(command);
  await command.printed(saying);
  return command;
}

/** Without what differs in every run. */
function masked(text: string): string {
  return text
    .replaceAll(/evt_(\d+)_[0-9a-f]+/g, 'evt_$1')
    .replaceAll(/v1,[\w+/=]+/g, 'v1')
    .replaceAll(/"webhook-timestamp": "\d+"/g, 'timestamp')
    .replaceAll(/\d\d:\d\d:\d\d published/g, 'published')
    .replaceAll(/ms=\d+/g, 'ms')
    .replaceAll(/\d+ bytes/g, 'bytes');
}
