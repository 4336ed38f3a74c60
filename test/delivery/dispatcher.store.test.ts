import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../src/delivery/outcome.ts';
import { StoreError, type Store } from '../../src/wire/store.ts';
import {
  accepted,
  gone,
  openFloor,
  publishAll,
  recording,
  sequences,
  unavailable,
  unprocessable,
} from './dispatch-floor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function refuse(): Promise<never> {
  return Promise.reject(new StoreError('unavailable', 'the disk is full'));
}

describe('the store', () => {
  it('is written within 50 ms of an outcome, while others are under way too', async () => {
    const floor = await openFloor(({ to }) => (to === 'slow' ? new Promise<Outcome>(() => undefined) : accepted));
    await floor.publish('a');
    await floor.subscribe('slow');
    await floor.subscribe('lusa');
    floor.start();
    await floor.clock.advance(50);
    expect((await floor.subscriber('lusa')).progress.cursor).toBe(1);
  });

  it('that refuses to be written stops each subscriber at one window, says so, and is tried again until all is kept', async () => {
    const floor = await openFloor();
    await publishAll(floor, 'a', 'b');
    await floor.subscribe('lusa', { window: 1 });
    await floor.subscribe('efe', { window: 1 });
    let isFull = true;
    const store = recording(floor.store, async (batch) => {
      if (isFull) throw new StoreError('unavailable', 'the disk is full');
      return floor.store.subscribers.record(batch);
    });
    const dispatcher = floor.start({ store });
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts)).toEqual([1, 1]);
    expect(await dispatcher.settle()).toMatchObject({ delivered: 2 });
    expect(floor.logLines).toContainEqual(
      expect.objectContaining({
        msg: expect.stringMatching(/cannot be recorded/) as string,
        err: expect.objectContaining({ message: 'the disk is full' }) as unknown,
      }),
    );
    isFull = false;
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2]);
    expect(await floor.receipts('lusa')).toHaveLength(2);
    expect((await floor.subscriber('efe')).progress.cursor).toBe(2);
    expect(floor.logLines).toContainEqual(expect.objectContaining({ msg: 'deliveries are recorded again' }));
  });

  it.each(['begin', 'changes', 'withIds', 'lanes', 'head', 'after', 'version', 'setState'] as const)(
    'that refuses to be read (%s) holds deliveries, says so, and loses nothing',
    async (reading) => {
      const floor = await openFloor(reading === 'setState' ? () => gone : undefined);
      await publishAll(floor, 'a', 'b');
      await floor.subscribe('lusa');
      const { subscribers, log, stories } = floor.store;
      const mended = floor.clock.now() + 5_000;
      const failing =
        <Arguments extends unknown[], Result>(name: string, read: (...given: Arguments) => Result) =>
        (...given: Arguments): Result => {
          if (name !== reading || floor.clock.now() >= mended) return read(...given);
          throw new StoreError('unavailable', 'the disk failed');
        };
      const store: Store = {
        ...floor.store,
        subscribers: {
          ...subscribers,
          begin: failing('begin', () => subscribers.begin()),
          changes: failing('changes', (mark) => subscribers.changes(mark)),
          withIds: failing('withIds', (ids) => subscribers.withIds(ids)),
          lanes: failing('lanes', (ids) => subscribers.lanes(ids)),
          setState: failing('setState', (id, state) => subscribers.setState(id, state)),
        },
        log: {
          ...log,
          head: failing('head', () => log.head()),
          after: failing('after', (seq, limit) => log.after(seq, limit)),
        },
        stories: { ...stories, version: failing('version', (guid, version) => stories.version(guid, version)) },
      };
      const dispatcher = floor.start({ store });
      const settled = dispatcher.settle();
      await floor.clock.advance(100);
      await settled;
      await floor.clock.advance(MINUTE);
      const unreadable = floor.logLines.filter(({ msg }) => msg.startsWith('the wire cannot be read'));
      // Who hands events out and who reads for itself meet the same trouble.
      expect([...new Set(unreadable.map((line) => line['troubles']))]).toEqual([1, 2, 3]);
      expect((await floor.subscriber('lusa')).progress.cursor).toBe(reading === 'setState' ? 0 : 2);
    },
  );
});

