import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../src/delivery/outcome.ts';
import {
  accepted,
  inTurn,
  openFloor,
  publishAll,
  sequences,
  unavailable,
  unprocessable,
  type Floor,
} from './dispatch-floor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const noConnection: Outcome = { kind: 'endpoint-failed', durationMs: 1, reason: 'connection refused' };
const noAnswer: Outcome = { kind: 'endpoint-failed', durationMs: 15_000, isUnknown: true, reason: 'no answer in time' };

function neverAnswers(): Promise<never> {
  return new Promise(() => undefined);
}

function kill(floor: Floor, slug: string): Promise<void> {
  return floor.publish(slug, {}, { pubStatus: 'canceled', event: 'story.killed' });
}

describe('a kill', () => {
  it('goes to who has the story, and stops it for who has not: they get neither its text nor the kill', async () => {
    const floor = await openFloor(({ to }) => (to === 'away' ? noConnection : accepted));
    await floor.subscribe('lusa');
    await floor.subscribe('away');
    const dispatcher = floor.start();
    await floor.clock.standStill();
    await floor.publish('a');
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    const before = sequences(floor.attempts, 'away').length;
    await kill(floor, 'a');
    await floor.subscribe('new', { cursor: 0 });
    dispatcher.wake();
    await floor.clock.advance(24 * HOUR);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2]);
    expect(sequences(floor.attempts, 'away')).toHaveLength(before);
    expect(sequences(floor.attempts, 'new')).toEqual([]);
    for (const name of ['lusa', 'away']) expect((await floor.subscriber(name)).progress.cursor).toBe(2);
    expect(await floor.store.subscribers.receivers((await floor.store.log.kills(0))[0]?.guid ?? '')).toMatchObject([
      { delivered: 2 },
    ]);
  });

  it('goes to who may have it, since the answer was lost, whatever its filter says of the notice', async () => {
    const floor = await openFloor(inTurn(noAnswer));
    await floor.publish('a', { language: 'fr' });
    await floor.subscribe('lusa', { filter: { language: ['fr'] } });
    const dispatcher = floor.start();
    await floor.clock.standStill();
    await kill(floor, 'a');
    dispatcher.wake();
    await floor.clock.advance(300);
    expect(sequences(floor.attempts)).toEqual([1, 2]);
  });

  it('is not sent to who refused the story every time; its lane is dropped', async () => {
    const floor = await openFloor(({ seq }) => (seq === 1 ? unprocessable : accepted));
    await floor.subscribe('lusa');
    const dispatcher = floor.start();
    await floor.clock.standStill();
    await floor.publish('a');
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    await kill(floor, 'a');
    dispatcher.wake();
    await floor.clock.advance(HOUR);
    expect(sequences(floor.attempts).filter((seq) => seq !== 1)).toEqual([]);
    expect(await floor.store.subscribers.lanes()).toEqual([]);
  });

  it('committed by another process stops a retry that is due, before anybody has told this one', async () => {
    const floor = await openFloor(inTurn(noConnection, noConnection, noConnection));
    await floor.subscribe('lusa');
    const dispatcher = floor.start();
    await floor.clock.standStill();
    await floor.publish('a');
    dispatcher.wake();
    await floor.clock.advance(300);
    const before = floor.attempts.length;
    await kill(floor, 'a');
    await floor.clock.advance(24 * HOUR);
    expect(floor.attempts).toHaveLength(before);
  });

  it('waits for the attempt that is under way, and then depends on how that ended', async () => {
    const ends = new Map<string, (outcome: Outcome) => void>();
    const floor = await openFloor(({ to, seq }) =>
      seq === 1 ? new Promise<Outcome>((resolve) => ends.set(to, resolve)) : accepted,
    );
    for (const name of ['lusa', 'efe', 'aps']) await floor.subscribe(name);
    const dispatcher = floor.start();
    await floor.clock.standStill();
    await floor.publish('a');
    dispatcher.wake();
    await floor.clock.standStill();
    await kill(floor, 'a');
    dispatcher.wake();
    await floor.clock.advance(100);
    expect(sequences(floor.attempts)).toEqual([1, 1, 1]);
    ends.get('lusa')?.(accepted);
    ends.get('efe')?.(noConnection);
    ends.get('aps')?.(noAnswer);
    await floor.clock.advance(100);
    expect(floor.attempts.slice(3).map(({ to, seq }) => [to, seq])).toEqual([
      ['lusa', 2],
      ['aps', 2],
    ]);
  });

  it('overtakes a backlog, and is tried within the minute while the endpoint backs off for hours', async () => {
    let isUp = true;
    const floor = await openFloor(() => (isUp ? accepted : noConnection));
    await floor.publish('a');
    await floor.subscribe('lusa');
    const dispatcher = floor.start();
    await floor.clock.advance(MINUTE);
    isUp = false;
    await publishAll(floor, 'b', 'c', 'd', 'e', 'f');
    dispatcher.wake();
    await floor.clock.advance(20 * HOUR);
    await kill(floor, 'a');
    dispatcher.wake();
    const committed = floor.clock.now();
    await floor.clock.advance(10 * MINUTE);
    const tries = floor.attempts.filter(({ seq }) => seq === 7).map(({ at }) => at - committed);
    expect(tries.map((ms) => Math.round(ms / 1000)).slice(0, 6)).toEqual([0, 2, 6, 20, 74, 128]);
    isUp = true;
    await floor.clock.advance(MINUTE);
    const arrived = floor.attempts.slice(-6).map(({ seq }) => seq);
    expect(arrived[0]).toBe(7);
  });

  it('that cannot be delivered is an error in the log at every try, and never a dead letter', async () => {
    const floor = await openFloor(({ seq }) => (seq === 2 ? unprocessable : accepted));
    await floor.publish('a');
    await floor.subscribe('lusa');
    const dispatcher = floor.start();
    await floor.clock.advance(MINUTE);
    await kill(floor, 'a');
    dispatcher.wake();
    await floor.clock.advance(6 * HOUR);
    const told = floor.logLines.filter(({ msg }) => msg.startsWith('KILL NOT DELIVERED'));
    expect(told.length).toBeGreaterThan(300);
    expect(told[0]).toMatchObject({ level: 50, subscriber: 'lusa', seq: 2, event: 'story.killed', status: 422 });
    expect((await floor.receipts('lusa')).map(({ outcome }) => outcome)).toEqual(['delivered']);
    await dispatcher.stop(0);
    const again = floor.start();
    await floor.clock.advance(2 * MINUTE);
    expect(floor.attempts.at(-1)).toMatchObject({ seq: 2 });
    await again.stop(0);
  });

  it('has slots that no number of black holes can take', async () => {
    const floor = await openFloor(({ to, seq }) =>
      to.startsWith('hole') && seq > 1 ? new Promise<Outcome>(() => undefined) : accepted,
    );
    await floor.publish('a');
    for (let hole = 0; hole < 8; hole += 1) await floor.subscribe(`hole-${hole}`);
    await floor.subscribe('lusa');
    const dispatcher = floor.start({ inFlightMax: 8 });
    await floor.clock.advance(MINUTE);
    await floor.publish('b');
    dispatcher.wake();
    await floor.clock.advance(MINUTE);
    await kill(floor, 'a');
    dispatcher.wake();
    await floor.clock.advance(300);
    expect(sequences(floor.attempts, 'lusa')).toContain(3);
  });

  it('of a story that is then published again is sent first, and the new version after it', async () => {
    const floor = await openFloor();
    await floor.publish('a');
    await floor.subscribe('lusa');
    await floor.subscribe('late', { cursor: 0 });
    const first = floor.start();
    await floor.clock.advance(MINUTE);
    await first.stop(0);
    await kill(floor, 'a');
    await floor.publish('a');
    floor.start();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts, 'lusa')).toEqual([1, 2, 3]);
  });
});

