/** What it costs to hold streams of events open, and how soon an event is at all of them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { atPace } from '../measure/pace.ts';
import { residentMegabytes } from '../measure/process-use.ts';
import { quantile } from '../measure/statistics.ts';
import { startPeer, type Peer } from '../processes/peer.ts';
import type { StreamClients } from '../processes/stream-clients.ts';
import type { StreamDesk } from '../processes/stream-desk.ts';
import type { Commit } from '../processes/wiredesk-sender.ts';
import { atLeast, type Bench, neverAbove, type Section } from '../section.ts';

const SIZES = {
  full: { clients: 10_000, warming: 2_000, idleMs: 45_000, events: 10, everyMs: 2_000 },
  quick: { clients: 2_000, warming: 200, idleMs: 5_000, events: 5, everyMs: 1_000 },
  smoke: { clients: 5, warming: 2, idleMs: 10, events: 2, everyMs: 20 },
} as const;

/** After the last event's time. */
const GRACE_MS = 3_000;

const GROWTH = 'memory that 10,000 idle streams take';
const FROM_START = 'the same, beyond a desk that has just started';
const HELD = 'streams held to the end';
const ARRIVED = 'share of the events that arrived';

type Run = {
  readonly growthMb: number;
  readonly fromStartMb: number;
  readonly open: number;
  readonly share: number;
  readonly latencies: readonly number[];
};

export const streams: Section = {
  name: 'streams',
  title: 'The event stream: 10,000 clients that wait',
  method:
    'The desk’s server with its API, a process of its own; another holds 10,000 streams of events, which get nothing but ' +
    'signs of life for 45 s. Memory is what the desk’s process holds then beyond what it held after a first 2,000 had come ' +
    'and gone: any such load has V8 take some 100 MB for young objects, once; the second figure has that too. Then ten stories are committed, one every 2 s: from the end of the commit to the whole ' +
    'event (4 kB of ninjs) at each of the clients, who are on the same machine and take part of it.',
  targets: {
    [GROWTH]: neverAbove(300),
    [HELD]: atLeast(SIZES.full.clients),
    [ARRIVED]: atLeast(1),
  },
  async run(bench) {
    const runs: Run[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const run = await oneRun(bench, round);
      const [growth, p50, p99] = [run.growthMb, quantile(run.latencies, 0.5), quantile(run.latencies, 0.99)];
      bench.say(`round ${round + 1}: ${growth.toFixed(0)} MB; p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
      runs.push(run);
    }
    const latency = (share: number): readonly number[] => runs.map(({ latencies }) => quantile(latencies, share));
    return {
      figures: [
        { name: GROWTH, unit: 'MB', rounds: runs.map(({ growthMb }) => growthMb) },
        { name: FROM_START, unit: 'MB', rounds: runs.map(({ fromStartMb }) => fromStartMb) },
        { name: HELD, unit: '', rounds: runs.map(({ open }) => open) },
        { name: ARRIVED, unit: '', rounds: runs.map(({ share }) => share) },
        { name: 'from commit to client, p50', unit: 'ms', rounds: latency(0.5) },
        { name: 'from commit to client, p99', unit: 'ms', rounds: latency(0.99) },
        { name: 'from commit to the last client', unit: 'ms', rounds: latency(1) },
      ],
    };
  },
};

async function oneRun(bench: Bench, round: number): Promise<Run> {
  const { clients, warming, idleMs, events, everyMs } = SIZES[bench.scale];
  const folder = join(bench.folder, `round-${round}`);
  const feedsFolder = join(folder, 'feeds');
  await mkdir(feedsFolder, { recursive: true });
  await using desk = await startPeer<StreamDesk>(moduleOf('stream-desk'), { name: `desk-${round}`, folder });
  const crowd = { name: `clients-${round}`, folder };
  await using waiting = await startPeer<StreamClients>(moduleOf('stream-clients'), crowd);
  const place = await desk.ask('open', { file: join(folder, 'wire.sqlite'), feedsFolder, streams: clients + warming });
  const start = residentMegabytes(desk.pid);
  await waiting.ask('begin', { ...place, clients: warming });
  await desk.ask('commit', 0);
  await waiting.ask('end');
  await sleep(Math.min(idleMs, 1_000));
  const before = residentMegabytes(desk.pid);
  await waiting.ask('begin', { ...place, clients });
  await sleep(idleMs);
  const idle = residentMegabytes(desk.pid);
  const commits = await commitAll(desk, events, everyMs);
  await sleep(Math.min(GRACE_MS, idleMs * 10));
  const arrivals = await waiting.ask('arrivals');
  const latencies = commits.flatMap(({ seq, at }) => (arrivals.get(seq) ?? []).map((arrived) => arrived - at));
  const open = await waiting.ask('end');
  return {
    growthMb: idle - before,
    fromStartMb: idle - start,
    open,
    latencies,
    share: latencies.length / (clients * events),
  };
}

async function commitAll(desk: Peer<StreamDesk>, events: number, everyMs: number): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  const numbers = Array.from({ length: events }, (_, index) => index + 1);
  await atPace(numbers, everyMs, async (number) => void commits.push(await desk.ask('commit', number)));
  return commits;
}

function moduleOf(name: string): URL {
  return new URL(`../processes/${name}.ts`, import.meta.url);
}
