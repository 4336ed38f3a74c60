/** The process ends, in order or not, and another goes on: nothing is lost by it, and what has arrived stays so. */
import { expect, it } from 'vitest';

import type { Dispatcher } from '../../src/delivery/dispatcher.ts';
import { LIMITS } from '../../src/delivery/limits.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import {
  accepted,
  openFloor,
  publishAll,
  sequences,
  unavailable,
  unprocessable,
  type Floor,
} from './dispatch-floor.ts';

const MINUTE = 60_000;

/** Three stories in a window of four, the first of which gets no answer while `isHanging`. */
async function hangingFirst(): Promise<{ floor: Floor; answerAll: () => void }> {
  let isHanging = true;
  const floor = await openFloor(({ seq }, signal): Promise<Outcome> | Outcome => {
    if (seq !== 1 || !isHanging) return accepted;
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(unavailable)));
  });
  await publishAll(floor, 'a', 'b', 'c');
  await floor.subscribe('lusa');
  return {
    floor,
    answerAll() {
      isHanging = false;
    },
  };
}

function inOrder(attempts: Floor['attempts']): readonly number[] {
  return sequences(attempts).toSorted((a, b) => a - b);
}

async function stopAtOnce({ clock }: Floor, dispatcher: Dispatcher): Promise<void> {
  const stopped = dispatcher.stop(0);
  await clock.advance(1);
  await stopped;
}

it('a stop with a hole before what has arrived: the next process sends what is in the hole, and nothing else', async () => {
  const { floor, answerAll } = await hangingFirst();
  const first = floor.start();
  await floor.clock.advance(MINUTE / 6);
  await stopAtOnce(floor, first);
  expect((await floor.subscriber('lusa')).progress).toMatchObject({ cursor: 0, sentAhead: [2, 3] });
  answerAll();
  floor.start();
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts)).toEqual([1, 2, 3, 1]);
  expect((await floor.subscriber('lusa')).progress).not.toHaveProperty('sentAhead');
  expect(new Set((await floor.receipts('lusa')).map(({ seq }) => seq))).toEqual(new Set([1, 2, 3]));
});

it('a crash with such a hole sends again what was under way alone', async () => {
  const { floor, answerAll } = await hangingFirst();
  floor.start();
  await floor.clock.advance(MINUTE / 6);
  // It dies here.
  answerAll();
  floor.start();
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts)).toEqual([1, 2, 3, 1]);
});

it('what was given up beyond a hole is not tried again either', async () => {
  const floor = await openFloor(({ seq }, signal) => {
    if (seq === 2) return { ...unprocessable, isFinal: true };
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(unavailable)));
  });
  await publishAll(floor, 'a', 'b');
  await floor.subscribe('lusa');
  const first = floor.start();
  await floor.clock.advance(MINUTE / 6);
  await stopAtOnce(floor, first);
  floor.start();
  await floor.clock.advance(MINUTE / 6);
  expect(sequences(floor.attempts)).toEqual([1, 2, 1]);
});

it('a replay sends all of it again', async () => {
  const { floor, answerAll } = await hangingFirst();
  const first = floor.start();
  await floor.clock.advance(MINUTE / 6);
  await stopAtOnce(floor, first);
  answerAll();
  await floor.store.subscribers.setBack((await floor.subscriber('lusa')).id, 0);
  floor.start();
  await floor.clock.advance(MINUTE);
  expect(inOrder(floor.attempts)).toEqual([1, 1, 2, 2, 3, 3]);
});

it('what has gone out beyond a hole goes out once more where somebody asks for it', async () => {
  const { floor, answerAll } = await hangingFirst();
  const first = floor.start();
  await floor.clock.advance(MINUTE / 6);
  await stopAtOnce(floor, first);
  answerAll();
  const guids = (await floor.store.log.after(0, 3)).map(({ guid }) => guid);
  await floor.store.subscribers.askToResend((await floor.subscriber('lusa')).id, guids.slice(2));
  floor.start();
  await floor.clock.advance(MINUTE);
  expect(inOrder(floor.attempts)).toEqual([1, 1, 2, 3, 3]);
});

it.each(['an event', 'a kill'])('%s whose subscriber is woken while the process stops is not lost', async (what) => {
  const answered = Promise.withResolvers<Outcome>();
  const floor = await openFloor(({ to }) => (to === 'slow' ? answered.promise : accepted));
  await floor.subscribe('lusa', { filter: { language: ['en'] } });
  await floor.subscribe('slow', { filter: { language: ['fr'] } });
  await floor.publish('a');
  const first = floor.start({ limits: { ...LIMITS, idleMax: 0 } });
  await floor.clock.advance(MINUTE);
  await stopAtOnce(floor, first);
  const read = Promise.withResolvers<void>();
  const { subscribers } = floor.store;
  const { id } = await floor.subscriber('lusa');
  const withIds: typeof subscribers.withIds = async (ids) => {
    if (ids.includes(id)) await read.promise;
    return subscribers.withIds(ids);
  };
  const second = floor.start({
    limits: { ...LIMITS, idleMax: 0 },
    store: { ...floor.store, subscribers: { ...subscribers, withIds } },
  });
  await floor.publish('b', { language: 'fr' });
  second.wake();
  await floor.clock.standStill();
  if (what === 'a kill') await floor.publish('a', {}, { version: 2, pubStatus: 'canceled', event: 'story.killed' });
  else await floor.publish('c');
  second.wake();
  await floor.clock.standStill();
  // It waits for an answer, and for what it reads of the other subscriber.
  const stopped = second.stop(MINUTE);
  read.resolve();
  await floor.clock.standStill();
  answered.resolve(accepted);
  await stopped;
  floor.start();
  await floor.clock.advance(MINUTE);
  expect(floor.attempts.map(({ to, seq }) => [to, seq])).toEqual([
    ['lusa', 1],
    ['slow', 2],
    ['lusa', 3],
  ]);
  expect(floor.logLines.filter(({ level }) => level !== 30)).toEqual([]);
});

it('a stop leaves no timer behind, which would keep the process: also of who got a kill during its back-off', async () => {
  let isWell = true;
  const floor = await openFloor(() => (isWell ? accepted : unavailable));
  await floor.subscribe('lusa');
  await floor.publish('a');
  const dispatcher = floor.start();
  await floor.clock.advance(MINUTE);
  isWell = false;
  await floor.publish('b');
  dispatcher.wake();
  await floor.clock.advance(10 * MINUTE);
  isWell = true;
  await floor.publish('a', {}, { pubStatus: 'canceled', event: 'story.killed' });
  dispatcher.wake();
  await floor.clock.advance(MINUTE);
  expect(sequences(floor.attempts)).toContain(3);
  await stopAtOnce(floor, dispatcher);
  expect(floor.clock.timers()).toBe(0);
});
