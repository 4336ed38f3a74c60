/** What a delivery costs here and with the job queues that a team would otherwise take, when much comes at once. */
import { contestFigures, contestRounds, ratioName } from '../rivals/contest.ts';
import { openContest } from '../rivals/contestants.ts';
import { atMost, type Section } from '../section.ts';

const SIZES = {
  full: { subscribers: 1_000, events: 20, warmingEvents: 20 },
  quick: { subscribers: 200, events: 10, warmingEvents: 20 },
  smoke: { subscribers: 3, events: 2, warmingEvents: 1 },
} as const;

export const rivals: Section = {
  name: 'rivals',
  title: 'Job queues in a burst: BullMQ on Redis, pg-boss on PostgreSQL',
  method:
    '20 events of 4 kB to 1,000 subscribers on as many hosts at once; one job a delivery, added in bulk for each event, ' +
    'carried out with the same undici Agent, signatures and cap. As they come: their own defaults (but as many at once as ' +
    'the cap), the message in the job. Tuned: the message in memory, jobs removed or taken in large batches. CPU: the ' +
    'sender and its store, servers with all their processes. Redis writes its append-only file, PostgreSQL commits ' +
    'synchronously; both on a Unix socket. Wiredesk with receipts, ledger and log lines.',
  targets: { [ratioName('BullMQ')]: atMost(1 / 5), [ratioName('pg-boss')]: atMost(1 / 3) },
  async run(bench) {
    const { subscribers, events, warmingEvents } = SIZES[bench.scale];
    await using contest = await openContest(bench, subscribers);
    const { contestants, skipped } = contest;
    for (const each of contestants) await each.burst({ from: 0, events: warmingEvents });
    const rounds = await contestRounds(bench, contestants, (each, round) =>
      each.burst({ from: warmingEvents + round * events, events }),
    );
    return { figures: contestFigures(contestants, rounds), skipped };
  },
};
