/** What a desk's deliveries tell the operator, by the dispatcher itself under a held clock. */
import { expect, it } from 'vitest';

import type { Alert } from '../../src/alerts/alert.ts';
import { deliveryAlerts } from '../../src/alerts/delivery-alerts.ts';
import { StoreError } from '../../src/wire/store.ts';
import {
  accepted,
  gone,
  openFloor,
  recording,
  unavailable,
  unprocessable,
  type Answering,
} from '../delivery/dispatch-floor.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function alertedFloor(answering: Answering) {
  const floor = await openFloor(answering);
  const raised: (Alert & { at: number })[] = [];
  const observer = deliveryAlerts({
    raise: (alert) => raised.push({ ...alert, at: floor.clock.now() }),
    killAfterMs: 10 * MINUTE,
    now: floor.clock.now,
  });
  return { floor, raised, log: { ...SILENT, observers: [observer] } };
}

it('a suspension, a subscription that was ended and a dead letter are told, with what to do', async () => {
  const { floor, raised, log } = await alertedFloor(({ to }) => {
    if (to === 'down') return unavailable;
    if (to === 'gone') return gone;
    return to === 'picky' ? unprocessable : accepted;
  });
  await floor.publish('a');
  for (const name of ['up', 'down', 'gone', 'picky']) await floor.subscribe(name);
  floor.start({ log });
  await floor.clock.advance(6 * DAY);
  expect(raised.map(({ type, about }) => `${type} ${about}`)).toEqual([
    'subscription.ended gone',
    expect.stringMatching(/^delivery\.dead picky urn:newsml:/),
    'subscriber.suspended down',
  ]);
  const [ended, dead, suspended] = raised;
  expect(ended?.message).toContain('wiredesk subscribers resume gone');
  expect(dead).toMatchObject({
    message: expect.stringMatching(/HTTP 422.*wiredesk deliveries --dead --subscriber picky$/),
    facts: { subscriber: 'picky', version: 1, seq: 1, reason: 'HTTP 422' },
  });
  expect(suspended).toMatchObject({ facts: { subscriber: 'down', lastError: 'HTTP 503' } });
  expect(JSON.stringify(raised)).not.toMatch(/https:|private|Libyan/);
});

it('a kill is told of when it has not arrived after the time that the operator has set, not before', async () => {
  let isUp = true;
  const { floor, raised, log } = await alertedFloor(() => (isUp ? accepted : unavailable));
  await floor.subscribe('lusa');
  await floor.publish('a');
  const dispatcher = floor.start({ log });
  await floor.clock.advance(1_000);
  isUp = false;
  await floor.publish('a', {}, { pubStatus: 'canceled', event: 'story.killed' });
  const killedAt = floor.clock.now();
  dispatcher.wake();
  await floor.clock.advance(9 * MINUTE);
  expect(raised).toEqual([]);
  await floor.clock.advance(3 * MINUTE);
  expect(new Set(raised.map(({ type }) => type))).toEqual(new Set(['kill.undelivered']));
  expect((raised[0]?.at ?? 0) - killedAt).toBeGreaterThanOrEqual(10 * MINUTE);
  expect((raised[0]?.at ?? 0) - killedAt).toBeLessThanOrEqual(11 * MINUTE);
  expect(raised[0]?.message).toMatch(/^lusa still has urn:newsml:.* has not arrived for 10 m: HTTP 503\./);
});

it('a store that refuses is told of, and when it answers again', async () => {
  const { floor, raised, log } = await alertedFloor(() => accepted);
  let isFull = true;
  const store = recording(floor.store, async (batch) => {
    if (isFull) throw new StoreError('unavailable', 'the disk is full');
    return floor.store.subscribers.record(batch);
  });
  await floor.publish('a');
  await floor.subscribe('lusa');
  floor.start({ store, log });
  await floor.clock.advance(1_500);
  isFull = false;
  await floor.clock.advance(MINUTE);
  expect(raised.map(({ type, about }) => `${type} ${about}`)).toEqual([
    'store.refusing record',
    'store.refusing record',
    'store.answering record',
  ]);
  expect(raised[0]?.message).toContain('the disk is full');
});
