import { expect, it } from 'vitest';

import { StoreError } from '../../src/wire/store.ts';
import { accepted, openFloor, sequences, unavailable } from './dispatch-floor.ts';

const DAY = 24 * 3_600_000;

async function afterFiveDaysOfFailure() {
  let isUp = false;
  const floor = await openFloor(() => (isUp ? accepted : unavailable));
  await floor.publish('a');
  await floor.subscribe('lusa', { window: 1 });
  const dispatcher = floor.start();
  await floor.clock.advance(4 * DAY);
  expect((await floor.subscriber('lusa')).state).toBe('active');
  await floor.clock.advance(1.5 * DAY);
  const tried = floor.attempts.length;
  for (const slug of ['b', 'a', 'c', 'a']) await floor.publish(slug);
  await floor.publish('c', {}, { pubStatus: 'canceled', event: 'story.killed' });
  dispatcher.wake();
  await floor.clock.advance(10 * DAY);
  expect(floor.attempts).toHaveLength(tried);
  isUp = true;
  return { floor, dispatcher };
}

it('five days of nothing but failure suspend a subscriber: the desk is told, the cursor kept, nothing tried', async () => {
  const { floor } = await afterFiveDaysOfFailure();
  expect(await floor.subscriber('lusa')).toMatchObject({ state: 'suspended', progress: { cursor: 0 } });
  const told = floor.logLines.filter(({ msg }) => msg.startsWith('subscriber suspended'));
  expect(told).toMatchObject([{ level: 50, subscriber: 'lusa', lastError: 'HTTP 503' }]);
});

it.each([
  { how: 'every', until: 0, gets: [1, 2, 3, 5] },
  { how: 'latest', until: 6, gets: [2, 5] },
])('a subscriber that is resumed catches up by $how; nothing comes of a story that was killed', async (given) => {
  const { floor, dispatcher } = await afterFiveDaysOfFailure();
  const before = floor.attempts.length;
  await floor.store.subscribers.resume((await floor.subscriber('lusa')).id, given.until);
  dispatcher.wake();
  await floor.clock.advance(DAY);
  expect(sequences(floor.attempts).slice(before)).toEqual(given.gets);
  expect(await floor.subscriber('lusa')).toMatchObject({ state: 'active', progress: { failures: 0 } });
  await floor.publish('b');
  dispatcher.wake();
  await floor.clock.advance(DAY);
  expect(sequences(floor.attempts).at(-1)).toBe(7);
});

it('a subscriber that this desk itself cannot serve is suspended too, once the store takes it', async () => {
  const floor = await openFloor();
  await floor.publish('a');
  await floor.subscribe('broken', { format: 'nitf' });
  const { subscribers } = floor.store;
  const mended = floor.clock.now() + 6 * DAY;
  const setState: typeof subscribers.setState = async (id, state) => {
    if (floor.clock.now() < mended) throw new StoreError('unavailable', 'the disk is full');
    await subscribers.setState(id, state);
  };
  floor.start({ store: { ...floor.store, subscribers: { ...subscribers, setState } } });
  await floor.clock.advance(5.9 * DAY);
  expect(await floor.subscriber('broken')).toMatchObject({ state: 'active', progress: { cursor: 0 } });
  await floor.clock.advance(DAY);
  expect(await floor.subscriber('broken')).toMatchObject({ state: 'suspended', progress: { cursor: 0 } });
});
