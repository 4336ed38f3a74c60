/** Subscriptions by WebSub, for tests of what the store keeps of them. */
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type {
  NewWebSubSubscription,
  WebSubDueQuestion,
  WebSubKey,
  WebSubResult,
  WebSubRoom,
  WebSubShelf,
  WebSubSubscription,
} from '../../src/wire/websub-shelf.ts';

export const NOON: string = '2026-11-24T12:00:00.000Z';
export const ONE: string = '2026-11-24T13:00:00.000Z';
export const TWO: string = '2026-11-24T14:00:00.000Z';
export const LATE: string = '2026-11-25T00:00:00.000Z';

export async function shelf(): Promise<AsyncDisposable & { readonly websub: WebSubShelf }> {
  return openSqliteStore(':memory:');
}

export function subscription(name: string, more: Partial<NewWebSubSubscription> = {}): NewWebSubSubscription {
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

export const ANN: WebSubKey = { document: 'rss.xml', callbackKey: 'https://ann.example/' };

export function asked(now: string, more: Partial<WebSubDueQuestion> = {}): WebSubDueQuestion {
  return { now, latest: LATE, limit: 10, exceptIds: [], exceptHosts: [], exceptFailing: false, ...more };
}

type Failure = {
  readonly at: string;
  readonly retryAt: string;
  readonly withdrawalSince?: string;
  readonly error: string;
};

export function failed(id: number, failure: Failure): WebSubResult {
  return { ...ANN, kind: 'failed', id, verifiedAt: NOON, ...failure };
}

const ROOM: WebSubRoom = { all: 10, ofHost: 10 };

export async function subscribe(websub: WebSubShelf, given: NewWebSubSubscription): Promise<WebSubSubscription> {
  const row = await websub.subscribe(given, ROOM);
  if (typeof row === 'string') throw new Error(row);
  return row;
}

export async function dueNames(websub: WebSubShelf, question: WebSubDueQuestion): Promise<readonly string[]> {
  return (await websub.due(question)).map(({ callback }) => new URL(callback).hostname.replace('.example', ''));
}
