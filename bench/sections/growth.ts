/** What many subscribers and a long log cost. */
import { join } from 'node:path';

import { copyDesk, lengthen, newDesk, READERS, subscribeMany, wireOf } from '../growth/long-log.ts';
import { costsByLength } from '../growth/cost-by-length.ts';
import { reachTimes } from '../growth/reach.ts';
import { startUps } from '../growth/start-up.ts';
import { openReceiver } from '../processes/open.ts';
import { atMost, neverAbove, type Section } from '../section.ts';

const SIZES = {
  full: { events: 1_000_000, shortEvents: 1_000, subscribers: 100_000, burstSubscribers: 100, burstEvents: 200 },
  quick: { events: 50_000, shortEvents: 1_000, subscribers: 5_000, burstSubscribers: 50, burstEvents: 100 },
  smoke: { events: 40, shortEvents: 10, subscribers: 20, burstSubscribers: 3, burstEvents: 2 },
} as const;

const START_UP = 'wiredesk start, from its spawn to the first delivery';
const MEMORY = 'memory for the idle subscribers';
const REACHED = 'one event to its 10 subscribers, slowest of 5 events';
const FLAT = 'CPU a delivery, long log : short log';

export const growth: Section = {
  name: 'growth',
  title: 'Growth: many subscribers, a long log',
  method:
    '1,000,000 events (100,000 short stories in 10 versions) and 100,000 subscribers, ten to each section, idle at the ' +
    'head of the log. Start-up: an event for ten of them waits, `wiredesk start` is spawned, until the first of them has ' +
    'it. Memory: resident, 3 s after that, less that of the same desk with 10 subscribers. Reach: from the end of the ' +
    'commit to the last of the ten 2xx, as the receiver sees it. Flat: 200 events to 100 subscribers on a log of ' +
    '1,000,000 and of 1,000 events.',
  targets: { [START_UP]: atMost(2_000), [MEMORY]: atMost(300), [REACHED]: neverAbove(250), [FLAT]: atMost(1.1) },
  async run(bench) {
    const { events, shortEvents, subscribers, burstSubscribers, burstEvents } = SIZES[bench.scale];
    const desk = (name: string): string => join(bench.folder, name);
    await using receiver = await openReceiver(bench, { hosts: Math.max(READERS, burstSubscribers) });
    const targets = { scheme: 'http', port: receiver.port } as const;

    bench.say(`making a log of ${events.toLocaleString('en')} events`);
    await newDesk(desk('short'), receiver.port);
    await copyDesk(desk('short'), desk('few'));
    await lengthen(desk('short'), shortEvents);
    await lengthen(desk('few'), events);
    await copyDesk(desk('few'), desk('many'));
    await copyDesk(desk('few'), desk('long'));
    await subscribeMany(desk('few'), 10, targets);
    await subscribeMany(desk('many'), subscribers, targets);

    const starts = await startUps(bench, { receiver, few: desk('few'), many: desk('many') });
    const reached = await reachTimes(bench, { receiver, file: wireOf(desk('many')), subscribers });
    const costs = await costsByLength(bench, {
      targets,
      long: wireOf(desk('long')),
      short: wireOf(desk('short')),
      subscribers: burstSubscribers,
      events: burstEvents,
    });
    return {
      figures: [
        { name: START_UP, unit: 'ms', rounds: starts.map(({ many }) => many.firstDeliveryMs) },
        { name: `the same with 10 subscribers`, unit: 'ms', rounds: starts.map(({ few }) => few.firstDeliveryMs) },
        { name: MEMORY, unit: 'MB', rounds: starts.map(({ many, few }) => many.megabytes - few.megabytes) },
        { name: 'memory of the whole desk', unit: 'MB', rounds: starts.map(({ many }) => many.megabytes) },
        { name: REACHED, unit: 'ms', rounds: reached },
        { name: FLAT, unit: '', rounds: costs.map(({ long, short }) => long / short) },
        { name: 'CPU a delivery, long log', unit: 'µs', rounds: costs.map(({ long }) => long) },
        { name: 'CPU a delivery, short log', unit: 'µs', rounds: costs.map(({ short }) => short) },
      ],
    };
  },
};
