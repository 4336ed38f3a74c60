import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { describeRate, parseRate, rateWait, withoutToken, type Bucket } from '../../src/delivery/rate.ts';
import type { Rate } from '../../src/wire/subscriber.ts';
import { openFloor, publishAll, sequences, unavailable } from './dispatch-floor.ts';

const START = Date.parse('2026-11-24T12:00:00Z');

describe('a rate', () => {
  it.each(['1/s', '10/s', '10000/s', '30/min', '1/min'])('%s is written and read', (text) => {
    expect(describeRate(parseRate(text))).toBe(text);
  });

  it.each(['', '10', '0/s', '10001/s', '1.5/s', '10/h', '-1/s', '10 /s', 'off', '1/S'])('%j is none', (text) => {
    expect(() => parseRate(text)).toThrow(`"${text}" is no rate`);
  });
});

describe('a bucket of tokens', () => {
  it('lets one second of attempts go at once, then each in its time', () => {
    expect(beats(parseRate('4/s'), 8)).toEqual([0, 0, 0, 0, 250, 500, 750, 1_000]);
  });

  it('below one a second is an even beat from the start', () => {
    expect(beats(parseRate('30/min'), 4)).toEqual([0, 2_000, 4_000, 6_000]);
    expect(beats(parseRate('1/min'), 3)).toEqual([0, 60_000, 120_000]);
  });

  it('in no span of time lets more through than it holds and what that span brings, whatever the pauses', () => {
    const rates = fc.record({ attempts: fc.integer({ min: 1, max: 200 }), perMs: fc.constantFrom(1_000, 60_000) });
    const pauses = fc.array(fc.nat({ max: 5_000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(rates, pauses, (rate, given) => {
        const begun: number[] = [];
        let [now, bucket] = [START, undefined as Bucket | undefined];
        for (const pause of given) {
          now += pause;
          now += rateWait(rate, bucket, now);
          expect(rateWait(rate, bucket, now)).toBe(0);
          bucket = withoutToken(rate, bucket, now);
          begun.push(now);
        }
        const [perMs, holds] = [rate.attempts / rate.perMs, Math.max(1, (rate.attempts / rate.perMs) * 1_000)];
        for (const [first, from] of begun.entries()) {
          for (const [offset, to] of begun.slice(first).entries()) {
            expect(offset + 1).toBeLessThanOrEqual(holds + (to - from) * perMs + 1e-6);
          }
        }
      }),
    );
  });

  it('never waits longer than one token takes, though the clock is set back', () => {
    const rate = parseRate('1/min');
    const bucket = withoutToken(rate, undefined, START);
    expect(rateWait(rate, bucket, START)).toBe(60_000);
    const yesterday = START - 24 * 3_600_000;
    expect(rateWait(rate, bucket, yesterday)).toBe(0);
    expect(rateWait(rate, withoutToken(rate, bucket, yesterday), yesterday)).toBe(60_000);
  });

  it('is of no concern to who has no rate', () => {
    expect(rateWait(undefined, { tokens: 0, at: START }, START)).toBe(0);
  });
});

describe('a subscriber with a rate', () => {
  it('gets its events no faster, in order, and all of them', async () => {
    const floor = await openFloor();
    await publishAll(floor, 'a', 'b', 'c', 'd', 'e', 'f');
    await floor.subscribe('lusa', { rate: parseRate('2/s') });
    await floor.subscribe('free');
    const dispatcher = floor.start();
    await floor.clock.advance(0);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2]);
    await floor.clock.advance(10_000);
    expect(timesTo(floor, 'lusa')).toEqual([0, 0, 500, 1_000, 1_500, 2_000]);
    expect(timesTo(floor, 'free').every((at) => at < 500)).toBe(true);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2, 3, 4, 5, 6]);
    await dispatcher.stop(0);
  });

  it('waits for a token with a retry too', async () => {
    let failures = 3;
    const floor = await openFloor(() => ((failures -= 1) >= 0 ? unavailable : { ...unavailable, kind: 'delivered' }));
    await publishAll(floor, 'a');
    await floor.subscribe('lusa', { rate: parseRate('1/min') });
    const dispatcher = floor.start();
    await floor.clock.advance(200_000);
    expect(timesTo(floor, 'lusa')).toEqual([0, 60_000, 120_000, 180_000]);
    await dispatcher.stop(0);
  });

  it('gets a kill at once, and pays no token for it', async () => {
    const floor = await openFloor();
    await publishAll(floor, 'a', 'b', 'c');
    await floor.subscribe('lusa', { rate: parseRate('1/min') });
    const dispatcher = floor.start();
    await floor.clock.advance(1_000);
    await floor.publish('a', {}, { event: 'story.killed', pubStatus: 'canceled' });
    dispatcher.wake();
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts)).toEqual([1, 4]);
    await floor.clock.advance(120_000);
    expect(sequences(floor.attempts)).toEqual([1, 4, 2, 3]);
    expect(timesTo(floor, 'lusa').slice(2)).toEqual([60_000, 120_000]);
    await dispatcher.stop(0);
  });

  it('is served by another rate, or none, as soon as the operator says so', async () => {
    const floor = await openFloor();
    await publishAll(floor, 'a', 'b', 'c', 'd');
    const { id } = await floor.subscribe('lusa', { rate: parseRate('1/min') });
    const dispatcher = floor.start();
    await floor.clock.advance(1_000);
    await floor.store.subscribers.change(id, { rate: parseRate('1/s') });
    dispatcher.wake();
    await floor.clock.advance(500);
    expect(sequences(floor.attempts)).toEqual([1, 2]);
    await floor.store.subscribers.change(id, { rate: 'none' });
    dispatcher.wake();
    await floor.clock.advance(1_000);
    expect(sequences(floor.attempts)).toEqual([1, 2, 3, 4]);
    await dispatcher.stop(0);
  });
});

function timesTo({ attempts }: Awaited<ReturnType<typeof openFloor>>, name: string): number[] {
  return attempts.filter(({ to }) => to === name).map(({ at }) => at - START);
}

/** When so many attempts begin, where each begins as soon as it may. */
function beats(rate: Rate, count: number): number[] {
  const begun: number[] = [];
  let [now, bucket] = [START, undefined as Bucket | undefined];
  for (let made = 0; made < count; made += 1) {
    now += rateWait(rate, bucket, now);
    bucket = withoutToken(rate, bucket, now);
    begun.push(now - START);
  }
  return begun;
}
