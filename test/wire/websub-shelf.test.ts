/** What the store keeps of WebSub. */
import { describe, expect, it } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type {
  NewWebSubSubscription,
  WebSubDueQuestion,
  WebSubResult,
  WebSubRoom,
  WebSubShelf,
  WebSubSubscription,
} from '../../src/wire/websub-shelf.ts';

const NOON = '2026-11-24T12:00:00.000Z';
const ONE = '2026-11-24T13:00:00.000Z';
const TWO = '2026-11-24T14:00:00.000Z';
const LATE = '2026-11-25T00:00:00.000Z';

async function shelf(): Promise<AsyncDisposable & { readonly websub: WebSubShelf }> {
  return openSqliteStore(':memory:');
}

function subscription(name: string, more: Partial<NewWebSubSubscription> = {}): NewWebSubSubscription {
  const callback = `https://${name}.example/`;
  return {
    document: 'rss.xml',
    callbackKey: callback,
    topic: 'https://wire.example/rss.xml',
    callback,
    host: `${name}.example`,
    now: NOON,
    expiresAt: LATE,
    delivered: 'first',
    ...more,
  };
}

const ANN = { document: 'rss.xml', callbackKey: 'https://ann.example/' };

function asked(now: string, more: Partial<WebSubDueQuestion> = {}): WebSubDueQuestion {
  return { now, latest: LATE, limit: 10, exceptIds: [], exceptHosts: [], exceptFailing: false, ...more };
}

type Failure = {
  readonly at: string;
  readonly retryAt: string;
  readonly withdrawalSince?: string;
  readonly earlyRetryAt?: string;
  readonly error: string;
};

function failed(id: number, failure: Failure): WebSubResult {
  return { ...ANN, kind: 'failed', id, verifiedAt: NOON, earlyRetryAt: failure.retryAt, ...failure };
}

const ROOM: WebSubRoom = { all: 10, ofHost: 10 };

async function subscribe(websub: WebSubShelf, given: NewWebSubSubscription): Promise<WebSubSubscription> {
  const row = await websub.subscribe(given, ROOM);
  if (typeof row === 'string') throw new Error(row);
  return row;
}

async function dueNames(websub: WebSubShelf, question: WebSubDueQuestion): Promise<readonly string[]> {
  return (await websub.due(question)).map(({ callback }) => new URL(callback).hostname.replace('.example', ''));
}

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

describe('where something was taken back', () => {
  const SOON = '2026-11-24T13:01:00.000Z';
  const KILLED = { seq: 7, isOutOfFeeds: true };
  const FAILURE = { at: ONE, retryAt: LATE, earlyRetryAt: SOON, error: 'HTTP 500' };

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
    expect(await websub.noteWithdrawal(KILLED, ONE)).toBe(1);
    expect(await websub.due(asked(ONE))).toMatchObject([{ id, dueAt: ONE, withdrawalSince: ONE, failures: 1 }]);
    await websub.settle([failed(id, FAILURE)]);
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
    await websub.noteWithdrawal(KILLED, ONE);
    await websub.settle([failed(id, FAILURE)]);
    expect(await websub.noteWithdrawal(KILLED, TWO)).toBe(0);
    expect(await websub.withId(id)).toMatchObject({ dueAt: SOON, withdrawalSince: ONE });
    expect(await websub.noteWithdrawal({ ...KILLED, seq: 8 }, TWO)).toBe(1);
    expect(await websub.withId(id)).toMatchObject({ dueAt: SOON, withdrawalSince: TWO });
  });

  it('until feeds are without it, it is also for who has had the feed as it was', async () => {
    await using store = await shelf();
    const { websub } = store;
    const id = await failing(websub);
    const early = { ...KILLED, isOutOfFeeds: false };
    expect(await websub.noteWithdrawal(early, ONE)).toBe(1);
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: ONE, content: 'second' }]);
    await websub.noteContent('rss.xml', 'third', ONE);
    expect(await websub.noteWithdrawal(KILLED, ONE)).toBe(1);
  });

  it('the feed on its way was one with it: what is owed now is still owed soon', async () => {
    await using store = await shelf();
    const { websub } = store;
    const id = await failing(websub);
    await websub.noteContent('rss.xml', 'third', ONE);
    await websub.noteWithdrawal(KILLED, ONE);
    await websub.settle([{ ...ANN, kind: 'delivered', id, verifiedAt: NOON, at: ONE, content: 'second' }]);
    await websub.settle([failed(id, FAILURE)]);
    expect(await websub.withId(id)).toMatchObject({ dueAt: SOON });
  });

  it('who has subscribed within the hour after may have fetched the feed before', async () => {
    await using store = await shelf();
    const { websub } = store;
    await websub.noteWithdrawal(KILLED, NOON);
    expect(await subscribe(websub, subscription('ann', { now: SOON }))).not.toHaveProperty('withdrawalSince');
    const ben = await subscribe(websub, subscription('ben', { now: '2026-11-24T12:59:00.000Z' }));
    expect(ben).toMatchObject({ withdrawalSince: '2026-11-24T12:59:00.000Z' });
    expect(await dueNames(websub, asked(TWO))).toEqual([]);
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
    await websub.settle([{ ...attempt, kind: 'failed', retryAt: LATE, earlyRetryAt: LATE, error: 'HTTP 500' }]);
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
