/** Simulates deliveries under many random schedules: `--seeds N` from `--from N`, or `--seed N` alone with its schedule. */
import { parseArgs } from 'node:util';

import { simulate } from '../test/simulation/simulate.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
});

const single = values.seed === undefined ? undefined : Number(values.seed);
const first = single ?? Number(values.from ?? 1);
const count = single === undefined ? Number(values.seeds ?? 1_000) : 1;
const startedAt = performance.now();
const totals = { steps: 0, attempts: 0, crashes: 0, stops: 0, kills: 0, acts: 0 };
for (let seed = first; seed < first + count; seed += 1) {
  const { failure, schedule, ...counts } = await simulate(seed);
  for (const name of ['steps', 'attempts', 'crashes', 'stops', 'kills', 'acts'] as const) totals[name] += counts[name];
  if (single !== undefined || failure !== undefined) console.log(schedule.join('\n'));
  if (failure !== undefined) {
    console.error(`Seed ${seed}: ${failure.stack ?? failure.message}`);
    console.error(`It comes again with: npm run simulate -- --seed ${seed}`);
    process.exit(1);
  }
}
const { steps, attempts, crashes, stops, kills, acts } = totals;
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(
  `${count} schedules kept every promise: ${steps} steps, ${attempts} attempts, ${crashes} crashes, ${stops} orderly stops, ${kills} kills, ${acts} acts of the operator, in ${seconds} s`,
);
