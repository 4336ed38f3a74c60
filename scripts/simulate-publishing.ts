/** Simulates publishing under many random schedules: `--seeds N` from `--from N`, or `--seed N` alone with its schedule. */
import { parseArgs } from 'node:util';

import { simulate } from '../test/publish-simulation/simulate.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
});

const single = values.seed === undefined ? undefined : Number(values.seed);
const first = single ?? Number(values.from ?? 1);
const count = single === undefined ? Number(values.seeds ?? 500) : 1;
const startedAt = performance.now();
let running = first;
process.on('exit', (code) => {
  if (code === 13) console.error(`Seed ${running}: it waits for ever`);
});
const totals = { steps: 0, passes: 0, crashes: 0, failures: 0, stops: 0, events: 0 };
for (let seed = first; seed < first + count; seed += 1) {
  running = seed;
  const { failure, schedule, ...counts } = await simulate(seed);
  for (const name of ['steps', 'passes', 'crashes', 'failures', 'stops', 'events'] as const)
    totals[name] += counts[name];
  if (single !== undefined || failure !== undefined) console.log(schedule.join('\n'));
  if (failure !== undefined) {
    console.error(`Seed ${seed}: ${failure.stack ?? failure.message}`);
    console.error(`It comes again with: npm run simulate-publishing -- --seed ${seed}`);
    process.exit(1);
  }
}
const { steps, passes, crashes, failures, stops, events } = totals;
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(
  `${count} schedules kept every promise: ${steps} steps, ${passes} passes, ${crashes} crashes, ${failures} failed passes, ${stops} orderly stops, ${events} events, in ${seconds} s`,
);
