import { describe, expect, it } from 'vitest';

import { PATIENCE } from '../../src/delivery/patience.ts';
import {
  accepted,
  gone,
  inTurn,
  openFloor,
  publishAll,
  sequences,
  unavailable,
  unprocessable,
} from './dispatch-floor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('an endpoint that fails', () => {
  it('holds its subscriber’s order: the event is tried again until it arrives, under one webhook-id', async () => {
    const floor = await openFloor(inTurn(unavailable, unavailable, unavailable));
    await publishAll(floor, 'a', 'b');
    await floor.subscribe('lusa', { window: 1 });
    floor.start();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts)).toEqual([1, 1, 1, 1, 2]);
    expect(new Set(floor.attempts.slice(0, 4).map(({ id }) => id)).size).toBe(1);
    const [first] = floor.attempts;
    expect(floor.attempts.map(({ at }) => at - (first?.at ?? 0)).slice(0, 4)).toEqual([0, 1_000, 6_000, 21_000]);
    expect(await floor.receipts('lusa')).toMatchObject([
      { seq: 1, attempts: 4, outcome: 'delivered' },
      { seq: 2, attempts: 1 },
    ]);
  });

  it('for days adds no row, loses nothing, and gets everything when it is back', async () => {
    let isUp = false;
    const floor = await openFloor(() => (isUp ? accepted : unavailable));
    await floor.subscribe('lusa', { window: 1 });
    const dispatcher = floor.start();
    for (const slug of ['a', 'b', 'c', 'a']) {
      await floor.publish(slug);
      dispatcher.wake();
      await floor.clock.advance(DAY);
    }
    expect(await floor.receipts('lusa')).toEqual([]);
    expect((await floor.subscriber('lusa')).progress).toMatchObject({ cursor: 0, lastError: 'HTTP 503' });
    isUp = true;
    await floor.clock.advance(6 * HOUR);
    expect(sequences(floor.attempts).slice(-4)).toEqual([1, 2, 3, 4]);
    expect((await floor.subscriber('lusa')).progress).toEqual({ cursor: 4, failures: 0, previousSeq: 4 });
  });

  it('is not tried before its time because of a restart, nor for ever after a clock that was wrong', async () => {
    const floor = await openFloor(inTurn({ ...unavailable, retryAfterMs: HOUR }));
    await floor.publish('a');
    const { id } = await floor.subscribe('lusa');
    const first = floor.start();
    await floor.clock.advance(10 * MINUTE);
    await first.stop(0);
    const second = floor.start();
    await floor.clock.advance(49 * MINUTE);
    expect(floor.attempts).toHaveLength(1);
    await floor.clock.advance(MINUTE);
    expect(floor.attempts).toHaveLength(2);
    await second.stop(0);

    await floor.publish('b');
    const progress = { cursor: 1, failures: 3, retryAt: '2126-11-24T12:00:00.000Z' };
    await floor.store.subscribers.record({ progress: new Map([[id, progress]]), receipts: [] });
    floor.start();
    await floor.clock.advance(6 * HOUR);
    expect(sequences(floor.attempts)).toEqual([1, 1, 2]);
  });

  it('is tried at once when the operator has given the subscriber another URL', async () => {
    const floor = await openFloor(({ to }) => (to === 'old' ? { ...unavailable, retryAfterMs: HOUR } : accepted));
    await floor.publish('a');
    const { id } = await floor.subscribe('lusa', { url: 'https://old/' });
    const { subscribers } = floor.store;
    let url = 'https://old/';
    const withIds = async (ids: readonly number[]) => (await subscribers.withIds(ids)).map((one) => ({ ...one, url }));
    const dispatcher = floor.start({ store: { ...floor.store, subscribers: { ...subscribers, withIds } } });
    await floor.clock.advance(MINUTE);
    url = 'https://new/';
    await subscribers.setRequestHeaders(id, { 'x-moved': 'yes' });
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    expect(floor.attempts.map(({ to }) => to)).toEqual(['old', 'new']);
  });

  it('says so in one line without the URL’s query or a word of the story', async () => {
    const floor = await openFloor(inTurn(unavailable));
    await floor.publish('a', { headline: 'Secret until noon' });
    await floor.subscribe('lusa');
    floor.start();
    await floor.clock.advance(MINUTE);
    expect(floor.logLines).toMatchObject([
      {
        msg: expect.stringMatching(/^not delivered/) as string,
        subscriber: 'lusa',
        seq: 1,
        version: 1,
        attempts: 1,
        status: 503,
        reason: 'HTTP 503',
        retryAt: '2026-11-24T12:00:01.000Z',
      },
      {
        msg: 'delivered',
        subscriber: 'lusa',
        guid: expect.stringContaining(':a') as string,
        event: 'story.published',
        attempts: 2,
        status: 204,
        durationMs: 3,
      },
    ]);
    const text = JSON.stringify(floor.logLines);
    for (const secret of ['private', 'whsec_', 'Secret until noon']) expect(text).not.toContain(secret);
  });
});

