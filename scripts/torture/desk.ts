/** A desk under torture with all that is around it: a folder, endpoints, a newsroom, an operator; and its end, when all is well again. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { verifyLog } from '../../src/wire/verify.ts';
import { eventually, freePort, launch, type Running } from '../command-line.ts';
import { endpoint, type Endpoint } from './endpoint.ts';
import { newsroom, type Filed, type Newsroom } from './newsroom.ts';
import { operator, type Operator, type OperatorOptions } from './operator.ts';
import { now } from './subscription.ts';
import { faultsOf } from './verdict.ts';

const ENDPOINTS = 3;
const RHYTHM_MS = 120;
const SETTLE_WITHIN_MS = 120_000;

/** What a desk prints as soon as it works. */
export const DESK_IS_UP: RegExp = /runs the desk of/;

export type TorturedDesk = AsyncDisposable & {
  readonly folder: string;
  readonly endpoints: readonly Endpoint[];
  readonly newsroom: Newsroom;
  readonly operator: Operator;
  readonly start: () => Running;
  /** SIGKILL. */
  readonly kill: (running: Running) => Promise<void>;
  /** SIGTERM: in order, so that nothing which has been acknowledged may come again. */
  readonly stop: (running: Running) => Promise<void>;
  /** The endpoints change their minds about how to behave. */
  readonly stir: () => void;
  /** What has been filed and is not on the wire. */
  readonly unfiled: () => Promise<readonly string[]>;
  /** Everything is well again: what is owed must arrive. Returns what was not as it must be. */
  readonly settle: () => Promise<readonly string[]>;
};

export type TortureOptions = Pick<OperatorOptions, 'folder' | 'random' | 'mayBeRefused'>;

/** In a folder of the caller's, which may hold folders already. */
export async function tortureDesk(options: TortureOptions): Promise<TorturedDesk> {
  const { folder, random } = options;
  await mkdir(folder, { recursive: true });
  const endpoints: Endpoint[] = [];
  for (let index = 0; index < ENDPOINTS; index += 1) endpoints.push(await endpoint(await freePort(), random));
  const ports = endpoints.map(({ port }) => port).join(', ');
  await writeFile(
    join(folder, 'wiredesk.yaml'),
    `agency: { name: Torture, mark: T, domain: torture.example, url: https://torture.example/ }
webhooks: { allow: [localhost], ports: [${ports}], allowHttp: true }
`,
  );
  const deaths: number[] = [];
  const disorders: string[] = [];
  const parts = {
    folder,
    endpoints,
    newsroom: await newsroom({ folder, random, rhythmMs: RHYTHM_MS }),
    operator: operator({ ...options, endpoints }),
    start: () => launch(['start', '--desk', folder, '--port', '0']),
    async kill(running: Running): Promise<void> {
      await running.stop('SIGKILL');
      deaths.push(now());
    },
    async stop(running: Running): Promise<void> {
      const { code, err } = await running.stop('SIGTERM');
      // It had not begun to listen to signals.
      if (code === null) deaths.push(now());
      else if (code !== 0) disorders.push(`the desk was stopped and ended with ${code}: ${err.slice(-2_000)}`);
    },
    deaths,
    disorders,
  };
  await parts.operator.addAll();
  return {
    ...parts,
    stir() {
      for (const one of endpoints) one.behave(random() < 0.3 ? 'well' : 'badly');
    },
    unfiled: async () => {
      await using store = await openSqliteStore(wireOf(folder));
      return await unfiled(store, parts.newsroom.filed);
    },
    settle: () => settle(parts),
    [Symbol.asyncDispose]: async () => {
      for (const one of endpoints) await one.close();
    },
  };
}

type Parts = Pick<TorturedDesk, 'folder' | 'endpoints' | 'newsroom' | 'operator' | 'start'> & {
  readonly deaths: readonly number[];
  readonly disorders: readonly string[];
};

async function settle({
  folder,
  endpoints,
  newsroom: news,
  operator: op,
  start,
  deaths,
  disorders,
}: Parts): Promise<readonly string[]> {
  for (const one of endpoints) one.behave('well');
  await op.resumeAll();
  const desk = start();
  try {
    await desk.printed(DESK_IS_UP);
    await using store = await openSqliteStore(wireOf(folder));
    const caughtUp = await eventually(async () => ((await isCaughtUp(store)) ? true : undefined), SETTLE_WITHIN_MS);
    await sleep(500);
    const { code, err } = await desk.stop('SIGTERM');
    const events = await store.log.after(0, 1_000_000);
    const faults = [...disorders, ...op.faults, ...op.subscriptions.flatMap((one) => faultsOf(one, events, deaths))];
    faults.push(...(await unfiled(store, news.filed)));
    const verification = await verifyLog(store);
    if (!verification.intact) faults.push(`the log is broken at ${verification.seq}: ${verification.reason}`);
    if (code !== 0) faults.push(`the desk ended with ${code}: ${err.slice(-2_000)}`);
    if (caughtUp === undefined) faults.push(`not all was delivered after ${SETTLE_WITHIN_MS / 1000} s`);
    for (const { strays } of endpoints) faults.push(...strays.map((stray) => `for nobody: ${stray}`));
    const arrivals = op.subscriptions.reduce((sum, one) => sum + one.arrivals.length, 0);
    console.log(
      `${events.length} events, ${news.filed.killed.size} kills, ${op.commands()} commands of the operator, ${op.subscriptions.length} subscriptions, ${arrivals} arrivals`,
    );
    return faults;
  } finally {
    await desk.stop('SIGKILL');
  }
}

function wireOf(folder: string): string {
  return join(folder, 'wire', 'wire.sqlite');
}

/** Every last save of a story is its newest version, and every kill that was reported is on the wire. */
async function unfiled({ stories }: Store, { headlines, killed }: Filed): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [slug, headline] of headlines) {
    const entry = await stories.withSlug(slug);
    const version = entry === undefined ? undefined : await stories.version(entry.guid);
    if (killed.has(slug) && version?.pubStatus !== 'canceled') faults.push(`the kill of ${slug} is not on the wire`);
    if (!killed.has(slug) && version?.story.headline !== headline) faults.push(`"${headline}" is not on the wire`);
  }
  return faults;
}

async function isCaughtUp(store: Store): Promise<boolean> {
  const head = (await store.log.head())?.seq ?? 0;
  const subscribers = await store.subscribers.all();
  const lanes = await store.subscribers.lanes();
  return lanes.length === 0 && subscribers.every(({ progress }) => progress.cursor === head);
}
