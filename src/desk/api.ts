/** The HTTP API of a running desk. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { apiOf } from '../api/api.ts';
import { EventFeed } from '../api/events/event-feed.ts';
import { EventStreams } from '../api/events/event-streams.ts';
import { openPlaces } from '../api/events/open-places.ts';
import type { StreamObserver } from '../api/events/stream-observer.ts';
import { openWakes } from '../api/events/wakes.ts';
import { operations } from '../api/operations/index.ts';
import { answerOverNode } from '../api/over-node.ts';
import { quotaOf } from '../api/quota.ts';
import type { ApiRoom } from '../api/room.ts';
import { tokenUses, type TokenUses } from '../api/token-uses.ts';
import { chosenFormats } from '../formats/index.ts';
import type { Log } from './log.ts';
import type { Newsroom } from './newsroom.ts';
import type { OpenDesk } from './open-desk.ts';
import { watchWire } from './watch-wire.ts';

export type RunningApi = AsyncDisposable & {
  readonly answer: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
  /** There may be new events. */
  readonly wake: () => void;
  /** Ends what waits for events, so that the server can end. */
  readonly endStreams: () => void;
};

const TIDIED_EVERY_MS = 60_000;

/** What it needs of a desk. */
export type ApiDesk = Pick<OpenDesk, 'store' | 'desk'> & {
  readonly settings: Pick<OpenDesk['settings'], 'api'>;
  readonly newsroom: Newsroom;
};

function now(): Date {
  return new Date();
}

/** Answers until disposed of, which the server has to be first. */
export function startApi(opened: ApiDesk, log: Log, observer?: StreamObserver): RunningApi {
  const { store, desk, settings } = opened;
  const { requestsPerMinute, ...limits } = settings.api;
  const uses = tokenUses(store.tokens);
  const [feed, places, wakes] = [new EventFeed({ store, desk, log }), openPlaces(limits), openWakes()];
  const observed = observer === undefined ? {} : { observer };
  const streams = new EventStreams({ store, log, now, feed, places, random: Math.random, ...observed });
  const room: ApiRoom = {
    store,
    desk,
    formats: chosenFormats,
    get newsroom() {
      return opened.newsroom;
    },
    operations,
    process: randomUUID(),
    log,
    now,
    feed,
    streams,
    places,
    wakes,
  };
  const api = apiOf({ room, operations, quota: quotaOf(requestsPerMinute), uses });
  const wake = (): void => {
    streams.wake();
    wakes.wake();
  };
  const endStreams = (): void => {
    streams.end();
    wakes.end();
  };
  const watch = watchWire(opened, log, wake);
  const tidy = () => Promise.all([writeUses(uses, log), forgetAnswers(opened, log)]);
  const timer = setInterval(() => void tidy(), TIDIED_EVERY_MS);
  return {
    wake,
    async answer(incoming, outgoing) {
      try {
        await answerOverNode(api, desk, incoming, outgoing);
      } catch (error) {
        log.error({ err: error, method: incoming.method }, 'an answer of the API could not be sent');
        outgoing.destroy();
      }
    },
    endStreams,
    async [Symbol.asyncDispose]() {
      // A desk that could not start its server has streams to end all the same: their timers would keep it alive.
      endStreams();
      watch[Symbol.dispose]();
      clearInterval(timer);
      await tidy();
    },
  };
}

async function forgetAnswers({ store }: Pick<OpenDesk, 'store'>, log: Log): Promise<void> {
  try {
    await store.idempotency.prune(new Date().toISOString());
  } catch (error) {
    log.warn({ err: error }, 'answers kept for idempotency keys could not be forgotten; it is tried again');
  }
}

async function writeUses(uses: TokenUses, log: Log): Promise<void> {
  try {
    await uses.write();
  } catch (error) {
    log.warn({ err: error }, 'when tokens were last used could not be written; it is tried again');
  }
}
