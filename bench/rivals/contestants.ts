/** Wiredesk and what else a team would build, each ready to send to the same receiver. */
import { join } from 'node:path';

import { cpuMsOfTree } from '../measure/process-use.ts';
import type { Work } from '../measure/work.ts';
import { openRawSender, openReceiver, openWiredesk } from '../processes/open.ts';
import { startPeer, type Peer } from '../processes/peer.ts';
import type { PostTo } from '../processes/posting.ts';
import type { BurstOptions, PacedOptions } from '../processes/wiredesk-sender.ts';
import type { Bench } from '../section.ts';
import { debianProgram, type Missing } from '../servers/debian.ts';
import { POSTGRES, startPostgres } from '../servers/postgres.ts';
import { REDIS, startRedis } from '../servers/redis.ts';
import type { OpenBullMq } from './bullmq-sender.ts';
import { installRivals } from './install.ts';
import type { OpenPgBoss } from './pg-boss-sender.ts';
import type { RivalSender } from './rival.ts';

/** `undici`: nothing but the posting, from memory. */
export type Maker = 'Wiredesk' | 'undici' | 'BullMQ' | 'pg-boss';

export type Contestant = {
  readonly maker: Maker;
  /** The maker, and how it is set. */
  readonly name: string;
  /** Of its store, where that is a server. */
  readonly serverPid?: number;
  readonly burst: (options: BurstOptions) => Promise<Spent>;
  readonly paced: (options: PacedOptions) => Promise<Spent>;
};

export const WIREDESK = 'Wiredesk';
export const UNDICI = 'undici alone';

/** What a sender has spent, and its store's server meanwhile. */
export type Spent = Work & { readonly serverCpuMs: number };

export type Contest = AsyncDisposable & {
  readonly contestants: readonly Contestant[];
  readonly skipped: readonly string[];
};

/** PostgreSQL with room for what a burst writes; commits stay durable. */
const TUNED_POSTGRES = { shared_buffers: '1GB', max_wal_size: '8GB', checkpoint_timeout: '15min' } as const;

export async function openContest(bench: Bench, subscribers: number): Promise<Contest> {
  await using opening = new AsyncDisposableStack();
  const receiver = opening.use(await openReceiver(bench, { hosts: subscribers }));
  const to: PostTo = { scheme: 'http', port: receiver.port, subscribers };
  const file = join(bench.folder, 'wire.sqlite');
  const wiredesk = opening.use(await openWiredesk(bench, { ...to, file }));
  const undici = opening.use(await openRawSender(bench, to));
  const contestants = [contestant('Wiredesk', WIREDESK, wiredesk), contestant('undici', UNDICI, undici)];
  const skipped: string[] = [];

  if (bench.scale === 'smoke') skipped.push('BullMQ, pg-boss: no servers are started at this scale');
  else {
    const missing = await installRivals(bench.say);
    for (const open of [openBullMqs, openPgBosses]) {
      const opened = missing ?? (await open(bench, to, opening));
      if ('missing' in opened) skipped.push(opened.missing);
      else contestants.push(...opened);
    }
  }
  const stack = opening.move();
  return { contestants, skipped, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function openBullMqs(
  bench: Bench,
  to: PostTo,
  stack: AsyncDisposableStack,
): Promise<readonly Contestant[] | Missing> {
  const program = await debianProgram(REDIS.program, REDIS.package, bench.say);
  if (typeof program !== 'string') return program;
  const sides = [
    { isTuned: false, appendfsync: 'everysec' },
    { isTuned: true, appendfsync: 'everysec' },
    { isTuned: true, appendfsync: 'always' },
  ] as const;
  const opened: Contestant[] = [];
  for (const { isTuned, appendfsync } of sides) {
    const name = `BullMQ ${isTuned ? 'tuned' : 'as it comes'}, appendfsync ${appendfsync}`;
    const redis = stack.use(await startRedis(program, join(bench.folder, fileNameOf(name)), appendfsync));
    const sender = stack.use(await openRival<OpenBullMq>(bench, 'bullmq-sender', name));
    await sender.ask('open', { ...to, socket: redis.socket, isTuned });
    opened.push(contestant('BullMQ', name, sender, redis.pid));
  }
  return opened;
}

async function openPgBosses(
  bench: Bench,
  to: PostTo,
  stack: AsyncDisposableStack,
): Promise<readonly Contestant[] | Missing> {
  const program = await debianProgram(POSTGRES.program, POSTGRES.package, bench.say);
  if (typeof program !== 'string') return program;
  const opened: Contestant[] = [];
  for (const isTuned of [false, true]) {
    const name = `pg-boss ${isTuned ? 'tuned' : 'as it comes'}`;
    const folder = join(bench.folder, fileNameOf(name));
    const postgres = stack.use(await startPostgres(program, folder, isTuned ? TUNED_POSTGRES : {}));
    const sender = stack.use(await openRival<OpenPgBoss>(bench, 'pg-boss-sender', name));
    const { socketFolder, user } = postgres;
    await sender.ask('open', { ...to, socketFolder, user, isTuned });
    opened.push(contestant('pg-boss', name, sender, postgres.pid));
  }
  return opened;
}

function openRival<Options>({ folder }: Bench, module: string, name: string): Promise<Peer<RivalSender<Options>>> {
  const address = new URL(`${module}.ts`, import.meta.url);
  return startPeer<RivalSender<Options>>(address, { name: `sender-${fileNameOf(name)}`, folder });
}

type Sender = {
  readonly ask: {
    (command: 'burst', options: BurstOptions): Promise<Work>;
    (command: 'paced', options: PacedOptions): Promise<Work>;
  };
};

function contestant(maker: Maker, name: string, sender: Sender, serverPid?: number): Contestant {
  const spending = async (act: () => Promise<Work>): Promise<Spent> => {
    const before = serverPid === undefined ? 0 : cpuMsOfTree(serverPid);
    const work = await act();
    const after = serverPid === undefined ? 0 : cpuMsOfTree(serverPid);
    return { ...work, serverCpuMs: after - before };
  };
  return {
    maker,
    name,
    ...(serverPid !== undefined && { serverPid }),
    burst: (options) => spending(() => sender.ask('burst', options)),
    paced: (options) => spending(() => sender.ask('paced', options)),
  };
}

function fileNameOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}
