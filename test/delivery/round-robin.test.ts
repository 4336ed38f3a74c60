import { setImmediate } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { roundRobin } from '../../src/delivery/round-robin.ts';

/** Turns that end when the test says so, in the order in which they were given. */
function turnsInHand(slots: number) {
  const given: string[] = [];
  const underWay: (() => void)[] = [];
  let ended = 0;
  const robin = roundRobin<string, 'any'>({
    slots: new Map([['any', { max: slots }]]),
    groups: { of: () => 'all', max: 9, ranks: new Set() },
    now: () => 0,
    later: () => () => undefined,
    serve: async (item) => {
      given.push(item);
      await new Promise<void>((resolve) => underWay.push(resolve));
    },
    afterTurn: () => {
      ended += 1;
    },
  });
  const endTurn = async (): Promise<void> => {
    underWay.shift()?.();
    await setImmediate();
  };
  return { robin, given, endTurn, ended: () => ended };
}

it('gives so many turns at a time, in the order of asking', async () => {
  const { robin, given, endTurn, ended } = turnsInHand(2);
  for (const item of ['a', 'b', 'c', 'd']) robin.add(item, 'any');
  expect(given).toEqual(['a', 'b']);
  expect(robin.active()).toBe(2);
  await endTurn();
  expect(given).toEqual(['a', 'b', 'c']);
  for (let turn = 0; turn < 3; turn += 1) await endTurn();
  expect(given).toEqual(['a', 'b', 'c', 'd']);
  expect(ended()).toBe(4);
  expect(robin.isQuiet()).toBe(true);
});

it('puts who asks again behind who waits, and nobody in the queue twice', async () => {
  const { robin, given, endTurn } = turnsInHand(1);
  for (const item of ['a', 'b', 'b', 'a', 'b']) robin.add(item, 'any');
  for (let turn = 0; turn < 5; turn += 1) await endTurn();
  expect(given).toEqual(['a', 'b', 'a']);
});

it('gives no turns while held, nor to who has been taken out', async () => {
  const { robin, given, endTurn } = turnsInHand(1);
  robin.add('a', 'any');
  robin.hold();
  for (const item of ['b', 'c']) robin.add(item, 'any');
  expect(robin.isQuiet()).toBe(false);
  await endTurn();
  expect(given).toEqual(['a']);
  expect(robin.isQuiet()).toBe(true);
  robin.remove('b');
  robin.release();
  expect(given).toEqual(['a', 'c']);
});
