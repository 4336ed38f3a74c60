/** Somebody who follows the wire: what they may have, what they want, how they read, and what has come to them. */
import type { Filter } from '../../../src/story/filter.ts';
import type { Connection } from './connection.ts';

/** As the operator made it. */
export type Token = {
  readonly id: number;
  readonly name: string;
  readonly secret: string;
  readonly filter: Filter;
  readonly isTrusted: boolean;
  readonly expiresAt: string | undefined;
  isRevoked: boolean;
};

export type Way = 'page' | 'poll' | 'stream';

export type Follower = {
  readonly name: string;
  token: Token;
  readonly asked: Filter;
  readonly format: 'plain' | 'marked';
  /** Where they begin that have no cursor yet. */
  readonly start: '0' | 'head';
  /** All they have had, the newest last. */
  readonly cursors: string[];
  /** By the ids of events. */
  readonly has: Set<string>;
  /** They are owed everything after that place on the log; absent as long as they have not begun. */
  owedAfter: number | undefined;
  /** They take nothing. */
  isStuck: boolean;
  exchange: Exchange | undefined;
};

/** One request and its answer, on a connection of its own. */
export type Exchange = {
  readonly follower: Follower;
  readonly token: Token;
  readonly connection: Connection;
  readonly way: Way;
  readonly limit: number;
  readonly waitMs: number;
  /** By the machine's time. */
  readonly askedAt: number;
  /** The place on the log it reads from, and the cursor that was shown for that; both absent: from the head. */
  readonly from: { readonly seq: number; readonly cursor: string } | undefined;
  /** What has been written there, by sequence number. */
  readonly written: Set<number>;
  /** How far that was, and how often the store had refused by then. */
  last: { readonly seq: number; readonly refusals: number };
  /** The log's head when a stream was opened; absent: it has not been. */
  openedAt: number | undefined;
  /** Since when the desk waits for it to take something. */
  untakenSince: number | undefined;
  longestStallMs: number;
  hasEnded: boolean;
};

export function seesEmbargoed({ token, format }: Pick<Follower, 'token' | 'format'>): boolean {
  return token.isTrusted && format === 'marked';
}

export function isTokenInForce({ isRevoked, expiresAt }: Token, now: string): boolean {
  return !isRevoked && (expiresAt === undefined || expiresAt > now);
}

export function targetOf({ follower, way, limit, waitMs }: Pick<Exchange, 'follower' | 'way' | 'limit' | 'waitMs'>): {
  readonly target: string;
  readonly fields: Readonly<Record<string, string>>;
} {
  const { cursors, start, format, asked, token } = follower;
  const cursor = cursors.at(-1);
  const query = new URLSearchParams({ format });
  if (asked.language !== undefined) query.set('language', asked.language.join(','));
  if (way !== 'stream') query.set('limit', String(limit));
  if (way === 'poll') query.set('wait', String(waitMs / 1_000));
  if (way !== 'stream' || cursor === undefined) query.set('after', cursor ?? start);
  const accept = way === 'stream' ? 'text/event-stream' : 'application/json';
  const lastEventId = way === 'stream' && cursor !== undefined ? { 'last-event-id': cursor } : {};
  return {
    target: `/v1/events?${query.toString()}`,
    fields: { host: 'wire.example', accept, authorization: `Bearer ${token.secret}`, ...lastEventId },
  };
}
