/**
 * The real thing under the worst treatment: a desk as a process of its own, SQLite on disk, endpoints over HTTP that fail
 * in many ways, stories saved, edited and killed and subscribers added, paused, rotated, replayed and removed all the
 * while, and the desk killed (SIGKILL) at random moments, or stopped in order. At the end every subscriber must have what it is owed, in
 * order, and nobody the text of a killed story after its kill.
 *
 *     npm run torture -- [--rounds 100] [--seed 1]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { seededRandom } from './seeded-random.ts';
import { DESK_IS_UP, tortureDesk, type TorturedDesk } from './torture/desk.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds ?? 100);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const random = seededRandom(seed);

/** The operator rests for so long between two commands, at most. */
const REST_MS = 1_500;

console.log(`${rounds} rounds, seed ${seed}`);
const folder = await mkdtemp(join(tmpdir(), 'wiredesk-torture-'));
try {
  await using desk = await tortureDesk({ folder, random });
  const operating = new AbortController();
  const operated = operate(desk, operating.signal);
  await kill(desk);
  operating.abort();
  await operated;
  const faults = await desk.settle();
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? 'Every promise was kept.' : `${faults.length} faults. Again with: --seed ${seed}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function kill(desk: TorturedDesk): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    const running = desk.start();
    desk.stir();
    // Most die at work, some while they start.
    if (random() < 0.8) await running.printed(DESK_IS_UP);
    await desk.newsroom.work(random() * 1_400);
    await (random() < 0.3 ? desk.stop(running) : desk.kill(running));
    if (random() < 0.1) await desk.operator.replay();
    if (round % 10 === 0)
      console.log(`round ${round}: ${arrivals(desk)} arrivals, ${desk.operator.commands()} commands`);
  }
}

/** Whether the desk runs just then, dies or starts. */
async function operate(desk: TorturedDesk, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await desk.operator.act();
    await sleep(random() * REST_MS);
  }
}

function arrivals({ operator }: TorturedDesk): number {
  return operator.subscriptions.reduce((sum, one) => sum + one.arrivals.length, 0);
}
