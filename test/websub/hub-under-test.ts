/** A whole hub over a folder of feeds, real HTTP on both sides, and subscribers of the test's own that do what they are told. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { pino } from 'pino';
import { onTestFinished } from 'vitest';

import { deliveryAgent } from '../../src/delivery/agent.ts';
import { later } from '../../src/delivery/later.ts';
import type { Resolve } from '../../src/delivery/name-lookup.ts';
import { feedFormatsOf } from '../../src/formats/feed-links.ts';
import { formats } from '../../src/formats/index.ts';
import { startServer } from '../../src/web/server.ts';
import { Distributor, type DistributionLimits } from '../../src/websub/distributor.ts';
import type { HubObserver } from '../../src/websub/hub-log.ts';
import { hubOver } from '../../src/websub/hub.ts';
import { linkHeader } from '../../src/websub/links.ts';
import { asking, sending } from '../../src/websub/messages.ts';
import { attemptsByKey } from '../../src/websub/attempts.ts';
import { notesOf } from '../../src/websub/notes.ts';
import type { HubPolicy } from '../../src/websub/policy.ts';
import { topicsIn, type Topics } from '../../src/websub/topics.ts';
import { startVerifier, type VerifierLimits } from '../../src/websub/verifier.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import type { Withdrawal } from '../../src/wire/websub-shelf.ts';
import { eventually } from '../support/command-line.ts';
import { sampleDesk } from '../support/stories.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { publish } from '../support/web.ts';
import {
  webhookReceiver,
  type ReceivedRequest,
  type ScriptedAnswer,
  type WebhookReceiver,
} from '../support/webhook-receiver.ts';

/** As the world sees this desk; what listens is on this machine, as behind a proxy. */
export const BASE = 'https://wire.panapress.com/';
export const HUB: string = `${BASE}hub`;
export const RSS: string = `${BASE}rss.xml`;

const DAY_MS = 24 * 3_600_000;

export type Reader = WebhookReceiver & {
  readonly callback: string;
  readonly questions: () => readonly URLSearchParams[];
  readonly pushes: () => readonly ReceivedRequest[];
};

export type ReaderScript = {
  /** To a question; by default the challenge. */
  readonly onQuestion?: (query: URLSearchParams, before: number) => ScriptedAnswer;
  /** To a feed; 204 by default. A list is given in turn, its last one for ever. */
  readonly onPush?: readonly ScriptedAnswer[] | ((before: number) => ScriptedAnswer);
};

/** A subscriber that says yes to everything, but for what the script says. */
export async function reader({ onQuestion, onPush = [204] }: ReaderScript = {}): Promise<Reader> {
  let [questionsBefore, pushesBefore] = [0, 0];
  const receiver = await webhookReceiver(({ method, path }) => {
    const query = queryOf(path);
    if (method === 'GET') {
      questionsBefore += 1;
      return onQuestion?.(query, questionsBefore - 1) ?? { status: 200, text: query.get('hub.challenge') ?? '' };
    }
    pushesBefore += 1;
    if (typeof onPush === 'function') return onPush(pushesBefore - 1);
    return onPush[pushesBefore - 1] ?? onPush.at(-1) ?? 204;
  });
  const of = (method: string) => receiver.requests.filter((request) => request.method === method);
  return {
    ...receiver,
    callback: `http://127.0.0.1:${receiver.port}/reader`,
    questions: () => of('GET').map(({ path }) => queryOf(path)),
    pushes: () => of('POST'),
  };
}

function queryOf(path: string): URLSearchParams {
  return new URL(path, 'http://reader.example').searchParams;
}

