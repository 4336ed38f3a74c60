import { LIMITS } from '../../src/delivery/limits.ts';
import { expect, it } from 'vitest';

import { stateOf, type StateQuestion } from '../../src/delivery/state.ts';
import { hold, subscriptionOf, type Subscription } from '../../src/delivery/subscription.ts';
import type { Subscriber } from '../../src/wire/subscriber.ts';

const HEAD = 500;
const SUSPECTS = {
  cursor: 0,
  head: 0,
  window: 4,
  settings: { filter: {} },
  lanes: new Map(),
  read: new Set<number>(),
  readTo: 0,
};
const opened = { openedAt: '2026-11-24T12:00:00.000Z', failures: 0 };

function subscription(id: number, cursor: number, failures = 0): Subscription {
  const stored: Subscriber = {
    id,
    name: `s${id}`,
    url: 'https://s.example/',
    format: 'ninjs',
    filter: {},
    secret: '',
    state: 'active',
    createdAt: '2026-11-24T12:00:00.000Z',
    generation: 0,
    window: 4,
    latestUntil: 0,
    isBehind: cursor < HEAD,
    sinceLife: 0,
    progress: { cursor, failures },
  };
  return subscriptionOf({ stored, lanes: [], suspects: SUSPECTS, kills: [], head: HEAD, limits: LIMITS });
}

function stateIn(all: readonly Subscription[], question: StateQuestion) {
  return stateOf({ inFlight: 0, head: HEAD, served: all.filter(({ isOver }) => !isOver).length, awake: all }, question);
}

it('names everybody where they are few, with how far each has got', () => {
  const all = [subscription(1, HEAD), subscription(2, 480), subscription(3, 490, 2)];
  const state = stateIn(all, { namesMax: 10, lateUpTo: 0 });
  expect(state).toMatchObject({ subscribers: 3, failing: 1, behind: 2, lowest: 480 });
  expect(state.named).toEqual([
    { name: 's1', cursor: 500, failures: 0 },
    { name: 's2', cursor: 480, failures: 0 },
    { name: 's3', cursor: 490, failures: 2 },
  ]);
});

it('names no more than asked for of a hundred thousand, and of them only those in trouble, furthest behind first', () => {
  const all = Array.from({ length: 100_000 }, (_, id) => {
    // One in a hundred fails; one in a thousand is late though it does not; a tenth is a moment behind.
    if (id % 100 === 7) return subscription(id, 300 + (id % 150), 3);
    if (id % 1_000 === 8) return subscription(id, 200);
    return subscription(id, id % 10 === 9 ? HEAD - 1 : HEAD);
  });
  const state = stateIn(all, { namesMax: 120, lateUpTo: 400 });
  expect(state).toMatchObject({ subscribers: 100_000, failing: 1_000, lowest: 200 });
  expect(state.named).toHaveLength(120);
  expect(state.named.filter(({ cursor }) => cursor === 200)).toHaveLength(100);
  expect(state.named.slice(100).every(({ failures, cursor }) => failures === 3 && cursor < 310)).toBe(true);
  expect(stateIn(all.slice(9, 10), { namesMax: 0, lateUpTo: 400 }).named).toEqual([]);
});

it('counts what waits beside cursors, and nobody who is over', () => {
  const [one, over] = [subscription(1, HEAD), subscription(2, 3, 9)];
  over.isOver = true;
  for (const guid of ['a', 'b']) {
    one.lanes.set(guid, hold({ subscriberId: 1, guid, event: { seq: 1, version: 1 }, ...opened }, false));
  }
  one.lanes.set('c', hold({ subscriberId: 1, guid: 'c', kill: { seq: 2, version: 2 }, ...opened }, false));
  const state = stateIn([one, over], { namesMax: 10, lateUpTo: 0 });
  expect(state).toMatchObject({ subscribers: 1, failing: 0, lowest: HEAD, lanes: { refused: 2, kills: 1 } });
});
