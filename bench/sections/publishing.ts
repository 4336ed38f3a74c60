/** What it takes to publish: a whole archive the first time, one more story after that. */
import { join } from 'node:path';

import { inRounds, of } from '../measure/rounds.ts';
import { median } from '../measure/statistics.ts';
import { newArchive, publishFirst, publishMore, type FirstTime } from '../publishing/archive.ts';
import { atMost, neverAbove, type Bench, type Section } from '../section.ts';

const SIZES = {
  full: { large: 20_000, small: 200, more: 21, roundsMost: 3 },
  quick: { large: 2_000, small: 200, more: 11, roundsMost: 2 },
  smoke: { large: 6, small: 3, more: 2, roundsMost: 1 },
} as const;

const FIRST = 'an archive of 20,000 stories the first time';
const PEAK = 'memory at its peak meanwhile';
const MORE = 'one more story, with 20,000 stories';
const FLAT = 'one more story, with 20,000 stories : with 200';

export const publishing: Section = {
  name: 'publishing',
  title: 'Publishing: an archive, and one more story',
  method:
    'Generated stories in four languages, eight sections and thirty countries, all formats and feeds. The first time: ' +
    '`wiredesk publish` as a process of its own, from its spawn to its end, and the most memory that it ever had. One more: ' +
    'the pass that a running desk makes when a file is saved, the median of 20; the first after the start is left out.',
  targets: { [FIRST]: atMost(60), [PEAK]: neverAbove(400), [MORE]: atMost(200), [FLAT]: atMost(1.3) },
  async run(bench) {
    const { large, small, more, roundsMost } = SIZES[bench.scale];
    const sides = [
      { name: 'large', run: (round: number) => publish(bench, `large-${round}`, large, more) },
      { name: 'small', run: (round: number) => publish(bench, `small-${round}`, small, more) },
    ];
    const rounds = await inRounds(sides, Math.min(bench.rounds, roundsMost), (round, results) => {
      const lines = [...results].map(
        ([name, { first, oneMoreMs }]) =>
          `${name}: ${first.seconds.toFixed(1)} s, ${first.peakMegabytes.toFixed(0)} MB, one more ${oneMoreMs.toFixed(0)} ms`,
      );
      bench.say(`round ${round + 1}: ${lines.join('; ')}`);
    });
    const archives = rounds.map((round) => ({ large: of(round, 'large'), small: of(round, 'small') }));
    const each = (take: (round: { large: Published; small: Published }) => number): readonly number[] =>
      archives.map(take);
    return {
      figures: [
        { name: FIRST, unit: 's', rounds: each((round) => round.large.first.seconds) },
        { name: PEAK, unit: 'MB', rounds: each((round) => round.large.first.peakMegabytes) },
        { name: 'documents of it', unit: '', rounds: each((round) => round.large.first.documents) },
        { name: MORE, unit: 'ms', rounds: each((round) => round.large.oneMoreMs) },
        { name: 'one more story, with 200', unit: 'ms', rounds: each((round) => round.small.oneMoreMs) },
        { name: FLAT, unit: '', rounds: each((round) => round.large.oneMoreMs / round.small.oneMoreMs) },
      ],
    };
  },
};

type Published = { readonly first: FirstTime; readonly oneMoreMs: number };

/** The folders stay until the section has ended: ext4 without a journal is slow to make files where many were just removed. */
async function publish({ folder }: Bench, name: string, stories: number, more: number): Promise<Published> {
  const archive = await newArchive(join(folder, name), stories, more);
  const first = await publishFirst(archive);
  return { first, oneMoreMs: median(await publishMore(archive)) };
}
