/** How near Wiredesk comes to its HTTP client over TLS, and whether it keeps the connections that cost so much. */
import { selfMade } from '../certificates.ts';
import { atLeast, neverAbove, type Section } from '../section.ts';
import { againstRaw, RATIO } from './against-raw.ts';

const SIZES = {
  full: { subscribers: 1_000, events: 60, warmingEvents: 60 },
  quick: { subscribers: 200, events: 50, warmingEvents: 50 },
  smoke: { subscribers: 3, events: 2, warmingEvents: 1 },
} as const;

const HANDSHAKES = 'handshakes so far for each connection, Wiredesk';

export const tls: Section = {
  name: 'tls',
  title: 'Warm TLS: Wiredesk against its own HTTP client',
  method:
    'As the raw limit, over TLS 1.3 with a certificate authority made for the run, which the senders know from ' +
    'NODE_EXTRA_CA_CERTS: 1,000 subscribers on as many hosts, 60 events of 4 kB after 60 to warm up. Handshakes are ' +
    'counted by the receiver, those of the warming included, and divided by the connections that are open at the end.',
  targets: { [RATIO]: atLeast(0.9), [HANDSHAKES]: neverAbove(1.01) },
  async run(bench) {
    const sizes = SIZES[bench.scale];
    const authority = selfMade(bench.folder, sizes.subscribers);
    if (authority === undefined) return { figures: [], skipped: ['there is no openssl to make certificates with'] };
    const environment = { NODE_EXTRA_CA_CERTS: authority.authorityFile };
    const { figures, contacts } = await againstRaw(bench, {
      ...sizes,
      scheme: 'https',
      tls: authority.tls,
      environment,
    });
    return {
      figures: [
        ...figures,
        { name: HANDSHAKES, unit: '', rounds: contacts.map(({ handshakes, connections }) => handshakes / connections) },
        { name: 'connections kept, Wiredesk', unit: '', rounds: contacts.map(({ connections }) => connections) },
      ],
    };
  },
};
