import { describe, expect, it } from 'vitest';

import { REFUSALS_MAX } from '../../src/delivery/progress.ts';
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
    await floor.subscribe('lusa');
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
    await floor.subscribe('lusa');
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
    expect((await floor.subscriber('lusa')).progress).toEqual({ cursor: 4, failures: 0 });
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
    const all = async () => (await subscribers.all()).map((one) => (one.id === id ? { ...one, url } : one));
    const dispatcher = floor.start({ store: { ...floor.store, subscribers: { ...subscribers, all } } });
    await floor.clock.advance(MINUTE);
    url = 'https://new/';
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
  it(`is a dead letter after ${REFUSALS_MAX} tries within minutes, and the rest goes on`, async () => {
    const floor = await openFloor(({ seq }) => (seq === 1 ? unprocessable : accepted));
    await publishAll(floor, 'a', 'b');
    await floor.subscribe('lusa');
    floor.start();
    await floor.clock.advance(5 * MINUTE);
    expect(sequences(floor.attempts)).toEqual([...Array.from({ length: REFUSALS_MAX }, () => 1), 2]);
    expect(await floor.receipts('lusa')).toMatchObject([
      { seq: 1, outcome: 'dead', status: 422, attempts: REFUSALS_MAX, reason: 'HTTP 422' },
      { seq: 2, outcome: 'delivered', attempts: 1 },
    ]);
  });

  it('is given up at the same count when every try is made by another process', async () => {
    const floor = await openFloor(({ seq }) => (seq === 1 ? unprocessable : accepted));
    await publishAll(floor, 'a', 'b');
    await floor.subscribe('lusa');
    for (let run = 0; run <= REFUSALS_MAX; run += 1) {
      const dispatcher = floor.start();
      await floor.clock.advance(1_000);
      await dispatcher.stop(0);
      await floor.clock.advance(2 * MINUTE);
    }
    expect(sequences(floor.attempts)).toEqual([...Array.from({ length: REFUSALS_MAX }, () => 1), 2]);
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
  await floor.subscribe('lusa');
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
