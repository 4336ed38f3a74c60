/** How near Wiredesk comes to what its HTTP client can do at all. */
import { join } from 'node:path';

import { inRounds, of, type Round } from '../measure/rounds.ts';
import { cpuEach, throughput, workFigures, workLine, type Work } from '../measure/work.ts';
import { openRawSender, openReceiver, openWiredesk } from '../processes/open.ts';
import { atLeast, type Bench, type Figure, type Section } from '../section.ts';

const SIZES = {
  full: { subscribers: 1_000, events: 200, warmingEvents: 100 },
  quick: { subscribers: 200, events: 50, warmingEvents: 100 },
  smoke: { subscribers: 4, events: 3, warmingEvents: 1 },
} as const;

const WIREDESK = 'Wiredesk';
const RAW = 'raw undici';
const RATIO = 'throughput, Wiredesk : raw undici';

export const raw: Section = {
  name: 'raw',
  title: 'Raw limit: Wiredesk against its own HTTP client',
  method:
    '1,000 subscribers on as many hosts, 200 events of 4 kB. Wiredesk: one durable commit an event, then until the last ' +
    'answer has come and every cursor, receipt and ledger row is on disk, with one log line for each outcome. Raw: undici ' +
    'on the same Agent, signatures, headers, bodies and cap, bodies in memory, no deadline, no log.',
  targets: { [RATIO]: atLeast(0.95) },
  async run(bench) {
    const rounds = await rawRounds(bench, 'http');
    return { figures: comparison(rounds) };
  },
};

async function rawRounds(bench: Bench, scheme: 'http'): Promise<readonly Round<Work>[]> {
  const { subscribers, events, warmingEvents } = SIZES[bench.scale];
  await using receiver = await openReceiver(bench, { hosts: subscribers });
  const target = { scheme, port: receiver.port, subscribers };
  await using wiredesk = await openWiredesk(bench, { ...target, file: join(bench.folder, 'wire.sqlite') });
  await using undici = await openRawSender(bench, target);
  await wiredesk.ask('burst', { from: 0, events: warmingEvents });
  await undici.ask('burst', { from: 0, events: warmingEvents });
  const from = (round: number): number => warmingEvents + round * events;
  const sides = [
    { name: WIREDESK, run: (round: number) => wiredesk.ask('burst', { from: from(round), events }) },
    { name: RAW, run: (round: number) => undici.ask('burst', { from: from(round), events }) },
  ];
  return await inRounds(sides, bench.rounds, (round, results) => {
    bench.say(`round ${round + 1}: ${[...results].map(([name, work]) => workLine(name, work)).join('; ')}`);
  });
}

function comparison(rounds: readonly Round<Work>[]): Figure[] {
  const ratios = (what: (work: Work) => number): number[] =>
    rounds.map((round) => what(of(round, WIREDESK)) / what(of(round, RAW)));
  return [
    { name: RATIO, unit: '', rounds: ratios(throughput) },
    { name: 'CPU of the sender, Wiredesk : raw undici', unit: '', rounds: ratios(cpuEach) },
    ...[WIREDESK, RAW].flatMap((name) =>
      workFigures(
        name,
        rounds.map((round) => of(round, name)),
      ),
    ),
  ];
}
