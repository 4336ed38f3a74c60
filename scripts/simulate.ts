/**
 * Simulates one part of the desk under many random schedules: `npm run simulate -- [deliveries|websub]`, both where none
 * is named; `--seeds N` from `--from N`, or `--seed N` alone with its schedule.
 */
import { parseArgs } from 'node:util';

import { simulateDeliveries } from '../test/simulation/deliveries/simulate.ts';
import type { Simulation } from '../test/simulation/simulation.ts';
import { simulateWebSub } from '../test/simulation/websub/simulate.ts';

const SIMULATIONS: Readonly<Record<string, (seed: number) => Promise<Simulation>>> = {
  deliveries: simulateDeliveries,
  websub: simulateWebSub,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
});

const single = values.seed === undefined ? undefined : Number(values.seed);
const first = single ?? Number(values.from ?? 1);
const count = single === undefined ? Number(values.seeds ?? 1_000) : 1;

async function run(which: string): Promise<void> {
  const simulate = SIMULATIONS[which];
  if (simulate === undefined) throw new Error(`there is ${Object.keys(SIMULATIONS).join(' and ')}, and no "${which}"`);
  const startedAt = performance.now();
  const totals = new Map<string, number>();
  for (let seed = first; seed < first + count; seed += 1) {
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

for (const which of positionals.length > 0 ? positionals : Object.keys(SIMULATIONS)) await run(which);
