/** The desk as it serves streams of events: its server and its API over a wire on disk. */
import { randomBytes } from 'node:crypto';

import { hashOfToken, newAccessToken } from '../../src/api/access-token.ts';
import { type RunningApi, startApi } from '../../src/desk/api.ts';
import type { Newsroom } from '../../src/desk/newsroom.ts';
import type { OpenDesk } from '../../src/desk/open-desk.ts';
import { openLog } from '../../src/desk/log.ts';
import type { ListeningServer } from '../../src/http/listening.ts';
import { startServer } from '../../src/web/server.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { benchDesk, commitOf, storyOf } from '../material.ts';
import { answer } from './answering.ts';
import type { Commit } from './wiredesk-sender.ts';

export type StreamDesk = {
  readonly open: (options: {
    readonly file: string;
    readonly feedsFolder: string;
    readonly streams: number;
  }) => Promise<{ readonly port: number; readonly token: string }>;
  readonly commit: (number: number) => Promise<Commit>;
};

type Opened = { readonly store: Store; readonly api: RunningApi; readonly server: ListeningServer };

/** Readers change nothing. */
const NO_NEWSROOM: Newsroom = {
  get desk(): OpenDesk {
    throw new Error('nobody files anything while streams are measured');
  },
  file: () => Promise.reject(new Error('nobody files anything while streams are measured')),
  acted: () => undefined,
};

let opened: Opened | undefined;

const commands: StreamDesk = {
  async open({ file, feedsFolder, streams }) {
    const log = openLog('json', 'warn');
    const store = await openSqliteStore(file);
    const api = { requestsPerMinute: 1_000_000, streamsMax: streams, streamsPerToken: streams };
    const running = startApi({ store, desk: benchDesk, settings: { api }, newsroom: NO_NEWSROOM }, log);
    const server = await startServer({
      feedsFolder,
      desk: benchDesk,
      health: () => ({ ok: true }),
      now: () => new Date(),
      log,
      api: { answer: running.answer, streamsMax: streams },
      host: '127.0.0.1',
      port: 0,
      closeGraceMs: 0,
    });
    opened = { store, api: running, server };
    const token = newAccessToken(randomBytes);
    const rights = {
      name: 'reader',
      scopes: ['events:read'],
      filter: {},
      createdAt: new Date().toISOString(),
    } as const;
    await store.tokens.add({ ...rights, hash: hashOfToken(token) });
    return { port: server.port, token };
  },
  async commit(number) {
    if (opened === undefined) throw new Error('not opened yet');
    const [event] = await opened.store.log.append([commitOf(storyOf(number, {}))]);
    const at = performance.timeOrigin + performance.now();
    opened.api.wake();
    return { seq: event?.seq ?? 0, at };
  },
};

answer(commands, async () => {
  if (opened === undefined) return;
  opened.api.endStreams();
  await opened.server.close();
  await opened.api[Symbol.asyncDispose]();
  await opened.store[Symbol.asyncDispose]();
});
