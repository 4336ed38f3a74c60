/** A few hundred of the schedules that `npm run simulate -- websub` makes by the thousand. */
import { expect, it } from 'vitest';

import { keepsPromises } from '../keeps-promises.ts';
import { simulateWebSub } from './simulate.ts';

const SEEDS = 200;

it(
  `keeps the promises of WebSub through ${SEEDS} schedules of changing feeds, requests, faults, crashes and clock jumps`,
  { timeout: 180_000 },
  async () => {
    const counts = await keepsPromises('websub', simulateWebSub, SEEDS);
    // Schedules in which nothing happens would prove nothing.
    for (const what of ['attempts', 'questions', 'crashes', 'orderly stops'])
      expect.soft([what, counts.get(what)]).toEqual([what, expect.toSatisfy((count: number) => count > SEEDS)]);
  },
);
