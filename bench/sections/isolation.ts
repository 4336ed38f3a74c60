/** What dead and slow subscribers cost the others. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from '../../scripts/command-line.ts';
import { latenciesOf, type Latencies } from '../measure/latencies.ts';
import { inRounds, of, type Round } from '../measure/rounds.ts';
import { quantile } from '../measure/statistics.ts';
import { openReceiver, startWiredesk, type OpenReceiver } from '../processes/open.ts';
import type { Peer } from '../processes/peer.ts';
import type { WiredeskSender } from '../processes/wiredesk-sender.ts';
import { atMost, neverAbove, type Bench, type Section } from '../section.ts';

/** `graceMs`: after the last event's time; what has not come then counts as if it came at that moment. */
const SIZES = {
  full: { subscribers: 1_000, warmingEvents: 12, events: 20, everyMs: 500, slowMs: 2_000, graceMs: 1_500 },
  quick: { subscribers: 200, warmingEvents: 12, events: 6, everyMs: 500, slowMs: 2_000, graceMs: 1_500 },
  smoke: { subscribers: 10, warmingEvents: 1, events: 2, everyMs: 20, slowMs: 100, graceMs: 200 },
} as const;

/** Of the subscribers; the others are healthy. */
const REFUSING_SHARE = 0.1;
const SLOW_SHARE = 0.1;

const CLEAN = 'clean';
const TROUBLED = 'troubled';

const RATIO = 'p99 of the healthy, with trouble : without';
const WORST_RATIO = 'the same, worst round';
const RETRIES = 'failed attempts for each event and dead subscriber';

type Run = Latencies & { readonly failuresEach: number };

export const isolation: Section = {
  name: 'isolation',
  title: 'Isolation: what dead and slow subscribers cost the others',
  method:
    '1,000 subscribers on as many hosts, 2 events a second, 20 of them after 12 to warm up. With trouble: 10 % refuse ' +
    'connections, 10 % answer after 2 s. Without: all answer at once. In both, the same 800 are looked at: from the end ' +
    'of the commit to the 2xx, as the receiver sees it. Each run has a new wire and new connections.',
  targets: { [RATIO]: atMost(1.2), [WORST_RATIO]: neverAbove(2), [RETRIES]: atMost(0.3) },
  async run(bench) {
    const rounds = await runs(bench);
    const ratios = rounds.map((round) => p99(round, TROUBLED) / p99(round, CLEAN));
    return {
      figures: [
        { name: RATIO, unit: '', rounds: ratios },
        { name: WORST_RATIO, unit: '', rounds: ratios },
        { name: RETRIES, unit: '', rounds: rounds.map((round) => of(round, TROUBLED).failuresEach) },
        ...[CLEAN, TROUBLED].flatMap((side) => [
          { name: `p99, ${side}`, unit: 'ms', rounds: rounds.map((round) => p99(round, side)) },
          { name: `p50, ${side}`, unit: 'ms', rounds: rounds.map((round) => quantile(of(round, side).latencies, 0.5)) },
        ]),
        {
          name: `healthy deliveries not there at the end, ${TROUBLED}`,
          unit: '',
          rounds: rounds.map((round) => of(round, TROUBLED).missing),
        },
      ],
    };
  },
};

function p99(round: Round<Run>, side: string): number {
  return quantile(of(round, side).latencies, 0.99);
}

async function runs(bench: Bench): Promise<readonly Round<Run>[]> {
  await using receiver = await openReceiver(bench, { hosts: SIZES[bench.scale].subscribers });
  await using wiredesk = await startWiredesk(bench);
  const refusingPort = await freePort();
  const sides = [CLEAN, TROUBLED].map((name) => ({
    name,
    run: (round: number) =>
      oneRun(bench, { receiver, wiredesk, name: `${name}-${round}`, ...(name === TROUBLED && { refusingPort }) }),
  }));
  return await inRounds(sides, bench.rounds, (round, results) => {
    const line = [...results].map(([name, { latencies }]) => `${name} p99 ${quantile(latencies, 0.99).toFixed(0)} ms`);
    bench.say(`round ${round + 1}: ${line.join('; ')}`);
  });
}

type Setting = {
  readonly receiver: OpenReceiver;
  readonly wiredesk: Peer<WiredeskSender>;
  readonly name: string;
  /** Where nobody listens; only then is there trouble. */
  readonly refusingPort?: number;
};

async function oneRun(bench: Bench, { receiver, wiredesk, name, refusingPort }: Setting): Promise<Run> {
  const { subscribers, warmingEvents, events, everyMs, slowMs, graceMs } = SIZES[bench.scale];
  const refusingFrom = Math.round(subscribers * (1 - REFUSING_SHARE));
  const slowFrom = Math.round(subscribers * (1 - REFUSING_SHARE - SLOW_SHARE));
  const isTroubled = refusingPort !== undefined;
  await receiver.ask('slowDown', isTroubled ? { from: slowFrom, afterMs: slowMs } : undefined);
  await wiredesk.ask('open', {
    scheme: 'http',
    port: receiver.port,
    file: join(bench.folder, `${name}.sqlite`),
    subscribers,
    ...(isTroubled && { refusing: { from: refusingFrom, port: refusingPort } }),
  });
  await receiver.ask('keepArrivals');
  const commits = await wiredesk.ask('pace', { from: 0, events: warmingEvents + events, everyMs });
  await sleep(graceMs);
  const endedAt = performance.timeOrigin + performance.now();
  const arrivals = await receiver.ask('takeArrivals');
  const failures = await wiredesk.ask('failures', { from: refusingFrom });
  await wiredesk.ask('close');
  const counted = commits.slice(warmingEvents);
  return {
    ...latenciesOf(counted, arrivals, slowFrom, endedAt),
    failuresEach: failures / (subscribers - refusingFrom) / commits.length,
  };
}
