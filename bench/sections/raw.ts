/** How near Wiredesk comes to what its HTTP client can do at all. */
import { atLeast, type Section } from '../section.ts';
import { againstRaw, RATIO } from './against-raw.ts';

const SIZES = {
  full: { subscribers: 1_000, events: 200, warmingEvents: 100 },
  quick: { subscribers: 200, events: 50, warmingEvents: 100 },
  smoke: { subscribers: 3, events: 2, warmingEvents: 1 },
} as const;

export const raw: Section = {
  name: 'raw',
  title: 'Raw limit: Wiredesk against its own HTTP client',
  method:
    '1,000 subscribers on as many hosts, 200 events of 4 kB. Wiredesk: one durable commit an event, then until the last ' +
    'answer has come and every cursor, receipt and ledger row is on disk, with one log line for each outcome. Raw: undici ' +
    'on the same Agent, signatures, headers, bodies and cap, bodies in memory, no deadline, no log.',
  targets: { [RATIO]: atLeast(0.95) },
  async run(bench) {
    const { figures } = await againstRaw(bench, { ...SIZES[bench.scale], scheme: 'http' });
    return { figures };
  },
};
