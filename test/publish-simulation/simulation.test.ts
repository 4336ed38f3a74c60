/** A few of the schedules that `npm run simulate-publishing` makes by the thousand. */
import { expect, it } from 'vitest';

import { simulate } from './simulate.ts';

const SEEDS = 8;

it(
  `keeps the promises of publishing through ${SEEDS} schedules of saves, acts, faults of the disk, crashes and clock jumps`,
  { timeout: 180_000 },
  async () => {
    const counts = { crashes: 0, failures: 0, stops: 0, events: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const simulation = await simulate(seed);
      const told = `npm run simulate-publishing -- --seed ${seed}`;
      expect.soft([told, simulation.failure?.message]).toEqual([told, undefined]);
      counts.crashes += simulation.crashes;
      counts.failures += simulation.failures;
      counts.stops += simulation.stops;
      counts.events += simulation.events;
    }
    // Schedules in which nothing happens would prove nothing.
    expect(counts.crashes).toBeGreaterThan(SEEDS);
    expect(counts.failures).toBeGreaterThan(SEEDS / 4);
    expect(counts.stops).toBeGreaterThan(SEEDS / 4);
    expect(counts.events).toBeGreaterThan(5 * SEEDS);
  },
);
