/** The HTTP API of a running desk. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { apiOf } from '../api/api.ts';
import { eventFeed } from '../api/events/event-feed.ts';
import { operations } from '../api/operations/index.ts';
import { answerOverNode } from '../api/over-node.ts';
import { quotaOf } from '../api/quota.ts';
import { tokenUses, type TokenUses } from '../api/token-uses.ts';
import { chosenFormats } from '../formats/index.ts';
import type { Log } from './log.ts';
import type { Newsroom } from './newsroom.ts';
import type { OpenDesk } from './open-desk.ts';

export type RunningApi = AsyncDisposable & {
  readonly answer: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
};

const TIDIED_EVERY_MS = 60_000;

/** Answers until disposed of, which the server has to be first. */
export function startApi(newsroom: Newsroom, log: Log): RunningApi {
  const { store, desk, settings } = newsroom.desk;
  const uses = tokenUses(store.tokens);
  const feed = eventFeed({ store, desk, log });
  const room = {
    store,
    desk,
    formats: chosenFormats,
    newsroom,
    operations,
    log,
    now: () => new Date(),
    process: randomUUID(),
    feed,
  };
  const api = apiOf({ room, operations, quota: quotaOf(settings.api.requestsPerMinute), uses });
  const timer = setInterval(() => void tidy(), TIDIED_EVERY_MS);
  const tidy = () => Promise.all([writeUses(uses, log), forgetAnswers(newsroom.desk, log)]);
  return {
    async answer(incoming, outgoing) {
      try {
        await answerOverNode(api, desk, incoming, outgoing);
      } catch (error) {
        log.error({ err: error, method: incoming.method }, 'an answer of the API could not be sent');
        outgoing.destroy();
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await tidy();
    },
  };
}

async function forgetAnswers({ store }: OpenDesk, log: Log): Promise<void> {
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
