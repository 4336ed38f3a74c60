/** All metrics of one running desk, in the text format that Prometheus reads (version 0.0.4). */
import { collectDefaultMetrics, Gauge, Registry } from '@prometheus-io/client';
import type { Logger } from 'pino';

import type { DeliveryObserver } from '../delivery/delivery-log.ts';
import { deliveryMetrics } from './delivery-metrics.ts';
import { passMetrics, type PassEnd } from './pass-metrics.ts';
import type { HubObserver } from '../websub/hub-log.ts';
import { stateMetrics, type StateSources } from './state-metrics.ts';
import { streamMetrics, type StreamMetrics } from './stream-metrics.ts';
import { websubMetrics } from './websub-metrics.ts';

export type DeskMetrics = {
  readonly delivery: DeliveryObserver;
  readonly websub: HubObserver;
  readonly streams: StreamMetrics;
  readonly passEnded: (end: PassEnd) => void;
  readonly contentType: string;
  /** As they are just now. What the store cannot tell is left as it was, and said so. */
  readonly text: (sources: StateSources) => Promise<string>;
};

/** Of the library's own, those whose names break the rules of naming, as promtool has them, and tell little. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
  'nodejs_eventloop_utilization_histogram',
  'nodejs_eventloop_utilization_summary',
];

const HOUR_MS = 3_600_000;

type MetricsOptions = {
  /** Of Wiredesk. */
  readonly version: string;
  readonly log: Pick<Logger, 'warn'>;
};

export function deskMetrics({ version, log }: MetricsOptions): DeskMetrics {
  const register = new Registry();
  // One of them would be measured ten times a second.
  collectDefaultMetrics({ register, eventLoopUtilizationTimeout: HOUR_MS });
  for (const name of MISNAMED) register.removeSingleMetric(name);
  new Gauge({
    name: 'wiredesk_build_info',
    help: 'Which Wiredesk this is; always 1.',
    labelNames: ['version'],
    registers: [register],
  }).set({ version }, 1);
  const isReadable = new Gauge({
    name: 'wiredesk_store_readable',
    help: 'Whether the store could be read for these metrics: 1 or 0.',
    registers: [register],
  });
  const measure = stateMetrics(register);

  async function tryToMeasure(sources: StateSources): Promise<void> {
    try {
      await measure(sources);
      isReadable.set(1);
    } catch (error) {
      isReadable.set(0);
      log.warn({ err: error }, 'the wire cannot be read for the metrics: they are as they were');
    }
  }

  return {
    delivery: deliveryMetrics(register),
    websub: websubMetrics(register),
    streams: streamMetrics(register),
    passEnded: passMetrics(register),
    contentType: register.contentType,
    async text(sources) {
      await tryToMeasure(sources);
      return register.metrics();
    },
  };
}
