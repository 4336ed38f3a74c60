/** Many seeds in one test: which of them broke a promise is told with the command that shows it. */
import { expect } from 'vitest';

import type { Simulation } from './simulation.ts';

/** What has happened in all of them together. */
export async function keepsPromises(
  which: string,
  simulate: (seed: number) => Promise<Simulation>,
  seeds: number,
): Promise<ReadonlyMap<string, number>> {
  const totals = new Map<string, number>();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { failure, counts } = await simulate(seed);
    const told = `npm run simulate -- ${which} --seed ${seed}`;
    expect.soft([told, failure?.message]).toEqual([told, undefined]);
    for (const [what, count] of Object.entries(counts)) totals.set(what, (totals.get(what) ?? 0) + count);
  }
  return totals;
}
