/** What the store keeps of WebSub. */
import { describe, expect, it } from 'vitest';

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

describe('what is owed', () => {
  it('is nothing to who has the feed as it is, and once to who has not, whatever comes after', async () => {
    await using store = await shelf();
    const { websub } = store;
    await subscribe(websub, subscription('ann'));
    expect(await websub.noteContent('rss.xml', 'first', NOON)).toBe(0);
    expect(await websub.noteContent('atom.xml', 'other', NOON)).toBe(0);
    expect(await dueNames(websub, asked(NOON))).toEqual([]);
    expect(await websub.noteContent('rss.xml', 'second', NOON)).toBe(1);
    expect(await websub.noteContent('rss.xml', 'third', ONE)).toBe(1);
    expect(await websub.due(asked(TWO))).toMatchObject([{ delivered: 'first', dueAt: NOON }]);
  });

  it('stays owed where the feed has changed while it was on its way', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann'));
    await websub.noteContent('rss.xml', 'second', NOON);
    await websub.noteContent('rss.xml', 'third', NOON);
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: ONE, content: 'second' }]);
    expect(await websub.due(asked(ONE))).toMatchObject([{ delivered: 'second', deliveredAt: ONE }]);
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: ONE, content: 'third' }]);
    expect(await websub.due(asked(LATE))).toEqual([]);
  });

  it('goes first to whose last attempt did not fail, then by time', async () => {
    await using store = await shelf();
    const { websub } = store;
    const [ann] = [await subscribe(websub, subscription('ann')), await subscribe(websub, subscription('ben'))];
    await subscribe(websub, subscription('eve', { document: 'atom.xml' }));
    await websub.noteContent('rss.xml', 'second', NOON);
    await websub.settle([failed(ann.id, { at: NOON, retryAt: NOON, error: 'HTTP 500' })]);
    await websub.noteContent('atom.xml', 'second', ONE);
    expect(await dueNames(websub, asked(TWO))).toEqual(['ben', 'eve', 'ann']);
    expect(await dueNames(websub, asked(TWO, { limit: 1 }))).toEqual(['ben']);
    expect(await dueNames(websub, asked(TWO, { exceptIds: [ann.id], exceptHosts: ['eve.example'] }))).toEqual(['ben']);
    expect(await dueNames(websub, asked(TWO, { exceptFailing: true }))).toEqual(['ben', 'eve']);
  });

  it('waits for its retry, and the failures are counted from the first', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann'));
    await websub.noteContent('rss.xml', 'second', NOON);
    await websub.settle([failed(id, { at: NOON, retryAt: ONE, error: 'HTTP 500' })]);
    await websub.settle([failed(id, { at: ONE, retryAt: TWO, error: 'HTTP 503' })]);
    expect(await dueNames(websub, asked(ONE))).toEqual([]);
    expect(await websub.nextInstant(ONE)).toBe(TWO);
    expect(await websub.due(asked(TWO))).toMatchObject([
      { failures: 2, failingSince: NOON, lastError: 'HTTP 503', dueAt: TWO },
    ]);
  });

  it('is due as well where it was put off by a clock that was far ahead', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann'));
    await websub.noteContent('rss.xml', 'second', NOON);
    await websub.settle([failed(id, { at: NOON, retryAt: '2036-01-01T00:00:00.000Z', error: 'HTTP 500' })]);
    expect(await dueNames(websub, asked(NOON))).toEqual(['ann']);
  });
});

