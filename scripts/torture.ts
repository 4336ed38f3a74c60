/**
 * The real thing under the worst treatment: a desk as a process of its own, SQLite on disk, receivers over HTTP that fail
 * in many ways, stories saved, edited and killed all the while, and the desk killed (SIGKILL) at random moments. At the
 * end every receiver must have what it is owed, in order, and nobody the text of a killed story after its kill.
 *
 *     npm run torture -- [--rounds 100] [--seed 1]
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { openSqliteStore } from '../src/wire/sqlite.ts';
import type { Store } from '../src/wire/store.ts';
import { verifyLog } from '../src/wire/verify.ts';
import { eventually, freePort, launch, type Running } from './command-line.ts';
import { seededRandom } from './seeded-random.ts';
import { tortureReceiver, type TortureReceiver } from './torture-receiver.ts';
import { faultsOf } from './torture-verdict.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds ?? 100);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const RECEIVERS = 3;
const STORIES = 12;
const SETTLE_WITHIN_MS = 120_000;

const folder = await mkdtemp(join(tmpdir(), 'wiredesk-torture-'));
const receivers: TortureReceiver[] = [];
/** By slug, when its kill was committed (milliseconds since 1970). */
const killed = new Map<string, number>();
let edits = 0;
let desk: Running | undefined;
try {
  const faults = await torture();
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? 'Every promise was kept.' : `${faults.length} faults. Again with: --seed ${seed}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await desk?.stop('SIGKILL');
  for (const receiver of receivers) await receiver.close();
  await rm(folder, { recursive: true, force: true });
}

async function torture(): Promise<readonly string[]> {
  console.log(`${rounds} rounds, ${RECEIVERS} receivers, seed ${seed}`);
  for (let index = 0; index < RECEIVERS; index += 1) receivers.push(await tortureReceiver(await freePort(), random));
  await makeDesk();
  const wire = join(folder, 'wire', 'wire.sqlite');
  for (let round = 1; round <= rounds; round += 1) {
    desk = launch(['start', '--desk', folder, '--port', '0']);
    for (const receiver of receivers) receiver.behave(random() < 0.3 ? 'well' : 'badly');
    await live(wire, 200 + random() * 1_200);
    await desk.stop('SIGKILL');
    if (round % 10 === 0)
      console.log(`round ${round}: ${receivers.map((each) => each.arrivals.length).join(', ')} arrivals`);
  }
  return settle(wire);
}

async function makeDesk(): Promise<void> {
  await mkdir(join(folder, 'stories'));
  const ports = receivers.map(({ port }) => port).join(', ');
  await writeFile(
    join(folder, 'wiredesk.yaml'),
    `agency: { name: Torture, mark: T, domain: torture.example, url: https://torture.example/ }
webhooks: { allow: [localhost], ports: [${ports}], allowHttp: true }
`,
  );
  for (const [index, receiver] of receivers.entries()) {
    const url = `http://localhost:${receiver.port}/`;
    const words = ['subscribers', 'add', `receiver-${index}`, url, '--format', 'ninjs', '--desk', folder];
    const { out, err } = await launch(words).ended;
    const secret = /whsec_\S+/.exec(out)?.[0];
    if (secret === undefined) throw new Error(`no secret: ${out}${err}`);
    receiver.expectSecret(secret);
  }
}

/** Stories are saved, edited and killed for so long. */
async function live(wire: string, forMs: number): Promise<void> {
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    const number = Math.floor(random() * STORIES);
    // A killed story's place is taken by a new one.
    const slug = `story-${number}-${[...killed.keys()].filter((name) => name.startsWith(`story-${number}-`)).length}`;
    if (random() < 0.03) await killStory(wire, slug);
    else if (!killed.has(slug)) await writeFile(join(folder, 'stories', `${slug}.txt`), copyOf(slug));
    await sleep(random() * 120);
  }
}

function copyOf(slug: string): string {
  edits += 1;
  return `Edit ${edits} of ${slug}\n\nDakar, Senegal (PANA) - This is edit ${edits}.\n\nMore follows.\n-0- PANA T 10June2021\n`;
}

/** As an editor's kill will commit it: a further version, canceled, with the notice for its text. */
async function killStory(wire: string, slug: string): Promise<void> {
  if (killed.has(slug)) return;
  await using store = await openSqliteStore(wire);
  const entry = await store.stories.withSlug(slug);
  const last = entry === undefined ? undefined : await store.stories.version(entry.guid);
  if (entry === undefined || last === undefined || entry.path === undefined) return;
  // From now on no file of this story is saved: a save after a kill is another story's life.
  killed.set(slug, Number.POSITIVE_INFINITY);
  const now = new Date();
  const version = {
    ...last,
    version: last.version + 1,
    pubStatus: 'canceled',
    event: 'story.killed',
    versionCreated: `${now.toISOString().slice(0, 19)}Z`,
    story: { ...last.story, headline: 'KILL', body: ['This story is withdrawn.'] },
  } as const;
  try {
    await store.log.append([{ version, path: entry.path, file: entry.file, committedAt: now.toISOString() }]);
    killed.set(slug, performance.timeOrigin + performance.now());
  } catch (error) {
    // The desk has committed an edit in between: then there is no kill.
    if (!(error instanceof Error && 'code' in error && error.code === 'version-conflict')) throw error;
    killed.delete(slug);
  }
}

/** Everything is well again: what is owed must arrive. */
async function settle(wire: string): Promise<readonly string[]> {
  for (const receiver of receivers) receiver.behave('well');
  for (let index = 0; index < RECEIVERS; index += 1) {
    for (const act of ['pause', 'resume'])
      await launch(['subscribers', act, `receiver-${index}`, '--desk', folder]).ended;
  }
  desk = launch(['start', '--desk', folder, '--port', '0']);
  await using store = await openSqliteStore(wire);
  await eventually(async () => ((await isCaughtUp(store)) ? true : undefined), SETTLE_WITHIN_MS);
  await sleep(500);
  const { code } = await desk.stop('SIGTERM');
  const events = await store.log.after(0, 1_000_000);
  const faults = receivers.flatMap((receiver, index) =>
    faultsOf(`receiver-${index}`, receiver.arrivals, events, killed),
  );
  const verification = await verifyLog(store);
  if (!verification.intact) faults.push(`the log is broken at ${verification.seq}: ${verification.reason}`);
  if (code !== 0) faults.push(`the desk ended with ${code}`);
  const repeats = receivers.flatMap(({ arrivals }) => arrivals).length - events.length * RECEIVERS;
  console.log(`${events.length} events, ${killed.size} kills; ${repeats} arrivals more than events times receivers`);
  return faults;
}

async function isCaughtUp(store: Store): Promise<boolean> {
  const head = (await store.log.head())?.seq ?? 0;
  const subscribers = await store.subscribers.all();
  const lanes = await store.subscribers.lanes();
  return lanes.length === 0 && subscribers.every(({ progress }) => progress.cursor === head);
}
