/** What readers cost the wire: deliveries while thousands hold connections and poll. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { latenciesOf, type Latencies } from '../measure/latencies.ts';
import { inRounds, of, type Round } from '../measure/rounds.ts';
import { quantile } from '../measure/statistics.ts';
import type { Asked, Crowd } from '../processes/crowd.ts';
import { openReceiver, startWiredesk, type OpenReceiver } from '../processes/open.ts';
import { startPeer, type Peer } from '../processes/peer.ts';
import type { WiredeskSender } from '../processes/wiredesk-sender.ts';
import { atLeast, atMost, type Bench, type Section } from '../section.ts';
import { etagOf, FEED_PATH, writeFeed } from '../served-feed.ts';

const SIZES = {
  full: { readers: 2_000, requestsPerSecond: 1_000, subscribers: 50, warmingEvents: 10, events: 100, everyMs: 100 },
  quick: { readers: 2_000, requestsPerSecond: 1_000, subscribers: 50, warmingEvents: 5, events: 30, everyMs: 100 },
  smoke: { readers: 5, requestsPerSecond: 100, subscribers: 2, warmingEvents: 1, events: 3, everyMs: 20 },
} as const;

/** After the last event's time; what has not come then counts as if it came at that moment. */
const GRACE_MS = 1_000;

const ALONE = 'alone';
const CROWDED = 'with readers';

const RATIO = 'p99 from commit to delivery, with readers : alone';
const HELD = 'connections held to the end';
const ANSWERED = 'share of the requests answered 200 or 304';

type Run = Latencies & { readonly asked: Asked };

export const crowd: Section = {
  name: 'crowd',
  title: 'Readers beside deliveries: 2,000 connections that are kept and polled',
  method:
    'One process delivers 10 events a second to 50 subscribers and serves a feed of 60 kB, as the desk does. With readers: ' +
    '2,000 connections are held by another process, which asks for the feed 1,000 times a second, half of them for what it has ' +
    'already (304), half for all (200, gzip). Alone: nobody reads. From the end of the commit to the 2xx, as the receiver ' +
    'sees it.',
  targets: { [RATIO]: atMost(1.5), [HELD]: atLeast(SIZES.full.readers), [ANSWERED]: atLeast(1) },
  async run(bench) {
    const rounds = await runs(bench);
    const asked = rounds.map((round) => of(round, CROWDED).asked);
    const p = (side: string, share: number): readonly number[] =>
      rounds.map((round) => quantile(of(round, side).latencies, share));
    const alone = p(ALONE, 0.99);
    return {
      figures: [
        { name: RATIO, unit: '', rounds: p(CROWDED, 0.99).map((p99, round) => p99 / (alone[round] ?? NaN)) },
        { name: HELD, unit: '', rounds: asked.map(({ open }) => open) },
        { name: ANSWERED, unit: '', rounds: asked.map(shareAnswered) },
        ...[ALONE, CROWDED].flatMap((side) => [
          { name: `deliveries, p50, ${side}`, unit: 'ms', rounds: p(side, 0.5) },
          { name: `deliveries, p99, ${side}`, unit: 'ms', rounds: p(side, 0.99) },
        ]),
        { name: 'requests, p99', unit: 'ms', rounds: asked.map(({ latencies }) => quantile(latencies, 0.99)) },
        { name: 'requests that waited for the one before', unit: '', rounds: asked.map(({ late }) => late) },
      ],
    };
  },
};

function shareAnswered({ statuses }: Asked): number {
  const all = Object.values(statuses).reduce((total, count) => total + count, 0);
  return ((statuses['200'] ?? 0) + (statuses['304'] ?? 0)) / all;
}

async function runs(bench: Bench): Promise<readonly Round<Run>[]> {
  const feedsFolder = join(bench.folder, 'feeds');
  await writeFeed(feedsFolder);
  await using receiver = await openReceiver(bench, { hosts: SIZES[bench.scale].subscribers });
  await using wiredesk = await startWiredesk(bench);
  await using readers = await startPeer<Crowd>(new URL('../processes/crowd.ts', import.meta.url), {
    name: 'crowd',
    folder: bench.folder,
  });
  const port = await wiredesk.ask('serve', { feedsFolder });
  const scene: Scene = { receiver, wiredesk, readers, port, etag: await etagOf(port) };
  const sides = [ALONE, CROWDED].map((name) => ({
    name,
    run: (round: number) => oneRun(bench, scene, `${name}-${round}`, name === CROWDED),
  }));
  return await inRounds(sides, bench.rounds, (round, results) => {
    const line = [...results].map(([name, { latencies }]) => `${name} p99 ${quantile(latencies, 0.99).toFixed(1)} ms`);
    bench.say(`round ${round + 1}: ${line.join('; ')}`);
  });
}

type Scene = {
  readonly receiver: OpenReceiver;
  readonly wiredesk: Peer<WiredeskSender>;
  readonly readers: Peer<Crowd>;
  readonly port: number;
  readonly etag: string;
};

const NOBODY: Asked = { statuses: {}, latencies: [], open: 0, late: 0 };

async function oneRun(bench: Bench, scene: Scene, name: string, isCrowded: boolean): Promise<Run> {
  const { receiver, wiredesk, readers: crowdOfReaders, port, etag } = scene;
  const { readers, requestsPerSecond, subscribers, warmingEvents, events, everyMs } = SIZES[bench.scale];
  const file = join(bench.folder, `${name}.sqlite`);
  await wiredesk.ask('open', { scheme: 'http', port: receiver.port, file, subscribers });
  if (isCrowded) await crowdOfReaders.ask('begin', { port, readers, requestsPerSecond, path: FEED_PATH, etag });
  await receiver.ask('keepArrivals');
  const commits = await wiredesk.ask('pace', { from: 0, events: warmingEvents + events, everyMs });
  await sleep(GRACE_MS);
  const endedAt = performance.timeOrigin + performance.now();
  const arrivals = await receiver.ask('takeArrivals');
  const asked = isCrowded ? await crowdOfReaders.ask('end') : NOBODY;
  await wiredesk.ask('close');
  return { ...latenciesOf(commits.slice(warmingEvents), arrivals, subscribers, endedAt), asked };
}
