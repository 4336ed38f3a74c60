/**
 * A guided run, with the real commands as processes of their own on a desk in a temporary folder: a subscriber's receiver
 * starts, the sample story is saved, it arrives signed; it is edited, and the update arrives; then with a picture.
 */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';

import { Webhook } from 'standardwebhooks';

import { eventually, freePort, launch, type Running } from './command-line.ts';
import { drawnPicture } from './drawn-picture.ts';
import { received, type Received } from './received.ts';

const SAMPLE = join(import.meta.dirname, '..', 'stories', 'libya-britain-terrorism.txt');

const CAPTION = 'The sun over a hill, drawn for this demonstration.';

const PICTURED = `---
pictures:
  - caption: ${CAPTION}
    alt: A yellow sun over a green hill
---
`;

const folder = await mkdtemp(join(tmpdir(), 'wiredesk-demo-'));
const running: Running[] = [];
try {
  await demonstrate(join(folder, 'desk'), join(folder, 'received'));
} finally {
  for (const { stop } of running) await stop();
  await rm(folder, { recursive: true, force: true });
}

async function demonstrate(desk: string, inbox: string): Promise<void> {
  const [webPort, hookPort] = [await freePort(), await freePort()];

  step('A new desk. Its settings let webhooks go to localhost, which otherwise is refused.');
  await run('init', desk);
  await allowLocalhost(desk, webPort, hookPort);

  step('A subscriber: Wiredesk makes a secret and shows it once.');
  const url = `http://localhost:${hookPort}/`;
  const added = await run('subscribers', 'add', 'lusa', url, '--format', 'newsml-g2', '--desk', desk);
  const secret = /whsec_\S+/.exec(added)?.[0] ?? '';

  step('The subscriber’s end: verifies, drops duplicates, keeps each document as a file.');
  await start(/received at/, 'receive', '--port', String(hookPort), '--secret', secret, '--out', inbox);

  step('The desk runs, and the sample story is saved into stories/.');
  await start(/Ctrl-C/, 'start', '--desk', desk);
  const story = join(desk, 'stories', 'libya-britain-terrorism.txt');
  await copyFile(SAMPLE, story);
  show(await arrival(inbox, isVersion('1')), secret);

  step('An editor changes the headline and saves.');
  const text = await readFile(story, 'utf8');
  await writeFile(story, text.replace('Libyan interior minister', 'Libya’s interior minister'));
  show(await arrival(inbox, isVersion('2')), secret);

  step('A picture is saved beside it, with its caption and what it shows in the story’s front matter.');
  await writeFile(story, PICTURED + text);
  await writeFile(join(desk, 'stories', 'libya-britain-terrorism.png'), drawnPicture());
  show(await arrival(inbox, ({ body }) => body.includes(CAPTION)), secret);

  step('The same story, in the feeds:');
  for (const name of ['rss.xml', 'atom.xml', 'feed.json', 'newsml-g2.xml']) {
    const response = await fetch(`http://localhost:${webPort}/${name}`);
    const bytes = (await response.arrayBuffer()).byteLength;
    console.log(`   ${name.padEnd(14)} ${response.status}  ${response.headers.get('content-type')}  ${bytes} bytes`);
  }
  console.log('\nThat was all of it. Now with your own desk: npm run wiredesk -- init my-desk');
}

/** Shows a delivery as it arrived, its signature checked by an implementation that is not ours. */
function show({ headers, body }: Received, secret: string): void {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp } = headers;
  // Its `verify` would parse the body as JSON, so the same content is signed and the signatures compared.
  const signature = new Webhook(secret).sign(id, new Date(Number(timestamp) * 1000), body);
  if (signature !== headers['webhook-signature']) throw new Error(`the signature is wrong: ${signature}`);
  console.log(
    styleText('green', '   Arrived; the signature is right (checked with the npm package standardwebhooks).'),
  );
  for (const [name, value] of Object.entries(headers)) console.log(styleText('cyan', `   ${name}: ${value}`));
  const lines = body.split('\n');
  const telling = lines.filter((line) =>
    /<newsItem|<packageItem|<pubStatus|<signal|<headline|<remoteContent|drol:caption/.test(line),
  );
  for (const line of [...lines.slice(0, 2), '...', ...telling]) console.log(`   ${line.trim().slice(0, 110)}`);
}

function isVersion(version: string): (message: Received) => boolean {
  return ({ headers }) => headers['wiredesk-version'] === version;
}

async function arrival(inbox: string, isIt: (message: Received) => boolean): Promise<Received> {
  const found = await eventually(async () => (await received(inbox)).find(isIt));
  if (found === undefined)
    throw new Error(`what was awaited has not arrived:\n${running.map((each) => each.output()).join('')}`);
  return found;
}

async function allowLocalhost(desk: string, webPort: number, hookPort: number): Promise<void> {
  const file = join(desk, 'wiredesk.yaml');
  const added = `
webhooks: { allow: [localhost], ports: [${hookPort}], allowHttp: true }
http: { port: ${webPort} }
`;
  await writeFile(file, (await readFile(file, 'utf8')) + added);
}

function step(text: string): void {
  console.log(`\n${styleText('bold', `» ${text}`)}`);
}

/** A command that ends. */
async function run(...words: readonly string[]): Promise<string> {
  announce(words);
  const { code, out, err } = await launch(words).ended;
  if (code !== 0) throw new Error(`it has failed: ${err}`);
  return out;
}

/** A command that runs on; resolves when it says so. */
async function start(saying: RegExp, ...words: readonly string[]): Promise<void> {
  announce(words);
  const command = launch(words);
  running.push(command);
  await command.printed(saying);
}

function announce(words: readonly string[]): void {
  const shown = words.map((word) => (word.startsWith(folder) ? word.slice(folder.length + 1) : word));
  console.log(styleText('dim', `   $ wiredesk ${shown.join(' ')}`));
}
