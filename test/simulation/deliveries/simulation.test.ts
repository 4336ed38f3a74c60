/** A few hundred of the schedules that `npm run simulate` makes by the thousand. */
import { expect, it } from 'vitest';

import { keepsPromises } from '../keeps-promises.ts';
import { simulateDeliveries } from './simulate.ts';

const SEEDS = 240;

it(
  `keeps the promises of delivery through ${SEEDS} schedules of faults, crashes, kills, clock jumps and acts of the operator`,
  { timeout: 180_000 },
  async () => {
    const counts = await keepsPromises('deliveries', simulateDeliveries, SEEDS);
    // Schedules in which nothing happens would prove nothing.
    for (const what of ['crashes', 'orderly stops', 'kills', 'acts of the operator'])
      expect.soft([what, counts.get(what)]).toEqual([what, expect.toSatisfy((count: number) => count > SEEDS)]);
  },
);
