/** A few of the schedules that `npm run simulate -- publishing` makes by the thousand. */
import { expect, it } from 'vitest';

import { keepsPromises } from '../keeps-promises.ts';
import { simulatePublishing } from './simulate.ts';

const SEEDS = 8;

it(
  `keeps the promises of publishing through ${SEEDS} schedules of saves, acts, faults of the disk, crashes and clock jumps`,
  { timeout: 180_000 },
  async () => {
    const counts = await keepsPromises('publishing', simulatePublishing, SEEDS);
    // Schedules in which nothing happens would prove nothing.
    expect.soft(counts.get('crashes')).toBeGreaterThan(SEEDS);
    expect.soft(counts.get('failed passes')).toBeGreaterThan(SEEDS / 4);
    expect.soft(counts.get('orderly stops')).toBeGreaterThan(SEEDS / 4);
    expect.soft(counts.get('events')).toBeGreaterThan(5 * SEEDS);
  },
);