describe('a subscription', () => {
  it('that is renewed keeps its name, what it has and what it is owed, and has its failures forgotten', async () => {
    await using store = await shelf();
    const { websub } = store;
    const before = await subscribe(websub, subscription('ann', { secret: 'first' }));
    await websub.noteContent('rss.xml', 'second', NOON);
    await websub.settle([failed(before.id, { at: NOON, retryAt: TWO, error: 'HTTP 500' })]);
    const after = await subscribe(websub, subscription('ann', { now: ONE, expiresAt: TWO, delivered: 'second' }));
    expect(after).toEqual({
      id: before.id,
      kind: 'subscriber',
      document: 'rss.xml',
      topic: before.topic,
      callback: before.callback,
      createdAt: NOON,
      verifiedAt: ONE,
      expiresAt: TWO,
      delivered: 'first',
      owed: 'second',
      dueAt: ONE,
      failures: 0,
    });
  });

  it('that is renewed is tried anew, whatever comes of an attempt that began before', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann', { secret: 'first' }));
    await websub.noteContent('rss.xml', 'second', NOON);
    const renewal = subscription('ann', { secret: 'another', now: ONE, delivered: 'second' });
    const after = await subscribe(websub, renewal);
    const attempt = { ...ANN, id, verifiedAt: NOON, at: TWO };
    await websub.settle([{ ...attempt, kind: 'failed', retryAt: LATE, error: 'HTTP 500' }]);
    await websub.settle([{ ...attempt, kind: 'absent', retryAt: LATE }]);
    await websub.settle([{ ...attempt, kind: 'gone' }]);
    // It was signed with the secret of before.
    await websub.settle([{ ...attempt, kind: 'delivered', content: 'second' }]);
    expect(await websub.due(asked(ONE))).toEqual([after]);
  });

  it('that is renewed is owed nothing by that alone, but where its owner has seen another text than is noted', async () => {
    await using store = await shelf();
    const { websub } = store;
    await subscribe(websub, subscription('ann'));
    expect(await subscribe(websub, subscription('ann', { now: ONE }))).not.toHaveProperty('dueAt');
    expect(await subscribe(websub, subscription('ann', { now: TWO, delivered: 'another' }))).toMatchObject({
      dueAt: TWO,
    });
  });

  it('that takes the place of one which has ended is owed what a late attempt at that one may have brought otherwise', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann', { expiresAt: ONE }));
    const next = await subscribe(websub, subscription('ann', { now: TWO }));
    await subscribe(websub, subscription('ben'));
    expect(next.dueAt).toBeUndefined();
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: TWO, content: 'second' }]);
    expect(await websub.due(asked(TWO))).toEqual([{ ...next, dueAt: TWO }]);
  });

  it('waits where its document is not there, and nobody has failed', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann'));
    await websub.noteContent('rss.xml', 'second', NOON);
    await websub.settle([{ ...ANN, kind: 'absent', id, verifiedAt: NOON, at: NOON, retryAt: ONE }]);
    expect(await dueNames(websub, asked(NOON))).toEqual([]);
    expect(await websub.due(asked(ONE))).toMatchObject([{ failures: 0, dueAt: ONE }]);
  });

  it('ends with its lease: it is owed nothing from that instant on, whether it is forgotten yet or not', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann', { expiresAt: ONE }));
    await websub.noteContent('rss.xml', 'second', NOON);
    expect(await websub.nextInstant(NOON)).toBe(ONE);
    expect(await dueNames(websub, asked(ONE))).toEqual([]);
    expect(await websub.removeExpired(NOON)).toEqual([]);
    expect(await websub.removeExpired(ONE)).toEqual([{ id, document: 'rss.xml' }]);
    expect(await websub.all()).toEqual([]);
  });

  it('that is had anew after its lease has another name', async () => {
    await using store = await shelf();
    const { websub } = store;
    const before = await subscribe(websub, subscription('ann', { expiresAt: ONE }));
    const after = await subscribe(websub, subscription('ann', { now: TWO, delivered: 'second' }));
    expect(after).toMatchObject({ id: before.id + 1, createdAt: TWO, delivered: 'second' });
    await websub.remove(after.id);
    expect((await subscribe(websub, subscription('ben'))).id).toBe(before.id + 2);
  });

  it('is one of its document and callback, and ends by them', async () => {
    await using store = await shelf();
    const { websub } = store;
    await subscribe(websub, subscription('ann'));
    await subscribe(websub, subscription('ann', { document: 'atom.xml' }));
    await subscribe(websub, subscription('ben'));
    expect(await websub.count('ann.example')).toEqual({ all: 3, ofHost: 2 });
    expect(await websub.unsubscribe(subscription('ann'))).toBe(true);
    expect(await websub.unsubscribe(subscription('ann'))).toBe(false);
    expect(await websub.has(subscription('ann'))).toBe(false);
    expect(await websub.documents()).toEqual(['atom.xml', 'rss.xml']);
  });

  it('is kept only where there is room for one more; a renewal needs none, and what has ended takes none', async () => {
    await using store = await shelf();
    const { websub } = store;
    const one = { all: 2, ofHost: 1 };
    await subscribe(websub, subscription('ann', { expiresAt: ONE }));
    expect(await websub.subscribe(subscription('ann', { document: 'atom.xml' }), one)).toBe('no room for the host');
    await subscribe(websub, subscription('ben'));
    expect(await websub.subscribe(subscription('eve'), one)).toBe('no room');
    expect(await websub.subscribe(subscription('ben', { now: ONE }), one)).toMatchObject({ verifiedAt: ONE });
    expect(await websub.subscribe(subscription('eve', { now: ONE }), one)).toMatchObject({ verifiedAt: ONE });
    expect(await websub.count()).toMatchObject({ all: 3 });
  });

  it('that its callback has ended, or the operator, is not brought back by what was on its way', async () => {
    await using store = await shelf();
    const { websub } = store;
    const { id } = await subscribe(websub, subscription('ann'));
    await websub.settle([{ ...ANN, kind: 'gone', id, verifiedAt: NOON, at: ONE }]);
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: ONE, content: 'second' }]);
    expect(await websub.withId(id)).toBeUndefined();
  });
});

