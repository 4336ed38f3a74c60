import { expect, it } from 'vitest';

import { recentEvents } from '../../src/delivery/recent-events.ts';
import { openFloor } from './dispatch-floor.ts';

it('reads each event once for all who come by, and forgets the oldest of more than 512', async () => {
  const { store, publishMany } = await openFloor();
  await publishMany(600);
  const reads: number[] = [];
  const after: typeof store.log.after = (seq, limit) => {
    reads.push(seq);
    return store.log.after(seq, limit);
  };
  const recent = recentEvents({ log: { ...store.log, after }, stories: store.stories });
  const [first, again] = await Promise.all([recent.after(0), recent.after(0)]);
  expect(first).toMatchObject({ event: { seq: 1 }, version: { slug: 'many-0' } });
  expect(again).toBe(first);
  for (let seq = 1; seq < 600; seq += 1) await recent.after(seq);
  expect(reads).toHaveLength(Math.ceil(600 / 16));
  expect(await recent.after(600)).toBeUndefined();
  reads.length = 0;
  expect(await recent.after(599)).toMatchObject({ event: { seq: 600 } });
  expect(await recent.after(0)).toMatchObject({ event: { seq: 1 } });
  expect(reads).toEqual([0]);
});
