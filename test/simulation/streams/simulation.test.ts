/** Some of the schedules that `npm run simulate -- streams` makes by the thousand. */
import { expect, it } from 'vitest';

import { keepsPromises } from '../keeps-promises.ts';
import { simulateStreams } from './simulate.ts';

const SEEDS = 30;

it(
  `keeps the promises of the event stream through ${SEEDS} schedules of secrets, kills, slow clients, faults and crashes`,
  { timeout: 180_000 },
  async () => {
    const counts = await keepsPromises('streams', simulateStreams, SEEDS);
    // Schedules in which nothing happens would prove nothing.
    for (const what of ['events', 'events that were sent', 'pages', 'beats'])
      expect.soft([what, counts.get(what)]).toEqual([what, expect.toSatisfy((count: number) => count > SEEDS)]);
    for (const what of ['slow readers dropped', 'streams ended with their token', 'crashes', 'orderly stops'])
      expect.soft([what, counts.get(what)]).toEqual([what, expect.toSatisfy((count: number) => count > 0)]);
  },
);