it('a hub elsewhere is told of the documents that are named, and of no others any more', async () => {
  await using store = await shelf();
  const { websub } = store;
  const hub = { callbackKey: 'https://hub.example/', callback: 'https://hub.example/', host: 'hub.example', now: NOON };
  const of = (document: string) => ({ ...hub, document, topic: `https://wire.example/${document}` });
  await subscribe(websub, subscription('ann'));
  await websub.follow([of('rss.xml'), of('atom.xml')]);
  expect(await websub.count()).toEqual({ all: 1, ofHost: 0 });
  await websub.noteContent('atom.xml', 'first', NOON);
  expect(await dueNames(websub, asked(NOON))).toEqual(['hub']);
  await websub.follow([of('rss.xml')]);
  expect((await websub.all()).map(({ kind, document }) => [kind, document])).toEqual([
    ['subscriber', 'rss.xml'],
    ['hub', 'rss.xml'],
  ]);
  await websub.follow([]);
  expect((await websub.all()).map(({ kind }) => kind)).toEqual(['subscriber']);
});

it('who is told of a document once more is due again then, at once where it changes before', async () => {
  await using store = await shelf();
  const { websub } = store;
  const hub = { callbackKey: 'https://hub.example/', callback: 'https://hub.example/', host: 'hub.example', now: NOON };
  await websub.follow([{ ...hub, document: 'rss.xml', topic: 'https://wire.example/rss.xml' }]);
  const [{ id } = { id: 0 }] = await websub.all();
  const told = { kind: 'delivered', document: 'rss.xml', callbackKey: hub.callbackKey, id, verifiedAt: NOON } as const;
  await websub.noteContent('rss.xml', 'first', NOON);
  await websub.settle([{ ...told, at: NOON, content: 'first', againAt: ONE }]);
  expect(await websub.withId(id)).toMatchObject({ delivered: 'first', owed: 'first', dueAt: ONE });
  await websub.noteContent('rss.xml', 'second', NOON);
  expect(await dueNames(websub, asked(NOON))).toEqual(['hub']);
  await websub.settle([{ ...told, at: NOON, content: 'second', againAt: TWO }]);
  await websub.settle([{ ...told, at: TWO, content: 'second' }]);
  expect(await websub.withId(id)).not.toHaveProperty('dueAt');
});
