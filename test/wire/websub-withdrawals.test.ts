/** What the store keeps of kills and holds for those who follow feeds by WebSub. */
import { describe, expect, it } from 'vitest';

import type { WebSubShelf } from '../../src/wire/websub-shelf.ts';
import {
  ANN,
  asked,
  dueNames,
  failed,
  LATE,
  NOON,
  ONE,
  shelf,
  subscribe,
  subscription,
  TWO,
} from './websub-subscriptions.ts';

describe('where something was taken back', () => {
  const SOON = '2026-11-24T13:01:00.000Z';
  const KILLED = { seq: 7, isOutOfFeeds: true };
  const FAILURE = { at: ONE, retryAt: LATE, error: 'HTTP 500' };

  const HURRIED = { ...FAILURE, withdrawalSince: ONE, retryAt: SOON };

  async function failing(websub: WebSubShelf): Promise<number> {
    const { id } = await subscribe(websub, subscription('ann'));
    await websub.noteContent('rss.xml', 'second', NOON);
    await websub.settle([failed(id, { ...FAILURE, at: NOON })]);
    return id;
  }

  it('who fails is tried at once, and soon again until it has the feed; of the others nobody is', async () => {
    await using store = await shelf();
    const { websub } = store;
    const id = await failing(websub);
    await subscribe(websub, subscription('ben', { delivered: 'second' }));
    expect(await dueNames(websub, asked(ONE, { latest: '9' }))).toEqual([]);
    expect(await websub.noteWithdrawal(KILLED, [], ONE)).toBe(1);
    expect(await websub.due(asked(ONE))).toMatchObject([{ id, dueAt: ONE, withdrawalSince: ONE, failures: 1 }]);
    await websub.settle([failed(id, HURRIED)]);
    expect(await websub.withId(id)).toMatchObject({ dueAt: SOON, withdrawalSince: ONE, failures: 2 });
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: TWO, content: 'second' }]);
    expect(await websub.withId(id)).not.toHaveProperty('withdrawalSince');
    await websub.noteContent('rss.xml', 'third', TWO);
    await websub.settle([failed(id, FAILURE)]);
    expect(await websub.withId(id)).toMatchObject({ dueAt: LATE });
  });

  it('it is noted once for each, and counts from the last one', async () => {
    await using store = await shelf();
    const { websub } = store;
    const id = await failing(websub);
    await websub.noteWithdrawal(KILLED, [], ONE);
    await websub.settle([failed(id, HURRIED)]);
    expect(await websub.noteWithdrawal(KILLED, [], TWO)).toBe(0);
    expect(await websub.withId(id)).toMatchObject({ dueAt: SOON, withdrawalSince: ONE });
    expect(await websub.noteWithdrawal({ ...KILLED, seq: 8 }, [], TWO)).toBe(1);
    expect(await websub.withId(id)).toMatchObject({ dueAt: SOON, withdrawalSince: TWO });
  });

  it('until feeds are without it, it is also for who has had the feed as it was', async () => {
    await using store = await shelf();
    const { websub } = store;
    const id = await failing(websub);
    const early = { ...KILLED, isOutOfFeeds: false };
    expect(await websub.noteWithdrawal(early, [], ONE)).toBe(1);
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: ONE, content: 'second' }]);
    await websub.noteContent('rss.xml', 'third', ONE);
    expect(await websub.noteWithdrawal(KILLED, [], ONE)).toBe(1);
  });

  it('who was tried in vain before feeds were without it is tried again when they are', async () => {
    await using store = await shelf();
    const { websub } = store;
    const id = await failing(websub);
    await websub.noteWithdrawal({ ...KILLED, isOutOfFeeds: false }, [], ONE);
    await websub.settle([failed(id, { ...FAILURE, withdrawalSince: ONE, retryAt: TWO })]);
    await websub.noteContent('rss.xml', 'third', ONE);
    expect(await websub.withId(id)).toMatchObject({ dueAt: TWO });
    expect(await websub.noteWithdrawal(KILLED, [], SOON)).toBe(0);
    expect(await websub.withId(id)).toMatchObject({ dueAt: SOON, withdrawalSince: SOON });
  });

  it('the feed on its way was one with it: what is owed now is tried at once, whatever comes of that', async () => {
    await using store = await shelf();
    const { websub } = store;
    const id = await failing(websub);
    await websub.noteContent('rss.xml', 'third', ONE);
    await websub.noteWithdrawal(KILLED, [], ONE);
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: ONE, content: 'second' }]);
    await websub.settle([failed(id, FAILURE)]);
    expect(await websub.withId(id)).toMatchObject({ dueAt: ONE });
  });

  it('who follows a feed that is not there is owed it soon when it is there again', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann'));
    expect(await websub.noteWithdrawal(KILLED, ['rss.xml'], NOON)).toBe(1);
    expect(await websub.withId(id)).not.toHaveProperty('dueAt');
    await websub.noteContent('rss.xml', 'second', ONE);
    await websub.settle([failed(id, { ...FAILURE, withdrawalSince: NOON, retryAt: SOON })]);
    expect(await websub.withId(id)).toMatchObject({ dueAt: SOON, withdrawalSince: NOON });
  });

  it('who has just subscribed may have fetched the feed before, though nothing is owed yet', async () => {
    await using store = await shelf();
    const { websub } = store;
    const ann = await subscribe(websub, subscription('ann'));
    expect(await websub.noteWithdrawal(KILLED, [], '2026-11-24T12:59:00.000Z')).toBe(1);
    expect(await websub.withId(ann.id)).toMatchObject({ withdrawalSince: '2026-11-24T12:59:00.000Z' });
    expect(await websub.noteWithdrawal({ ...KILLED, seq: 8 }, [], ONE)).toBe(0);
    expect(await dueNames(websub, asked(TWO))).toEqual([]);
  });

  it('who has subscribed within the hour after may have fetched the feed before', async () => {
    await using store = await shelf();
    const { websub } = store;
    await websub.noteWithdrawal(KILLED, [], NOON);
    expect(await subscribe(websub, subscription('ann', { now: SOON }))).not.toHaveProperty('withdrawalSince');
    const ben = await subscribe(websub, subscription('ben', { now: '2026-11-24T12:59:00.000Z' }));
    expect(ben).toMatchObject({ withdrawalSince: '2026-11-24T12:59:00.000Z' });
    expect(await dueNames(websub, asked(TWO))).toEqual([]);
  });
});
