/** What becomes of deliveries, counted as it happens. No label names a subscriber: there may be a hundred thousand. */
import { Counter, Histogram, type Registry } from '@prometheus-io/client';

import type { AttemptReport, DeliveryObserver, StoreWork } from '../delivery/delivery-log.ts';
import type { Verdict } from '../delivery/verdict.ts';

/** Seconds from commit to 2xx: a healthy delivery takes milliseconds, one to an endpoint that was down takes days. */
const LATENCY_BUCKETS = [
  0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600, 86_400, 432_000,
];

/** Seconds that one request takes; the total time-out is 15 s where nothing else is set. */
const ATTEMPT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60];

const VERDICTS: readonly Verdict[] = ['delivered', 'again', 'lane', 'kill-again', 'dead', 'ended'];
const STORE_WORK: readonly StoreWork[] = ['read', 'record'];

/** In the words of a label: what came of one attempt. */
const RESULTS: Readonly<Record<Verdict, string>> = {
  delivered: 'delivered',
  again: 'endpoint_failed',
  lane: 'refused',
  'kill-again': 'kill_failed',
  dead: 'dead',
  ended: 'gone',
};

export function deliveryMetrics(register: Registry): DeliveryObserver {
  const { deliveries, attempts, retries, latency, duration, suspensions, refusals } = instrumentsIn(register);
  // Looked up once, and there from the start: a series that appears with its first error has no rate then.
  const finished = { delivered: deliveries.labels('delivered'), dead: deliveries.labels('dead') };
  const attemptsOf = new Map(VERDICTS.map((verdict) => [verdict, attempts.labels(RESULTS[verdict])]));
  const refusalsOf = new Map(STORE_WORK.map((work) => [work, refusals.labels(work)]));
  for (const each of [...Object.values(finished), ...attemptsOf.values(), ...refusalsOf.values()]) each.inc(0);

  function attempted({ subscriber, event, attempts: tries, outcome, verdict }: AttemptReport): void {
    attemptsOf.get(verdict)?.inc();
    if (tries > 1) retries.inc();
    duration.observe(outcome.durationMs / 1_000);
    if (verdict === 'dead') finished.dead.inc();
    if (verdict !== 'delivered') return;
    finished.delivered.inc();
    if (event.committedAt >= subscriber.createdAt) latency.observe(ageInSeconds(event.committedAt));
  }

  return {
    attempted,
    suspended: () => suspensions.inc(),
    storeRefused: ({ work }) => refusalsOf.get(work)?.inc(),
  };
}

function instrumentsIn(register: Registry) {
  const registers = [register];
  return {
    deliveries: new Counter({
      name: 'wiredesk_deliveries_total',
      help: 'Deliveries that are finished: acknowledged by a 2xx, or given up as a dead letter.',
      labelNames: ['outcome'],
      registers,
    }),
    attempts: new Counter({
      name: 'wiredesk_delivery_attempts_total',
      help: 'HTTP requests to subscribers, by what came of them.',
      labelNames: ['result'],
      registers,
    }),
    retries: new Counter({
      name: 'wiredesk_delivery_retries_total',
      help: 'Attempts at an event that had been attempted before.',
      registers,
    }),
    latency: new Histogram({
      name: 'wiredesk_delivery_latency_seconds',
      help: 'From the commit of an event to the 2xx of a subscriber, without what was out before the subscriber was there.',
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    duration: new Histogram({
      name: 'wiredesk_delivery_attempt_duration_seconds',
      help: 'How long one attempt took, whatever came of it.',
      buckets: ATTEMPT_BUCKETS,
      registers,
    }),
    suspensions: new Counter({
      name: 'wiredesk_suspensions_total',
      help: 'Subscribers that were suspended after nothing but failure.',
      registers,
    }),
    refusals: new Counter({
      name: 'wiredesk_store_refusals_total',
      help: 'Times that the store could not be read, or could not record what had become of deliveries.',
      labelNames: ['work'],
      registers,
    }),
  };
}

function ageInSeconds(instant: string): number {
  return Math.max(0, Date.now() - Date.parse(instant)) / 1_000;
}
