/** A few hundred of the schedules that `npm run simulate` makes by the thousand. */
import { expect, it } from 'vitest';

import { simulate } from './simulate.ts';

const SEEDS = 240;

it(
  `keeps the promises of delivery through ${SEEDS} schedules of faults, crashes, kills, clock jumps and acts of the operator`,
  { timeout: 180_000 },
  async () => {
    let crashes = 0;
    let stops = 0;
    let kills = 0;
    let acts = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const simulation = await simulate(seed);
      const told = `npm run simulate -- --seed ${seed}`;
      expect.soft([told, simulation.failure?.message]).toEqual([told, undefined]);
      crashes += simulation.crashes;
      stops += simulation.stops;
      kills += simulation.kills;
      acts += simulation.acts;
    }
    // Schedules in which nothing happens would prove nothing.
    expect(crashes).toBeGreaterThan(SEEDS);
    expect(stops).toBeGreaterThan(SEEDS);
    expect(kills).toBeGreaterThan(SEEDS);
    expect(acts).toBeGreaterThan(SEEDS);
  },
);
