/**
 * Simulates parts of the desk under many random schedules: `npm run simulate -- [deliveries|websub|streams|publishing]`, all
 * of them where none is named; `--seeds N` from `--from N`, or `--seed N` alone with its schedule. Of streams and
 * publishing, whose schedules take longer, there are fewer then.
 */
import { parseArgs } from 'node:util';

import { simulateDeliveries } from '../test/simulation/deliveries/simulate.ts';
import { simulatePublishing } from '../test/simulation/publishing/simulate.ts';
import type { Simulation } from '../test/simulation/simulation.ts';
import { simulateStreams } from '../test/simulation/streams/simulate.ts';
import { simulateWebSub } from '../test/simulation/websub/simulate.ts';

const SIMULATIONS: Readonly<Record<string, (seed: number) => Promise<Simulation>>> = {
  deliveries: simulateDeliveries,
  websub: simulateWebSub,
  streams: simulateStreams,
  publishing: simulatePublishing,
};

/** A schedule takes as long as so many of deliveries. */
const LENGTHS: Readonly<Record<string, number>> = { publishing: 40, streams: 8 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
});

const single = values.seed === undefined ? undefined : Number(values.seed);
const first = single ?? Number(values.from ?? 1);
const wanted = single === undefined ? Number(values.seeds ?? 1_000) : 1;

let underWay = '';
process.on('exit', (code) => {
  // Node ends by itself where nothing can happen any more.
  if (code === 13) console.error(`${underWay}: it waits for ever`);
});

async function run(which: string, count: number): Promise<void> {
  const simulate = SIMULATIONS[which];
  if (simulate === undefined) throw new Error(`there are ${Object.keys(SIMULATIONS).join(', ')}, and no "${which}"`);
  const startedAt = performance.now();
  const totals = new Map<string, number>();
  for (let seed = first; seed < first + count; seed += 1) {
    underWay = `Seed ${seed}`;
    const { failure, schedule, counts } = await simulate(seed);
    for (const [what, number] of Object.entries(counts)) totals.set(what, (totals.get(what) ?? 0) + number);
    if (single !== undefined || failure !== undefined) console.log(schedule.join('\n'));
    if (failure !== undefined) {
      console.error(`Seed ${seed}: ${failure.stack ?? failure.message}`);
      console.error(`It comes again with: npm run simulate -- ${which} --seed ${seed}`);
      process.exit(1);
    }
  }
  const told = [...totals].map(([what, number]) => `${number} ${what}`).join(', ');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${count} schedules of ${which} kept every promise: ${told}, in ${seconds} s`);
}

if (positionals.length > 0) for (const which of positionals) await run(which, wanted);
else for (const which of Object.keys(SIMULATIONS)) await run(which, Math.ceil(wanted / (LENGTHS[which] ?? 1)));
