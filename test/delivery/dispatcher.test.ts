import { describe, expect, it } from 'vitest';

import type { Store } from '../../src/wire/store.ts';
import { accepted, openFloor, publishAll, recording, sequences } from './dispatch-floor.ts';

const MINUTE = 60_000;

describe('every subscriber', () => {
  it('with a window of one gets every event after its cursor, in order, with a receipt for each', async () => {
    const floor = await openFloor();
    await publishAll(floor, 'a', 'b', 'a', 'c');
    await floor.subscribe('lusa', { window: 1 });
    await floor.subscribe('efe', { cursor: 2, window: 1 });
    floor.start();
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2, 3, 4]);
    expect(sequences(floor.attempts, 'efe')).toEqual([3, 4]);
    expect((await floor.subscriber('lusa')).progress).toEqual({ cursor: 4, failures: 0, previousSeq: 4 });
    const receipt = { outcome: 'delivered', status: 204, attempts: 1, durationMs: 3 };
    expect(await floor.receipts('lusa')).toEqual(
      [1, 2, 3, 4].map((seq) => expect.objectContaining({ ...receipt, seq }) as unknown),
    );
  });

  it('gets each version as it was committed, rendered once for all of them', async () => {
    const floor = await openFloor();
    await floor.publish('a', { headline: 'First' });
    await floor.publish('a', { headline: 'Second' });
    for (const name of ['lusa', 'efe', 'aps']) await floor.subscribe(name);
    floor.start();
    await floor.clock.advance(1_000);
    const bodies = floor.attempts.filter(({ to }) => to === 'efe').map(({ body }) => body);
    expect(bodies).toEqual(['a 1: First', 'a 2: Second']);
    expect(floor.renders).toEqual(['a 1', 'a 2']);
  });

  it('gets what is published later as soon as it is told, and waits for nothing in between', async () => {
    const floor = await openFloor();
    await floor.subscribe('lusa');
    const dispatcher = floor.start();
    await floor.clock.advance(MINUTE);
    expect(floor.clock.timers()).toBe(0);
    await floor.publish('a');
    dispatcher.wake();
    await floor.clock.standStill();
    expect(floor.attempts).toMatchObject([{ to: 'lusa', seq: 1, at: floor.clock.now() }]);
  });

  it('gets what its filter asks for; what it does not costs no row and no write', async () => {
    const floor = await openFloor();
    await floor.publish('a', { language: 'fr' });
    await floor.publish('b', { language: 'en' });
    await floor.publish('c', { language: 'fr' });
    await floor.subscribe('aps', { filter: { language: ['fr'] } });
    await floor.subscribe('nobody', { filter: { language: ['pt'] } });
    let written = 0;
    const dispatcher = floor.start({
      store: recording(floor.store, async (batch) => {
        written += batch.progress.size;
        return floor.store.subscribers.record(batch);
      }),
    });
    await floor.clock.advance(1_000);
    expect(floor.attempts.map(({ to, seq }) => [to, seq])).toEqual([
      ['aps', 1],
      ['aps', 3],
    ]);
    // Both at once; and once for each that it has come to where the others are.
    expect(written).toBe(2);
    await floor.publish('d', { language: 'en' });
    dispatcher.wake();
    await floor.clock.advance(1_000);
    await dispatcher.stop(0);
    expect(written).toBe(2);
    expect((await floor.subscriber('nobody')).progress).toEqual({ cursor: 4, failures: 0 });
    expect(await floor.receipts('nobody')).toEqual([]);
  });

  it('never sees a story that is withheld or killed', async () => {
    const floor = await openFloor();
    await floor.publish('a', {}, { pubStatus: 'withheld' });
    await floor.publish('b', {}, { pubStatus: 'canceled' });
    await floor.publish('c');
    await floor.subscribe('lusa');
    floor.start();
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts)).toEqual([3]);
    expect(floor.renders).toEqual(['c 1']);
    expect(await floor.receipts('lusa')).toHaveLength(1);
  });

  it('that is paused or removed gets nothing more, and one resumed goes on where it was', async () => {
    const floor = await openFloor();
    const lusa = await floor.subscribe('lusa');
    const efe = await floor.subscribe('efe');
    const dispatcher = floor.start();
    await floor.store.subscribers.setState(lusa.id, 'paused');
    await floor.store.subscribers.remove(efe.id);
    await floor.publish('a');
    dispatcher.wake();
    await floor.clock.advance(1_000);
    expect(floor.attempts).toEqual([]);
    await floor.store.subscribers.setState(lusa.id, 'active');
    dispatcher.wake();
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts)).toEqual([1]);
  });

  it('that is paused during an attempt gets no other', async () => {
    let finish: (() => void) | undefined;
    const floor = await openFloor(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return accepted;
    });
    await publishAll(floor, 'a', 'b');
    const { id } = await floor.subscribe('lusa', { window: 1 });
    const dispatcher = floor.start();
    await floor.clock.standStill();
    await floor.store.subscribers.setState(id, 'paused');
    dispatcher.wake();
    await floor.clock.standStill();
    finish?.();
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts)).toEqual([1]);
    expect((await floor.subscriber('lusa')).progress.cursor).toBe(1);
  });

  it('has its place noted every thousand events that nobody wants, so that no restart reads them all again', async () => {
    const floor = await openFloor();
    await floor.subscribe('nobody', { filter: { language: ['pt'] } });
    const dispatcher = floor.start();
    await floor.clock.advance(1_000);
    await floor.publishMany(999);
    dispatcher.wake();
    await floor.clock.advance(1_000);
    expect((await floor.subscriber('nobody')).progress.cursor).toBe(0);
    await floor.publish('one-more');
    dispatcher.wake();
    await floor.clock.advance(1_000);
    expect((await floor.subscriber('nobody')).progress.cursor).toBe(1_000);
  });

  it('far behind is served in pages, without a pass over the log for each event', async () => {
    const floor = await openFloor();
    for (let event = 0; event < 40; event += 1) await floor.publish(`story-${event}`);
    await floor.subscribe('lusa');
    await floor.subscribe('efe');
    let reads = 0;
    const { log } = floor.store;
    const after: Store['log']['after'] = (seq, limit) => {
      reads += 1;
      return log.after(seq, limit);
    };
    floor.start({ store: { ...floor.store, log: { ...log, after } } });
    await floor.clock.advance(10_000);
    expect(sequences(floor.attempts, 'efe')).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(reads).toBe(3);
  });
});

describe('slow subscribers', () => {
  it('do not stop others: who is ready goes round, so many at a time, with a window of one never two of one subscriber', async () => {
    const inFlight = new Set<string>();
    const twice: string[] = [];
    const slow = new Map<string, () => void>();
    let most = 0;
    const floor = await openFloor(async ({ to }) => {
      if (inFlight.has(to)) twice.push(to);
      inFlight.add(to);
      most = Math.max(most, inFlight.size);
      if (to.startsWith('slow')) await new Promise<void>((resolve) => slow.set(to, resolve));
      inFlight.delete(to);
      return accepted;
    });
    await publishAll(floor, 'a', 'b', 'c');
    for (const name of ['slow-1', 'slow-2', 'fast-1', 'fast-2']) await floor.subscribe(name, { window: 1 });
    floor.start({ inFlightMax: 3 });
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts, 'fast-1')).toEqual([1, 2, 3]);
    expect(sequences(floor.attempts, 'fast-2')).toEqual([1, 2, 3]);
    expect(sequences(floor.attempts, 'slow-1')).toEqual([1]);
    expect(most).toBe(3);
    expect(twice).toEqual([]);
    slow.get('slow-1')?.();
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts, 'slow-1')).toEqual([1, 2]);
  });
});