describe('after a crash', () => {
  it('a kill goes to who may have been sent the story without a record of it: one window, and nobody else', async () => {
    const floor = await openFloor();
    await publishAll(floor, 'a', 'b', 'c');
    await floor.subscribe('lusa', { window: 2 });
    const { subscribers } = floor.store;
    floor.start({ store: { ...floor.store, subscribers: { ...subscribers, record: neverAnswers } } });
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts)).toEqual([1, 2]);
    // It dies here, with nothing written down.
    for (const slug of ['a', 'b', 'c']) await kill(floor, slug);
    floor.start();
    await floor.clock.advance(MINUTE);
    expect(sequences(floor.attempts)).toEqual([1, 2, 4, 5]);
  });

  it('an endpoint that was failing is tried with one attempt at a time, then twice as many', async () => {
    let isUp = false;
    const inFlight: number[] = [];
    let open = 0;
    const floor = await openFloor(async () => {
      open += 1;
      inFlight.push(open);
      await Promise.resolve();
      open -= 1;
      return isUp ? accepted : unavailable;
    });
    for (let event = 0; event < 12; event += 1) await floor.publish(`story-${event}`);
    await floor.subscribe('lusa');
    floor.start();
    await floor.clock.advance(MINUTE);
    isUp = true;
    inFlight.length = 0;
    await floor.clock.advance(HOUR);
    expect(inFlight[0]).toBe(1);
    expect(Math.max(...inFlight)).toBeLessThanOrEqual(4);
    expect((await floor.subscriber('lusa')).progress.cursor).toBe(12);
  });
});
