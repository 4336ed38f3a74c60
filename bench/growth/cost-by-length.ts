/** What a delivery costs where the log is long, and where it is short. */
import type { Targets } from '../material.ts';
import { inRounds, of } from '../measure/rounds.ts';
import { cpuEach, workLine } from '../measure/work.ts';
import { openWiredesk } from '../processes/open.ts';
import type { Bench } from '../section.ts';

export type CostOf = {
  readonly targets: Targets;
  /** Wires without subscribers. */
  readonly long: string;
  readonly short: string;
  readonly subscribers: number;
  readonly events: number;
};

/** Numbers of stories that no log has yet. */
const FIRST_STORY = 40_000_000;

/** Microseconds of the sender's CPU for each delivery, by rounds. */
export async function costsByLength(
  bench: Bench,
  { targets, long, short, subscribers, events }: CostOf,
): Promise<readonly { readonly long: number; readonly short: number }[]> {
  await using onLong = await openWiredesk(bench, { ...targets, file: long, subscribers }, { name: 'long' });
  await using onShort = await openWiredesk(bench, { ...targets, file: short, subscribers }, { name: 'short' });
  const burst = (round: number) => ({ from: FIRST_STORY + round * events, events });
  await onLong.ask('burst', burst(0));
  await onShort.ask('burst', burst(0));
  const sides = [
    { name: 'long log', run: (round: number) => onLong.ask('burst', burst(round + 1)) },
    { name: 'short log', run: (round: number) => onShort.ask('burst', burst(round + 1)) },
  ];
  const rounds = await inRounds(sides, bench.rounds, (round, results) => {
    bench.say(`burst ${round + 1}: ${[...results].map(([name, work]) => workLine(name, work)).join('; ')}`);
  });
  return rounds.map((round) => ({ long: cpuEach(of(round, 'long log')), short: cpuEach(of(round, 'short log')) }));
}
