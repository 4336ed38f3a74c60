/** What a delivery costs here and with job queues on an ordinary day: an event now and then. */
import { contestFigures, contestRounds, ratioName } from '../rivals/contest.ts';
import { openContest } from '../rivals/contestants.ts';
import { atMost, type Section } from '../section.ts';

const SIZES = {
  full: { subscribers: 1_000, events: 10, warmingEvents: 20, everyMs: 500 },
  quick: { subscribers: 200, events: 4, warmingEvents: 20, everyMs: 500 },
  smoke: { subscribers: 3, events: 2, warmingEvents: 1, everyMs: 20 },
} as const;

export const paced: Section = {
  name: 'paced',
  title: 'Job queues at a pace: 2 events a second',
  method: 'As the burst, but 2 events a second to 1,000 subscribers, for 5 s.',
  targets: { [ratioName('BullMQ')]: atMost(1 / 3.5), [ratioName('pg-boss')]: atMost(1 / 2) },
  async run(bench) {
    const { subscribers, events, warmingEvents, everyMs } = SIZES[bench.scale];
    await using contest = await openContest(bench, subscribers);
    const { contestants, skipped } = contest;
    for (const each of contestants) await each.burst({ from: 0, events: warmingEvents });
    const rounds = await contestRounds(bench, contestants, (each, round) =>
      each.paced({ from: warmingEvents + round * events, events, everyMs }),
    );
    return { figures: contestFigures(contestants, rounds), skipped };
  },
};
