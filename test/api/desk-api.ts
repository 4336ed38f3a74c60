/**
 * The whole API over real HTTP and a real desk on disk, in this process. Every answer that a test gets is held against the
 * description of the API.
 */
import { createServer } from 'node:http';
import { readdir } from 'node:fs/promises';

import { pino } from 'pino';
import { onTestFinished } from 'vitest';

import { hashOfToken, newAccessToken } from '../../src/api/access-token.ts';
import { apiOf } from '../../src/api/api.ts';
import { descriptionOf } from '../../src/api/description/description-of.ts';
import { EventFeed } from '../../src/api/events/event-feed.ts';
import { EventStreams } from '../../src/api/events/event-streams.ts';
import { openPlaces } from '../../src/api/events/open-places.ts';
import { openWakes } from '../../src/api/events/wakes.ts';
import { operations } from '../../src/api/operations/index.ts';
import { answerOverNode } from '../../src/api/over-node.ts';
import { quotaOf } from '../../src/api/quota.ts';
import { tokenUses } from '../../src/api/token-uses.ts';
import { openNewsroom } from '../../src/desk/newsroom.ts';
import { openDesk, type OpenDesk } from '../../src/desk/open-desk.ts';
import { runPass } from '../../src/desk/run-pass.ts';
import { newTurns } from '../../src/desk/turns.ts';
import { chosenFormats } from '../../src/formats/index.ts';
import { listening } from '../../src/http/listening.ts';
import { SCOPES, type NewAccessToken, type Scope } from '../../src/wire/token-shelf.ts';
import { deskFolder, type DeskFolder } from '../support/desk-folder.ts';
import { described, type Described } from './described.ts';

export type DeskApi = Described & {
  readonly folder: DeskFolder;
  readonly desk: OpenDesk;
  /** As JSON. */
  readonly logged: readonly string[];
  /** How often feeds and deliveries were told to follow. */
  readonly prompts: () => number;
  /** With these scopes; with all where none are named. */
  readonly token: (scopes?: readonly Scope[], rights?: Partial<NewAccessToken>) => Promise<string>;
  readonly pass: () => Promise<void>;
  /** Files in stories/, by their paths; hidden ones among them. */
  readonly files: () => Promise<readonly string[]>;
  /** The same desk, in a process that has begun after the one before died. */
  readonly asOther: (process: string) => Described;
};

export const BASE_URL = 'https://wire.panapress.com/';

function now(): Date {
  return new Date();
}

/** `settings`: YAML beside those of every desk of a test. */
export async function deskApi(settings = ''): Promise<DeskApi> {
  const folder = await deskFolder(`url: ${BASE_URL}\n${settings}`);
  const desk = await openDesk(folder.root);
  const logged: string[] = [];
  const log = pino({}, { write: (line) => void logged.push(line) });
  const turns = newTurns();
  let prompts = 0;
  const newsroom = openNewsroom(desk, turns, () => void (prompts += 1));
  const { store } = desk;
  const feed = new EventFeed({ store, desk: desk.desk, log });
  const places = openPlaces(desk.settings.api);
  const room = {
    store,
    desk: desk.desk,
    formats: chosenFormats,
    newsroom,
    operations,
    log,
    now,
    feed,
    streams: new EventStreams({ store, log, now, feed, places, random: Math.random }),
    places,
    wakes: openWakes(),
  };
  let processName = 'the first';
  const parts = { operations, quota: quotaOf(1_000_000), uses: tokenUses(store.tokens) };
  const server = createServer((incoming, outgoing) => {
    const api = apiOf({ ...parts, room: { ...room, process: processName } });
    void answerOverNode(api, desk.desk, incoming, outgoing);
  });
  const { url, close } = await listening(server, { host: '127.0.0.1', port: 0 }, { port: '', host: '' });
  onTestFinished(async () => {
    await close();
    await desk[Symbol.asyncDispose]();
  });
  const description = descriptionOf({ ...room, process: processName });
  const asking = described(url, description);
  let made = 0;
  return {
    ...asking,
    folder,
    desk,
    logged,
    prompts: () => prompts,
    async token(scopes = SCOPES, rights = {}) {
      made += 1;
      const secret = newAccessToken((size) => Buffer.alloc(size, made));
      const kept = {
        name: `token ${made}`,
        hash: hashOfToken(secret),
        filter: {},
        createdAt: new Date().toISOString(),
      };
      await store.tokens.add({ ...kept, scopes, ...rights });
      return secret;
    },
    async pass() {
      await turns(() => runPass(desk, 'all', { command: 'a test', patienceMs: 2_000 }));
    },
    files: async () =>
      (await readdir(folder.stories, { recursive: true, withFileTypes: true }))
        .filter((each) => !each.isDirectory())
        .map(({ parentPath, name }) => `${parentPath.slice(folder.stories.length + 1)}/${name}`.replace(/^\//, ''))
        .sort(),
    asOther(name) {
      processName = name;
      return asking;
    },
  };
}