describe('a crash', () => {
  it('between an attempt and its record repeats one window and nothing else, under the same webhook-id', async () => {
    const floor = await openFloor();
    await publishAll(floor, 'a', 'b', 'c');
    for (const name of ['lusa', 'efe']) await floor.subscribe(name, { window: 2 });
    // The first life ends with its first write.
    const dead = recording(floor.store, () => new Promise(() => undefined));
    floor.start({ store: dead });
    await floor.clock.advance(MINUTE);
    expect(floor.attempts).toHaveLength(4);
    floor.start();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2, 1, 2, 3]);
    const [first, , again] = floor.attempts.filter(({ to }) => to === 'lusa');
    expect(again?.id).toBe(first?.id);
    expect(again?.id).toMatch(/^evt_1_[0-9a-f]{16}$/);
  });
});

describe('settling', () => {
  it('waits for what is due now and not for what backs off, and says what was done', async () => {
    const floor = await openFloor(({ to, seq }) => {
      if (to === 'down') return unavailable;
      if (to === 'over') return gone;
      return seq === 2 && to === 'picky' ? { ...unprocessable, isFinal: true } : accepted;
    });
    await publishAll(floor, 'a', 'b');
    for (const name of ['lusa', 'down', 'picky', 'over']) await floor.subscribe(name, { window: 1 });
    const dispatcher = floor.start();
    const settled = dispatcher.settle();
    await floor.clock.advance(100);
    expect(await settled).toEqual({ delivered: 3, failed: 1, dead: 1, ended: 1, waiting: 1 });
    await dispatcher.stop(0);
    expect(floor.clock.timers()).toBe(0);
  });

  it('of a desk without subscribers is at once', async () => {
    const floor = await openFloor();
    const dispatcher = floor.start();
    expect(await dispatcher.settle()).toMatchObject({ delivered: 0, waiting: 0 });
  });
});

describe('stopping', () => {
  it('lets attempts finish within the grace, records them, and starts no others', async () => {
    let finish: (() => void) | undefined;
    const floor = await openFloor(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return accepted;
    });
    await publishAll(floor, 'a', 'b');
    await floor.subscribe('lusa', { window: 1 });
    const dispatcher = floor.start();
    await floor.clock.standStill();
    const stopped = dispatcher.stop(5_000);
    await floor.clock.advance(4_000);
    finish?.();
    await stopped;
    expect((await floor.subscriber('lusa')).progress.cursor).toBe(1);
    await floor.clock.advance(DAY);
    expect(floor.attempts).toHaveLength(1);
    expect(floor.clock.timers()).toBe(0);
  });

  it('aborts what takes longer; it is owed still, and counts as no failure', async () => {
    const floor = await openFloor(
      (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(unavailable))),
    );
    await floor.publish('a');
    await floor.subscribe('lusa');
    const dispatcher = floor.start();
    await floor.clock.standStill();
    const stopped = dispatcher.stop(5_000);
    await floor.clock.advance(5_000);
    await stopped;
    expect((await floor.subscriber('lusa')).progress).toEqual({ cursor: 0, failures: 0 });
    expect(floor.clock.timers()).toBe(0);
  });

  it('while the store cannot be read leaves nothing behind', async () => {
    const floor = await openFloor();
    await floor.publish('a');
    await floor.subscribe('lusa');
    const log = { ...floor.store.log, after: refuse };
    const dispatcher = floor.start({ store: { ...floor.store, log } });
    await floor.clock.standStill();
    expect(floor.clock.timers()).toBeGreaterThan(0);
    await dispatcher.stop(0);
    expect(floor.clock.timers()).toBe(0);
  });

  it('says when the last outcomes cannot be recorded', async () => {
    const floor = await openFloor();
    await floor.publish('a');
    await floor.subscribe('lusa');
    const store = recording(floor.store, refuse);
    const dispatcher = floor.start({ store });
    await floor.clock.standStill();
    await expect(dispatcher.stop(0)).rejects.toThrow('the disk is full');
    expect(floor.clock.timers()).toBe(0);
  });
});
