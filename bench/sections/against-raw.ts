/** Rounds of Wiredesk and of its HTTP client alone, before the same receiver. */
import { join } from 'node:path';

import { inRounds, of, type Round } from '../measure/rounds.ts';
import { cpuEach, throughput, workFigures, workLine, type Work } from '../measure/work.ts';
import { openRawSender, openReceiver, openWiredesk, type OpenReceiver } from '../processes/open.ts';
import type { ListenOptions, Received } from '../processes/receiver.ts';
import type { Bench, Figure } from '../section.ts';

const WIREDESK = 'Wiredesk';
const RAW = 'raw undici';

export const RATIO: string = `throughput, ${WIREDESK} : ${RAW}`;

export type AgainstRaw = {
  readonly subscribers: number;
  readonly events: number;
  /** For both, before the first round. */
  readonly warmingEvents: number;
  readonly scheme: 'http' | 'https';
  readonly tls?: ListenOptions['tls'];
  /** Of the senders. */
  readonly environment?: Readonly<Record<string, string>>;
};

export type Compared = {
  readonly figures: readonly Figure[];
  /** What Wiredesk had done to the receiver after each round, warming included. */
  readonly contacts: readonly Contacts[];
};

export type Contacts = {
  /** That it had made. */
  readonly handshakes: number;
  /** That it had open. */
  readonly connections: number;
};

export async function againstRaw(bench: Bench, options: AgainstRaw): Promise<Compared> {
  const { subscribers, events, warmingEvents, scheme, tls, environment = {} } = options;
  await using receiver = await openReceiver(bench, { hosts: subscribers, ...(tls !== undefined && { tls }) });
  const target = { scheme, port: receiver.port, subscribers };
  const file = join(bench.folder, 'wire.sqlite');
  await using wiredesk = await openWiredesk(bench, { ...target, file }, { environment });
  await using undici = await openRawSender(bench, target, environment);
  const contacts = contactsOf(receiver, (from, count) => wiredesk.ask('burst', { from, events: count }));
  await contacts.burst(0, warmingEvents);
  await undici.ask('burst', { from: 0, events: warmingEvents });
  const from = (round: number): number => warmingEvents + round * events;
  const after: Contacts[] = [];
  const sides = [
    { name: WIREDESK, run: (round: number) => contacts.burst(from(round), events) },
    { name: RAW, run: (round: number) => undici.ask('burst', { from: from(round), events }) },
  ];
  const rounds = await inRounds(sides, bench.rounds, (round, results) => {
    after.push(contacts.soFar());
    bench.say(`round ${round + 1}: ${[...results].map(([name, work]) => workLine(name, work)).join('; ')}`);
  });
  return { figures: comparison(rounds), contacts: after };
}

/** Counts what the receiver sees while Wiredesk is at work. */
function contactsOf(receiver: OpenReceiver, act: (from: number, events: number) => Promise<Work>) {
  let handshakes = 0;
  let connections = 0;
  return {
    async burst(from: number, events: number): Promise<Work> {
      const before: Received = await receiver.ask('received');
      const work = await act(from, events);
      const after: Received = await receiver.ask('received');
      const requests = after.requests - before.requests;
      if (requests !== work.deliveries) throw new Error(`${work.deliveries} deliveries, ${requests} requests`);
      handshakes += after.handshakes - before.handshakes;
      connections += after.open - before.open;
      return work;
    },
    soFar: (): Contacts => ({ handshakes, connections }),
  };
}

function comparison(rounds: readonly Round<Work>[]): Figure[] {
  const ratios = (what: (work: Work) => number): number[] =>
    rounds.map((round) => what(of(round, WIREDESK)) / what(of(round, RAW)));
  const worksOf = (side: string): Work[] => rounds.map((round) => of(round, side));
  return [
    { name: RATIO, unit: '', rounds: ratios(throughput) },
    { name: `CPU of the sender a delivery, ${WIREDESK} : ${RAW}`, unit: '', rounds: ratios(cpuEach) },
    ...[WIREDESK, RAW].flatMap((side) => workFigures(side, worksOf(side))),
  ];
}
