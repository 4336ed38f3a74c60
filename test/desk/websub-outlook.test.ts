import { expect, it } from 'vitest';

import { websubOutlook, type WebSubSubscriber, websubSubscribers } from '../../src/desk/websub-subscribers.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';

const subscriber: WebSubSubscriber = {
  kind: 'websub',
  id: 7,
  name: 'websub-7',
  url: 'https://reader.example/callback',
  topic: 'https://wire.example.org/rss.xml',
  document: 'rss.xml',
  createdAt: '2026-11-20T10:00:00.000Z',
  expiresAt: '2026-11-30T10:00:00.000Z',
  failures: 0,
  isBehind: false,
  isSigned: false,
};

const FAILING = {
  isBehind: true,
  failures: 3,
  lastError: 'HTTP 503',
  nextTry: '2026-11-24T10:05:00.000Z',
  failingSince: '2026-11-24T10:00:00.000Z',
};

it.each([
  ['new', {}, 'until 2026-11-30T10:00:00.000Z'],
  ['being sent the feed', { isBehind: true }, 'under way; until 2026-11-30T10:00:00.000Z'],
  [
    'in step',
    { deliveredAt: '2026-11-24T09:00:00.000Z' },
    'had it last at 2026-11-24T09:00:00.000Z; until 2026-11-30T10:00:00.000Z',
  ],
  [
    'failing',
    { ...FAILING, deliveredAt: '2026-11-24T09:00:00.000Z' },
    'HTTP 503, 3 in a row, tried again at 2026-11-24T10:05:00.000Z; had it last at 2026-11-24T09:00:00.000Z; until 2026-11-30T10:00:00.000Z',
  ],
])('of a WebSub subscriber that is %s the last attempts are told, and the lease', (_, state, outlook) => {
  expect(websubOutlook({ ...subscriber, ...state })).toBe(outlook);
});

it('shows neither secrets nor what the sender notes for itself', async () => {
  await using store = await openSqliteStore(':memory:');
  const given = {
    document: 'rss.xml',
    callbackKey: subscriber.url,
    topic: subscriber.topic,
    callback: subscriber.url,
    host: 'reader.example',
    secret: 's3cret',
    now: subscriber.createdAt,
    expiresAt: '2026-11-30T10:00:00.000Z',
    delivered: 'a hash',
  };
  await store.websub.subscribe(given, { all: 1, ofHost: 1 });
  expect(await websubSubscribers(store)).toEqual([{ ...subscriber, id: 1, name: 'websub-1', isSigned: true }]);
});