describe('an event that is refused', () => {
  it('waits by itself while the rest goes on, and is a dead letter after ten minutes', async () => {
    const refused = { ...unprocessable, answer: 'no headline' };
    const floor = await openFloor(({ seq }) => (seq === 1 ? refused : accepted));
    await publishAll(floor, 'a', 'b', 'c');
    await floor.subscribe('lusa', { window: 1 });
    floor.start();
    await floor.clock.advance(50);
    expect(sequences(floor.attempts)).toEqual([1, 2, 3]);
    expect((await floor.subscriber('lusa')).progress).toEqual({ cursor: 3, failures: 0, previousSeq: 3 });
    expect(await floor.store.subscribers.lanes()).toMatchObject([{ event: { seq: 1, version: 1 }, failures: 1 }]);
    await floor.clock.advance(PATIENCE.deadLetterAfterMs - 1_000);
    expect(await floor.receipts('lusa')).toMatchObject([{ seq: 2 }, { seq: 3 }]);
    await floor.clock.advance(2_000);
    const tries = sequences(floor.attempts).filter((seq) => seq === 1).length;
    expect(tries).toBeGreaterThan(4);
    expect((await floor.receipts('lusa')).at(-1)).toMatchObject({
      seq: 1,
      outcome: 'dead',
      status: 422,
      attempts: tries,
      reason: 'HTTP 422',
    });
    const [letter] = await floor.store.deliveries.find({ outcome: 'dead', limit: 2 });
    expect(letter?.answer).toBe('no headline');
    expect(await floor.store.subscribers.lanes()).toEqual([]);
    expect(floor.clock.timers()).toBe(0);
  });

  it('is given up at the same time when every try is made by another process', async () => {
    const floor = await openFloor(({ seq }) => (seq === 1 ? unprocessable : accepted));
    await publishAll(floor, 'a', 'b');
    await floor.subscribe('lusa');
    for (let minute = 0; minute <= 10; minute += 1) {
      const dispatcher = floor.start();
      await floor.clock.advance(1_000);
      await dispatcher.stop(0);
      await floor.clock.advance(MINUTE);
    }
    expect((await floor.receipts('lusa')).at(-1)).toMatchObject({ seq: 1, outcome: 'dead' });
    expect(await floor.store.subscribers.lanes()).toEqual([]);
  });

  it('gives way to a newer version of its story, which has its own chance at once', async () => {
    const floor = await openFloor(({ seq }) => (seq === 1 ? unprocessable : accepted));
    await floor.publish('a');
    await floor.subscribe('lusa');
    const dispatcher = floor.start();
    await floor.clock.advance(MINUTE);
    await floor.publish('a');
    dispatcher.wake();
    await floor.clock.advance(50);
    expect(sequences(floor.attempts).at(-1)).toBe(2);
    await floor.clock.advance(HOUR);
    expect(sequences(floor.attempts).at(-1)).toBe(2);
    expect(await floor.receipts('lusa')).toMatchObject([{ seq: 2, outcome: 'delivered' }]);
    expect(await floor.store.subscribers.lanes()).toEqual([]);
  });

  it('by failures that only it meets, while others go through, waits by itself too', async () => {
    const floor = await openFloor(({ seq }) => (seq === 1 ? unavailable : accepted));
    await publishAll(floor, 'a', 'b', 'c', 'd', 'e', 'f');
    await floor.subscribe('lusa');
    floor.start();
    await floor.clock.advance(5 * MINUTE);
    expect((await floor.subscriber('lusa')).progress.cursor).toBe(6);
    expect(await floor.store.subscribers.lanes()).toMatchObject([{ event: { seq: 1 } }]);
    // Nothing else comes by to show that the endpoint works: it is not given up.
    await floor.clock.advance(DAY);
    expect(await floor.store.subscribers.lanes()).toMatchObject([{ event: { seq: 1 } }]);
  });

  it('or that a format cannot write is a dead letter at once, told to the desk, and stops nobody', async () => {
    const floor = await openFloor();
    await floor.publish('a', { headline: 'Cannot be written' });
    await floor.publish('b');
    await floor.subscribe('lusa');
    floor.start();
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts)).toEqual([2]);
    expect(await floor.receipts('lusa')).toMatchObject([
      { seq: 1, outcome: 'dead', reason: 'cannot be written as plain' },
      { seq: 2, outcome: 'delivered' },
    ]);
    expect(floor.logLines).toContainEqual(expect.objectContaining({ msg: 'a story cannot be written in this format' }));
  });
});

describe('a subscriber that cannot be served', () => {
  it.each([
    { why: 'its format is unknown here', given: { format: 'nitf' }, says: /no format "nitf"/ },
    { why: 'its secret is none', given: { secret: 'whsec_x' }, says: /a signing secret is whsec_/ },
    { why: 'its filter cannot be applied', given: { filter: { section: [7] as unknown as string[] } }, says: /./ },
  ])('because $why waits with the reason, loses nothing and stops nobody', async ({ given, says }) => {
    const floor = await openFloor();
    await floor.publish('a');
    await floor.subscribe('broken', given);
    await floor.subscribe('lusa');
    floor.start();
    await floor.clock.advance(HOUR);
    expect(floor.attempts.map(({ to }) => to)).toEqual(['lusa']);
    const { progress } = await floor.subscriber('broken');
    expect(progress).toMatchObject({ cursor: 0, lastError: expect.stringMatching(says) as string });
    expect(progress.failures).toBeGreaterThan(3);
  });
});

it('410 ends a subscription: nothing more is sent, by this process or the next', async () => {
  const floor = await openFloor(inTurn(gone));
  await publishAll(floor, 'a', 'b');
  await floor.subscribe('lusa', { window: 1 });
  const first = floor.start();
  await floor.clock.advance(DAY);
  expect(await floor.subscriber('lusa')).toMatchObject({
    state: 'ended',
    progress: { cursor: 0, lastError: 'HTTP 410' },
  });
  first.wake();
  await floor.clock.advance(DAY);
  await first.stop(0);
  floor.start();
  await floor.clock.advance(DAY);
  expect(floor.attempts).toHaveLength(1);
});
