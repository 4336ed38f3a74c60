/** The API over real HTTP, with a store in memory and a clock that the test sets. */
import { createServer } from 'node:http';

import { pino } from 'pino';
import { onTestFinished } from 'vitest';

import { hashOfToken, newAccessToken } from '../../src/api/access-token.ts';
import { apiOf } from '../../src/api/api.ts';
import { EventFeed } from '../../src/api/events/event-feed.ts';
import { EventStreams } from '../../src/api/events/event-streams.ts';
import { STREAM_LIMITS } from '../../src/api/events/limits.ts';
import { openPlaces, type OpenPlaces, type PlaceLimits } from '../../src/api/events/open-places.ts';
import type { StreamObserver } from '../../src/api/events/stream-observer.ts';
import { PROCESS_TIME } from '../../src/api/events/process-time.ts';
import { openWakes } from '../../src/api/events/wakes.ts';
import type { ApiRoom } from '../../src/api/room.ts';
import type { Operation } from '../../src/api/operation.ts';
import { answerOverNode } from '../../src/api/over-node.ts';
import { quotaOf } from '../../src/api/quota.ts';
import { tokenUses, type TokenUses } from '../../src/api/token-uses.ts';
import { chosenFormats } from '../../src/formats/index.ts';
import type { Newsroom } from '../../src/desk/newsroom.ts';
import type { OpenDesk } from '../../src/desk/open-desk.ts';
import { listening } from '../../src/http/listening.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import type { NewAccessToken } from '../../src/wire/token-shelf.ts';
import { sampleDesk } from '../support/stories.ts';

export const NOW = '2026-11-24T12:00:00.000Z';

export type ApiUnderTest = {
  readonly store: Store;
  readonly uses: TokenUses;
  /** As JSON. */
  readonly logged: readonly string[];
  readonly port: number;
  readonly places: OpenPlaces;
  readonly wake: () => void;
  readonly endStreams: () => void;
  /** The end of the test does it as well. */
  readonly close: () => Promise<void>;
  /** A token is made first; by default one for everything that has been defined. */
  readonly token: (rights?: Partial<NewAccessToken>) => Promise<string>;
  readonly ask: (path: string, options?: Asking) => Promise<Response>;
  setTime: (now: string) => void;
  /** For the process, whatever the clock is set to. */
  pass: (ms: number) => void;
};

export type Asking = Omit<RequestInit, 'headers'> & {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Of operations that change nothing. */
const NO_NEWSROOM: Newsroom = {
  get desk(): OpenDesk {
    throw new Error('these operations have no newsroom');
  },
  file: () => Promise.reject(new Error('these operations have no newsroom')),
  acted: () => undefined,
};

type Options = {
  readonly operations: readonly Operation[];
  readonly requestsPerMinute?: number;
  readonly limits?: PlaceLimits;
  readonly tickMs?: number;
  readonly observer?: StreamObserver;
};

const LIMITS: PlaceLimits = { streamsMax: 100, streamsPerToken: 100 };

export async function apiUnderTest({
  operations,
  requestsPerMinute = 600,
  limits = LIMITS,
  tickMs = 10,
  observer,
}: Options): Promise<ApiUnderTest> {
  const store = await openSqliteStore(':memory:');
  const uses = tokenUses(store.tokens);
  const logged: string[] = [];
  let clock = NOW;
  const log = pino({}, { write: (line) => void logged.push(line) });
  const now = (): Date => new Date(clock);
  const [feed, places, wakes] = [new EventFeed({ store, desk: sampleDesk, log }), openPlaces(limits), openWakes()];
  const observed = observer === undefined ? {} : { observer };
  let passed = 0;
  const time = { ...PROCESS_TIME, elapsed: () => PROCESS_TIME.elapsed() + passed };
  const paced = { limits: { ...STREAM_LIMITS, tickMs }, time };
  const streams = new EventStreams({ store, log, now, feed, places, random: () => 0, ...paced, ...observed });
  const room: ApiRoom = {
    store,
    desk: sampleDesk,
    formats: chosenFormats,
    newsroom: NO_NEWSROOM,
    operations,
    process: 'the first',
    log,
    now,
    feed,
    streams,
    places,
    wakes,
  };
  const api = apiOf({ room, operations, quota: quotaOf(requestsPerMinute), uses });
  const server = createServer((incoming, outgoing) => void answerOverNode(api, sampleDesk, incoming, outgoing));
  const { url, port, close } = await listening(server, { host: '127.0.0.1', port: 0 }, { port: '', host: '' });
  const endStreams = (): void => {
    streams.end();
    wakes.end();
  };
  const end = async (): Promise<void> => {
    endStreams();
    await close();
    await store[Symbol.asyncDispose]();
  };
  onTestFinished(end);
  let made = 0;
  return {
    store,
    uses,
    logged,
    port,
    places,
    endStreams,
    wake() {
      streams.wake();
      wakes.wake();
    },
    close: end,
    async token(rights = {}) {
      made += 1;
      const secret = newAccessToken((size) => Buffer.alloc(size, made));
      await store.tokens.add({
        name: `token ${made}`,
        hash: hashOfToken(secret),
        scopes: ['events:read', 'status:read'],
        filter: {},
        createdAt: clock,
        ...rights,
      });
      return secret;
    },
    ask: (path, { token, headers, ...options } = {}) =>
      fetch(new URL(path, url), {
        ...options,
        headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
      }),
    setTime(given) {
      clock = given;
    },
    pass(ms) {
      passed += ms;
    },
  };
}
