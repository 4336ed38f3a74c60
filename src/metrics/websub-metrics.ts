/** What becomes of WebSub, counted as it happens; no label names anybody. */
import { Counter, type Registry } from '@prometheus-io/client';

import type { HubObserver } from '../websub/hub-log.ts';

const ANSWERS = ['verified', 'failed', 'denied'] as const;
const RESULTS = ['delivered', 'failed', 'gone'] as const;
const KINDS = ['subscriber', 'hub'] as const;

export function websubMetrics(register: Registry): HubObserver {
  const registers = [register];
  const requests = new Counter({
    name: 'wiredesk_websub_requests_total',
    help: 'Requests to the WebSub hub that were taken, by what came of asking their callbacks.',
    labelNames: ['result'],
    registers,
  });
  const distributions = new Counter({
    name: 'wiredesk_websub_distributions_total',
    help: 'Attempts to send a changed feed to a WebSub subscriber, or to tell a hub elsewhere of it, by what came of them.',
    labelNames: ['to', 'result'],
    registers,
  });
  for (const result of ANSWERS) requests.labels(result).inc(0);
  for (const to of KINDS) for (const result of RESULTS) distributions.labels(to, result).inc(0);
  return {
    asked: (result) => requests.labels(result).inc(),
    distributed: ({ kind }, to) => {
      const result = kind === 'delivered' ? 'delivered' : kind === 'gone' && to === 'subscriber' ? 'gone' : 'failed';
      distributions.labels(to, result).inc();
    },
  };
}
