/** Who keeps up costs nothing: no row, no place in memory, no look at the log; and misses nothing. */
import { expect, it } from 'vitest';

import { LIMITS } from '../../src/delivery/limits.ts';
import type { DeliveryBatch } from '../../src/wire/store.ts';
import { accepted, inTurn, openFloor, publishAll, recording, sequences, unprocessable } from './dispatch-floor.ts';

const MINUTE = 60_000;

it('wakes of many subscribers only those whom an event concerns', async () => {
  const floor = await openFloor();
  for (let index = 0; index < 40; index += 1)
    await floor.subscribe(`s${index}`, { filter: { keyword: [`k${index}`] } });
  const first = floor.start();
  await floor.clock.advance(MINUTE);
  await first.stop(0);
  const woken: number[] = [];
  const withIds = (ids: readonly number[]) => {
    woken.push(...ids);
    return floor.store.subscribers.withIds(ids);
  };
  const batches: DeliveryBatch[] = [];
  const store = recording(floor.store, async (batch) => {
    batches.push(batch);
    return floor.store.subscribers.record(batch);
  });
  await floor.publish('a', { keywords: ['k7'] });
  floor.start({ store: { ...store, subscribers: { ...store.subscribers, withIds } } });
  await floor.clock.advance(MINUTE);
  const seventh = await floor.subscriber('s7');
  expect(sequences(floor.attempts)).toEqual([1]);
  expect(woken).toEqual([seventh.id]);
  expect(batches.flatMap(({ progress }) => [...progress.keys()])).toEqual([seventh.id]);
});

it('starts after a crash where the desk was, not where each cursor rests', async () => {
  const floor = await openFloor();
  await floor.subscribe('lusa', { filter: { language: ['pt'] } });
  const first = floor.start();
  await floor.clock.advance(MINUTE);
  await floor.publishMany(1_500);
  first.wake();
  await floor.clock.advance(MINUTE);
  // It dies here. The next one reads from the checkpoint on.
  const read: number[] = [];
  const { log } = floor.store;
  const after: typeof log.after = (seq, limit) => {
    read.push(seq);
    return log.after(seq, limit);
  };
  await floor.publish('olá', { language: 'pt' });
  floor.start({ store: { ...floor.store, log: { ...log, after } } });
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts, 'lusa')).toEqual([1_501]);
  expect(Math.min(...read)).toBeGreaterThanOrEqual(1_500);
});

it('an event that matches is not lost by a crash right after it was handed out, though nothing was written for anybody', async () => {
  const floor = await openFloor(({ to }) => (to === 'slow' ? new Promise(() => undefined) : accepted));
  for (const name of ['slow', 'lusa']) await floor.subscribe(name);
  const first = floor.start();
  await floor.clock.advance(MINUTE);
  await publishAll(floor, 'a', 'b');
  first.wake();
  await floor.clock.advance(MINUTE);
  expect((await floor.store.subscribers.begin()).checkpoint).toBe(0);
  expect((await floor.subscriber('lusa')).progress.cursor).toBe(2);
  expect((await floor.subscriber('slow')).progress.cursor).toBe(0);
});

it('an orderly end leaves nobody to suspect: a kill goes to who has the text alone', async () => {
  const floor = await openFloor(inTurn(unprocessable));
  await floor.subscribe('lusa', { window: 1 });
  const first = floor.start();
  await floor.clock.advance(50);
  await floor.publish('a');
  first.wake();
  await floor.clock.advance(50);
  await first.stop(0);
  await floor.publish('a', {}, { pubStatus: 'canceled', event: 'story.killed' });
  floor.start();
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts, 'lusa')).toEqual([1]);
});

it('a cursor that is set back while deliveries run is taken over, after what is under way', async () => {
  let finish: (() => void) | undefined;
  const floor = await openFloor(async ({ seq }) => {
    if (seq === 3 && finish === undefined) await new Promise<void>((resolve) => (finish = resolve));
    return accepted;
  });
  const { id } = await floor.subscribe('lusa', { window: 1 });
  await publishAll(floor, 'a', 'b', 'c');
  const dispatcher = floor.start();
  await floor.clock.advance(MINUTE);
  await floor.store.subscribers.setBack(id, 1);
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts)).toEqual([1, 2, 3]);
  finish?.();
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts)).toEqual([1, 2, 3, 2, 3]);
  expect((await floor.subscriber('lusa')).progress.cursor).toBe(3);
});

it('who was sent a kill is sent it again by a replay, and still not the text', async () => {
  const floor = await openFloor();
  const { id } = await floor.subscribe('lusa');
  await publishAll(floor, 'a', 'b');
  const dispatcher = floor.start();
  await floor.clock.advance(MINUTE);
  await floor.publish('a', {}, { pubStatus: 'canceled', event: 'story.killed' });
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  await floor.store.subscribers.setBack(id, 0);
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts).slice(0, 3)).toEqual([1, 2, 3]);
  expect(
    sequences(floor.attempts)
      .slice(3)
      .toSorted((a, b) => a - b),
  ).toEqual([2, 3]);
});

it('a story that is asked for again goes out by itself, in its newest version, once', async () => {
  const floor = await openFloor(({ seq, to }) =>
    to === 'lusa' && seq === 2 ? { ...unprocessable, isFinal: true } : accepted,
  );
  const lusa = await floor.subscribe('lusa');
  const dispatcher = floor.start();
  await publishAll(floor, 'a', 'b', 'c');
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  await floor.publish('b');
  await floor.store.subscribers.setState(lusa.id, 'paused');
  await floor.store.subscribers.askToResend(
    lusa.id,
    (await floor.store.log.after(0, 2)).map(({ guid }) => guid),
  );
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2, 3]);
  await floor.store.subscribers.resume(lusa.id, 0);
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  expect(
    sequences(floor.attempts, 'lusa')
      .slice(3)
      .toSorted((a, b) => a - b),
  ).toEqual([1, 4]);
  expect(await floor.store.subscribers.toResend([lusa.id])).toEqual([]);
  expect(await floor.store.subscribers.lanes()).toEqual([]);
});

it('an event reaches all who sleep, also where they are more than are kept in memory', async () => {
  const floor = await openFloor();
  for (const name of ['a', 'b', 'c', 'd', 'e']) await floor.subscribe(name);
  const dispatcher = floor.start({ limits: { ...LIMITS, idleMax: 2 } });
  await floor.clock.advance(MINUTE);
  await floor.publish('a');
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  expect(floor.attempts.map(({ to }) => to).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('what was asked for again goes to all who sleep, also where they are more than are kept in memory', async () => {
  const floor = await openFloor();
  const names = ['a', 'b', 'c', 'd', 'e'];
  for (const name of names) await floor.subscribe(name);
  await floor.publish('a');
  const guid = (await floor.store.log.after(0, 1))[0]?.guid ?? '';
  const dispatcher = floor.start({ limits: { ...LIMITS, idleMax: 2 } });
  await floor.clock.advance(MINUTE);
  for (const name of names) await floor.store.subscribers.askToResend((await floor.subscriber(name)).id, [guid]);
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  expect(floor.attempts.map(({ to }) => to).sort()).toEqual([...names, ...names].sort());
});
