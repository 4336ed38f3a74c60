import { expect, it } from 'vitest';

import type { Subscriber } from '../../src/wire/subscriber.ts';
import { accepted, openFloor, publishAll, sequences, type Floor } from './dispatch-floor.ts';

/** The first story has arrived, the second may have: the process dies before it hears of it. */
async function deathOnTheWay(): Promise<Floor> {
  const floor = await openFloor(({ seq }) => (seq === 2 ? new Promise(() => undefined) : accepted));
  await floor.subscribe('lusa', { window: 1 });
  await publishAll(floor, 'a', 'b');
  floor.start();
  await floor.clock.advance(1_000);
  expect(sequences(floor.attempts)).toEqual([1, 2]);
  expect((await floor.subscriber('lusa')).progress.cursor).toBe(1);
  return floor;
}

async function setBack({ store, subscriber }: Floor, cursor: number): Promise<Subscriber> {
  return store.subscribers.setBack((await subscriber('lusa')).id, cursor);
}

it('who may have had a story before being set back gets its kill', async () => {
  const floor = await deathOnTheWay();
  await setBack(floor, 0);
  await floor.publish('b', {}, { pubStatus: 'canceled', event: 'story.killed' });
  floor.start();
  await floor.clock.advance(1_000);
  expect(
    sequences(floor.attempts)
      .slice(2)
      .toSorted((x, y) => x - y),
  ).toEqual([1, 3]);
});

it('who was sent nothing of a story gets no kill of it', async () => {
  const floor = await deathOnTheWay();
  await floor.publish('c');
  await setBack(floor, 0);
  await floor.publish('c', {}, { pubStatus: 'canceled', event: 'story.killed' });
  floor.start();
  await floor.clock.advance(1_000);
  expect(sequences(floor.attempts)).not.toContain(4);
});

it('nobody is set on', async () => {
  const floor = await deathOnTheWay();
  expect((await setBack(floor, 2)).progress.cursor).toBe(1);
});
