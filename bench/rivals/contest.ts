/** Rounds among contestants, and what their figures come to. */
import { inRounds, of, type Round } from '../measure/rounds.ts';
import { throughput } from '../measure/work.ts';
import type { Bench, Figure } from '../section.ts';
import { UNDICI, WIREDESK, type Contestant, type Maker, type Spent } from './contestants.ts';

type Rival = Exclude<Maker, 'Wiredesk' | 'undici'>;

const RIVALS: readonly Rival[] = ['BullMQ', 'pg-boss'];

export function ratioName(rival: Rival): string {
  return `CPU a delivery, Wiredesk : ${rival} as it comes`;
}

export function contestRounds(
  bench: Bench,
  contestants: readonly Contestant[],
  act: (contestant: Contestant, round: number) => Promise<Spent>,
): Promise<readonly Round<Spent>[]> {
  const sides = contestants.map((each) => ({ name: each.name, run: (round: number) => act(each, round) }));
  return inRounds(sides, bench.rounds, (round, results) => {
    const lines = [...results].map(
      ([name, spent]) => `${name} ${Math.round(throughput(spent))}/s, ${cpuOfAll(spent).toFixed(0)} µs`,
    );
    bench.say(`round ${round + 1}: ${lines.join('; ')}`);
  });
}

export function contestFigures(contestants: readonly Contestant[], rounds: readonly Round<Spent>[]): Figure[] {
  const present = RIVALS.filter((rival) => contestants.some(({ maker }) => maker === rival));
  return [
    ...present.flatMap((rival) => comparison(rival, contestants, rounds)),
    ...contestants.flatMap(({ name, serverPid }) => [
      { name: `${name}, deliveries`, unit: '/s', rounds: rounds.map((round) => throughput(of(round, name))) },
      { name: `${name}, CPU a delivery`, unit: 'µs', rounds: rounds.map((round) => cpuOfAll(of(round, name))) },
      ...(serverPid === undefined
        ? []
        : [
            { name: `${name}, of that the server`, unit: 'µs', rounds: rounds.map((round) => server(of(round, name))) },
          ]),
    ]),
  ];
}

function comparison(rival: Rival, contestants: readonly Contestant[], rounds: readonly Round<Spent>[]): Figure[] {
  const settings = contestants.filter(({ maker }) => maker === rival).map(({ name }) => name);
  const best = (round: Round<Spent>): number => leastCpu(round, settings);
  return [
    {
      name: ratioName(rival),
      unit: '',
      rounds: rounds.map((round) => cpuOf(round, WIREDESK) / leastCpu(round, settings.slice(0, 1))),
    },
    {
      name: `the same : ${rival} at its best`,
      unit: '',
      rounds: rounds.map((round) => cpuOf(round, WIREDESK) / best(round)),
    },
    {
      name: `the same : ${rival} at its best, both less what undici alone spends`,
      unit: '',
      rounds: rounds.map(
        (round) => (cpuOf(round, WIREDESK) - cpuOf(round, UNDICI)) / (best(round) - cpuOf(round, UNDICI)),
      ),
    },
  ];
}

function leastCpu(round: Round<Spent>, names: readonly string[]): number {
  return Math.min(...names.map((name) => cpuOf(round, name)));
}

function cpuOf(round: Round<Spent>, name: string): number {
  return cpuOfAll(of(round, name));
}

/** Microseconds a delivery. */
function cpuOfAll({ cpuMs, serverCpuMs, deliveries }: Spent): number {
  return ((cpuMs + serverCpuMs) * 1000) / deliveries;
}

function server({ serverCpuMs, deliveries }: Spent): number {
  return (serverCpuMs * 1000) / deliveries;
}
