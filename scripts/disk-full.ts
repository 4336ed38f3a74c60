/**
 * The real thing on a disk that is full: the wire of a desk, and its `feeds/`, each lie on a small file system that is
 * filled to the last block and emptied again, round after round, while the newsroom and the operator go on and the
 * endpoints fail; every third round the desk dies (SIGKILL) meanwhile. What cannot be written must be refused with a clear
 * word, what was reported must be there, and once there is room the desk must go on without a hand.
 *
 *     npm run disk-full -- [--rounds 10] [--seed 1]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { eventually, launch, type Running } from './command-line.ts';
import { seededRandom } from './seeded-random.ts';
import { DESK_IS_UP, tortureDesk, type TorturedDesk } from './torture/desk.ts';
import { runWhereMountsAreOurs, smallDisk, type SmallDisk } from './torture/small-disk.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds ?? 10);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const random = seededRandom(seed);

/** For some thousand stories; the write-ahead log alone may take 16 MB. */
const WIRE_KILOBYTES = 36_000;
const FEEDS_KILOBYTES = 24_000;

/** The one word with which anything may be refused here. */
const NO_ROOM = /the disk is full; free some space/;
/** A pass and a batch of deliveries are tried again after half a minute at most. */
const RECOVERED_WITHIN_MS = 60_000;

const refused = { passes: 0, records: 0, starts: 0, publishes: 0 };

process.exitCode = runWhereMountsAreOurs(import.meta.filename, process.argv.slice(2)) ?? (await run());

async function run(): Promise<number> {
  console.log(`${rounds} rounds, seed ${seed}`);
  const folder = await mkdtemp(join(tmpdir(), 'wiredesk-disk-full-'));
  try {
    using wire = await smallDisk(join(folder, 'wire'), WIRE_KILOBYTES);
    using feeds = await smallDisk(join(folder, 'feeds'), FEEDS_KILOBYTES);
    await using desk = await tortureDesk({ folder, random, mayBeRefused: NO_ROOM });
    const faults: string[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const full = [[wire, feeds], [wire], [feeds]][round % 3] ?? [];
      faults.push(...(await liveThrough(desk, full, random() < 0.4)));
      const { refusals } = desk.operator;
      console.log(`round ${round}: ${JSON.stringify(refused)}, ${refusals()} commands refused`);
    }
    faults.push(...(await desk.settle()));
    if (refused.passes === 0 || refused.records === 0) faults.push('nothing was refused: this has proved nothing');
    for (const fault of faults) console.error(fault);
    console.log(
      faults.length === 0 ? 'Every promise was kept.' : `${faults.length} faults. Again with: --seed ${seed}`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** There is no room for a while, and then there is. Returns what was not as it must be. */
async function liveThrough(desk: TorturedDesk, full: readonly SmallDisk[], dies: boolean): Promise<readonly string[]> {
  const faults: string[] = [];
  let running = desk.start();
  await running.printed(DESK_IS_UP);
  desk.stir();
  await desk.newsroom.work(random() * 1_000);
  for (const disk of full) await disk.fill();
  await Promise.all([desk.newsroom.work(1_000 + random() * 2_000), desk.operator.act(), publish(desk.folder, faults)]);
  if (dies) {
    await desk.kill(running);
    note(running);
    running = await startInVain(desk, faults);
  }
  for (const disk of full) await disk.empty();
  if (running.process.exitCode !== null) running = desk.start();
  const late = await eventually(
    async () => ((await desk.unfiled()).length === 0 ? true : undefined),
    RECOVERED_WITHIN_MS,
  );
  if (late === undefined) faults.push(...(await desk.unfiled()).map((what) => `${what} a minute after there was room`));
  await (random() < 0.5 ? desk.kill(running) : running.stop());
  note(running);
  return [...faults, ...strangeWords(running.output())];
}

/** Another process publishes meanwhile: it does so, or says why not. */
async function publish(folder: string, faults: string[]): Promise<void> {
  const { code, out, err } = await launch(['publish', '--desk', folder]).ended;
  if (code === 0) return;
  refused.publishes += 1;
  if (!NO_ROOM.test(err)) faults.push(`publish ended with ${code}: ${out}${err}`);
}

/** A desk that is started where there is no room works, or says why not. */
async function startInVain(desk: TorturedDesk, faults: string[]): Promise<Running> {
  const running = desk.start();
  const isUp = (): true | undefined => (DESK_IS_UP.test(running.output()) ? true : undefined);
  await eventually(isUp, RECOVERED_WITHIN_MS, () => running.process.exitCode !== null);
  if (running.process.exitCode === null) return running;
  refused.starts += 1;
  const { code, err } = await running.ended;
  if (!NO_ROOM.test(err)) faults.push(`start ended with ${code}: ${err}`);
  return running;
}

function note(running: Running): void {
  const lines = running.output().split('\n');
  refused.passes += lines.filter((line) => /the pass failed and will be tried again/.test(line)).length;
  refused.records += lines.filter((line) => /deliveries cannot be recorded/.test(line)).length;
}

function strangeWords(output: string): readonly string[] {
  return output.split('\n').filter((line) => /please report|UnhandledPromise|TypeError/.test(line));
}