export type HubUnderTest = {
  readonly store: Store;
  readonly topics: Topics;
  readonly logged: readonly string[];
  readonly observed: readonly string[];
  /** Where it listens: the folder of the feeds, and `hub`. */
  readonly url: string;
  readonly post: (body: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** A request as a form; fields beside `hub.` may stand there too. */
  readonly ask: (fields: Readonly<Record<string, string>>) => Promise<Response>;
  /** Resolves when so many requests have been answered by 202. */
  readonly accepted: (count: number) => Promise<void>;
  /** Subscribes and waits until it is so. */
  readonly subscribe: (reader: Reader, fields?: Readonly<Record<string, string>>) => Promise<void>;
  /** Changes a document of a feed, as a pass does. */
  readonly write: (document: string, text: string) => Promise<void>;
  /** Changes it, and says nothing. */
  readonly put: (document: string, text: string) => Promise<void>;
  readonly remove: (document: string) => Promise<void>;
  /** Changes it, and waits until all that is due has been tried. */
  readonly change: (document: string, text: string) => Promise<void>;
  /** All that was taken is verified, and all that is due is tried. */
  readonly settle: () => Promise<void>;
  readonly passTime: (ms: number) => void;
  readonly stop: () => Promise<void>;
};

export type HubOptions = {
  readonly readers?: readonly Pick<Reader, 'port'>[];
  readonly policy?: Partial<Omit<HubPolicy, 'callbacks'>>;
  readonly allow?: readonly string[];
  readonly verifier?: Partial<VerifierLimits>;
  readonly places?: DistributionLimits;
  /** The last thing that was taken back. */
  readonly withdrawal?: () => Withdrawal | undefined;
  readonly delaysMs?: readonly number[];
  /** By so much the clock moves on whenever it is looked at. */
  readonly tickMs?: number;
  readonly resolve?: Resolve;
  readonly store?: Store;
  readonly feedsFolder?: string;
};

const FEEDS: Readonly<Record<string, string>> = {
  'rss.xml': '<rss>first</rss>',
  'atom.xml': '<feed>first</feed>',
  'feed.json': '{"title":"first"}',
  'newsml-g2.xml': '<newsMessage>first</newsMessage>',
  'sahel/rss.xml': '<rss>sahel</rss>',
  'archives/rss-1.xml': '<rss>archive</rss>',
  'stories/a/newsml-g2.xml': '<newsItem/>',
  'index.html': '<!doctype html>',
};

export async function newFeeds(): Promise<string> {
  const feedsFolder = join(await temporaryFolder(), 'feeds');
  for (const [name, text] of Object.entries(FEEDS)) await publish(feedsFolder, name, text);
  return feedsFolder;
}

const LIMITS = { totalMs: 2_000, headersMs: 2_000, answerBytes: 1_024 };

export async function hubUnderTest(options: HubOptions = {}): Promise<HubUnderTest> {
  const { readers = [], allow = ['127.0.0.1'], delaysMs = [0, 20], resolve } = options;
  const store = options.store ?? (await openSqliteStore(':memory:'));
  const feedsFolder = options.feedsFolder ?? (await newFeeds());
  const documents = feedFormatsOf(formats).map(({ feed }) => feed);
  const topics = topicsIn({ feedsFolder, baseUrl: BASE, documents });
  const policy: HubPolicy = {
    callbacks: { allow, ports: [80, 443, ...readers.map(({ port }) => port)], allowHttp: true },
    leaseMs: 10 * DAY_MS,
    leaseMaxMs: 30 * DAY_MS,
    subscriptionsMax: 100,
    perHostMax: 50,
    ...options.policy,
  };
  const agent = deliveryAgent({ policy: policy.callbacks, ...(resolve !== undefined && { resolve }) });
  let [passed, acceptances] = [0, 0];
  const now = (): number => Date.now() + (passed += options.tickMs ?? 0);
  const transport = { agent, userAgent: 'Wiredesk/1.2.3', now, limits: LIMITS };
  const logged: string[] = [];
  const observed: string[] = [];
  const observer: HubObserver = {
    asked: (result) => observed.push(result),
    distributed: ({ kind }, to) => observed.push(`${kind} ${to}`),
  };
  const logger = pino({}, { write: (line) => void logged.push(line) });
  const [info, warn, error] = [logger.info.bind(logger), logger.warn.bind(logger), logger.error.bind(logger)];
  const log = { info, warn, error, observers: [observer] };
  const notes = notesOf({ store: store.websub, topics, now });
  const shared = { store: store.websub, topics, notes, attempts: attemptsByKey(), now, later, log };
  const distributor = new Distributor({
    ...shared,
    withdrawal: async () => options.withdrawal?.(),
    delaysMs,
    random: () => 1,
    send: sending({ ...transport, hub: HUB, topics }),
    ...(options.places !== undefined && { limits: options.places }),
  });
  const verifier = startVerifier({
    ...shared,
    policy,
    ask: asking(transport),
    challenge: () => randomBytes(32).toString('base64url'),
    onVerified: () => distributor.tend(),
    lookAgain: () => distributor.wake(),
    limits: { ...VERIFIER_LIMITS, ...options.verifier },
  });
  const server = await startServer({
    feedsFolder,
    desk: { ...sampleDesk, baseUrl: BASE },
    health: () => ({ ok: true }),
    now: () => new Date(),
    log,
    host: '127.0.0.1',
    port: 0,
    hub: hubOver({ topics, policy, verifier }),
    linkOf: (path) => (topics.isTopic(path) ? linkHeader({ hub: HUB, self: topics.urlOf(path) }) : undefined),
  });
  const stop = async (): Promise<void> => {
    await server.close();
    await Promise.all([verifier.stop(0), distributor.stop(0)]);
    await agent.destroy();
  };
  onTestFinished(async () => {
    await stop();
    await store[Symbol.asyncDispose]();
  });

  const post: HubUnderTest['post'] = (body, headers = { 'content-type': 'application/x-www-form-urlencoded' }) =>
    fetch(`${server.url}hub`, { method: 'POST', headers, body });
  const ask: HubUnderTest['ask'] = (fields) => post(new URLSearchParams(fields).toString());
  const settle = async (): Promise<void> => {
    await verifier.settle();
    await distributor.settle();
  };
  const put: HubUnderTest['put'] = (document, text) => publish(feedsFolder, document, text, new Date());
  const write: HubUnderTest['write'] = async (document, text) => {
    await put(document, text);
    distributor.wake();
  };
  return {
    store,
    topics,
    logged,
    observed,
    url: server.url,
    post,
    ask,
    settle,
    accepted: async (count) => void (await eventually(() => (acceptances >= count ? true : undefined))),
    async subscribe({ callback }, fields = {}) {
      const request = { 'hub.mode': 'subscribe', 'hub.topic': RSS, 'hub.callback': callback, ...fields };
      const response = await ask(request);
      if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
      acceptances += 1;
      await verifier.settle();
    },
    put,
    remove: (document) => rm(join(feedsFolder, document)),
    write,
    async change(document, text) {
      await write(document, text);
      await distributor.settle();
    },
    passTime(ms) {
      passed += ms;
      distributor.tend();
    },
    stop,
  };
}

const VERIFIER_LIMITS: VerifierLimits = {
  inFlightMax: 16,
  perHostMax: 4,
  waitingMax: 1_000,
  waitingPerHostMax: 100,
  hostRate: { attempts: 1_000, perMs: 1_000 },
};

/** Resolves as soon as so many feeds have come; with what has come when time is up. */
export async function pushed({ pushes }: Reader, count: number): Promise<readonly string[]> {
  await eventually(() => (pushes().length >= count ? true : undefined));
  return pushes().map(({ body }) => body);
}
