/** The metrics of a desk whose deliveries meet all sorts of ends, read by readers that are not their writer. */
import { expect, it } from 'vitest';

import type { DispatcherDeps } from '../../src/delivery/dispatcher.ts';
import { deskMetrics, type DeskMetrics } from '../../src/metrics/desk-metrics.ts';
import { StoreError } from '../../src/wire/store.ts';
import {
  accepted,
  gone,
  openFloor,
  publishAll,
  unavailable,
  unprocessable,
  type Floor,
} from '../delivery/dispatch-floor.ts';
import { readPrometheusText, type Family } from '../support/prometheus-text.ts';
import { hasPromtool, promtoolFaults } from '../support/promtool.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const DAY = 24 * 3_600_000;

const NEVER = async (): Promise<undefined> => undefined;

function openMetrics(): DeskMetrics {
  return deskMetrics({ version: '1.2.3', log: SILENT });
}

function observedBy(metrics: DeskMetrics): Pick<DispatcherDeps, 'log'> {
  return { log: { ...SILENT, observers: [metrics.delivery] } };
}

type Families = ReadonlyMap<string, Family>;

function value(families: Families, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const family = [...families.values()].find(({ samples }) => samples.some((sample) => sample.name === name));
  const wanted = Object.entries(labels);
  return family?.samples.find(
    (sample) => sample.name === name && wanted.every(([label, text]) => sample.labels[label] === text),
  )?.value;
}

async function read(floor: Floor, metrics: DeskMetrics, sources: object): Promise<Families> {
  const text = await metrics.text({ store: floor.store, now: floor.clock.now, backupAt: NEVER, ...sources });
  if (hasPromtool) expect(promtoolFaults(text)).toBe('');
  return readPrometheusText(text);
}

it('deliveries are counted by what came of them, and how they stand is measured when it is asked for', async () => {
  const floor = await openFloor(({ to, seq }) => {
    if (to === 'down') return unavailable;
    if (to === 'gone') return gone;
    return to === 'picky' && seq === 2 ? unprocessable : accepted;
  });
  await publishAll(floor, 'a', 'b', 'c');
  for (const name of ['up', 'down', 'picky', 'gone']) await floor.subscribe(name);
  await floor.store.subscribers.setState((await floor.subscribe('paused')).id, 'paused');
  const metrics = openMetrics();
  const dispatcher = floor.start(observedBy(metrics));
  await floor.clock.advance(90_000);
  const sources = { state: dispatcher.state };
  const families = await read(floor, metrics, sources);

  expect(value(families, 'wiredesk_deliveries_total', { outcome: 'delivered' })).toBe(5);
  expect(value(families, 'wiredesk_deliveries_total', { outcome: 'dead' })).toBe(0);
  expect(value(families, 'wiredesk_delivery_attempts_total', { result: 'gone' })).toBeGreaterThan(0);
  expect(value(families, 'wiredesk_delivery_attempts_total', { result: 'endpoint_failed' })).toBeGreaterThan(3);
  expect(value(families, 'wiredesk_delivery_attempts_total', { result: 'refused' })).toBeGreaterThan(1);
  expect(value(families, 'wiredesk_delivery_retries_total')).toBeGreaterThan(1);
  const attempts = families.get('wiredesk_delivery_attempts_total')?.samples.reduce((sum, one) => sum + one.value, 0);
  expect(value(families, 'wiredesk_delivery_attempt_duration_seconds_count')).toBe(attempts);
  expect(attempts).toBe(floor.attempts.length);
  expect(value(families, 'wiredesk_log_events')).toBe(3);
  expect(value(families, 'wiredesk_last_backup_timestamp_seconds')).toBe(0);
  const backedUp = await read(floor, metrics, { backupAt: async () => 1_795_000_000_500 });
  expect(value(backedUp, 'wiredesk_last_backup_timestamp_seconds')).toBe(1_795_000_000.5);
  expect(value(families, 'wiredesk_subscribers', { state: 'active' })).toBe(3);
  expect(value(families, 'wiredesk_subscribers', { state: 'paused' })).toBe(1);
  expect(value(families, 'wiredesk_subscribers', { state: 'ended' })).toBe(1);
  expect(value(families, 'wiredesk_subscribers_failing')).toBe(1);
  expect(value(families, 'wiredesk_subscribers_behind')).toBe(1);
  expect(value(families, 'wiredesk_waiting_stories', { kind: 'refused' })).toBe(1);
  expect(value(families, 'wiredesk_lag_events')).toBe(3);
  expect(value(families, 'wiredesk_lag_seconds')).toBe(90);
  expect(value(families, 'wiredesk_subscriber_lag_events', { subscriber: 'down' })).toBe(3);
  expect(value(families, 'wiredesk_subscriber_lag_seconds', { subscriber: 'down' })).toBe(90);
  expect(value(families, 'wiredesk_subscriber_failures', { subscriber: 'down' })).toBeGreaterThan(3);
  expect(value(families, 'wiredesk_subscriber_lag_events', { subscriber: 'up' })).toBe(0);
  expect(value(families, 'wiredesk_build_info', { version: '1.2.3' })).toBe(1);
  expect(value(families, 'process_cpu_seconds_total')).toBeGreaterThan(0);

  await floor.clock.advance(6 * DAY);
  const later = await read(floor, metrics, sources);
  expect(value(later, 'wiredesk_deliveries_total', { outcome: 'dead' })).toBe(1);
  expect(value(later, 'wiredesk_suspensions_total')).toBe(1);
  expect(value(later, 'wiredesk_subscribers', { state: 'suspended' })).toBe(1);
  expect(value(later, 'wiredesk_lag_seconds')).toBe(0);
  expect(value(later, 'wiredesk_subscriber_lag_events', { subscriber: 'down' })).toBeUndefined();
});

it('the latency from commit to 2xx leaves out what was on the log before the subscriber was there', async () => {
  const floor = await openFloor();
  await floor.publish('a');
  await floor.clock.advance(DAY);
  await floor.subscribe('late');
  await floor.publish('b');
  const metrics = openMetrics();
  const dispatcher = floor.start(observedBy(metrics));
  await floor.clock.advance(1_000);
  const families = await read(floor, metrics, { state: dispatcher.state });
  expect(value(families, 'wiredesk_deliveries_total', { outcome: 'delivered' })).toBe(2);
  expect(value(families, 'wiredesk_delivery_latency_seconds_count')).toBe(1);
});

it('a store that refuses is counted, and costs the metrics only what it would have told', async () => {
  const floor = await openFloor();
  await floor.publish('a');
  await floor.subscribe('up');
  const metrics = openMetrics();
  let isFull = true;
  const { subscribers } = floor.store;
  const record: typeof subscribers.record = async (batch) => {
    if (isFull) throw new StoreError('unavailable', 'the disk is full');
    return subscribers.record(batch);
  };
  const store = { ...floor.store, subscribers: { ...subscribers, record } };
  floor.start({ store, ...observedBy(metrics) });
  await floor.clock.advance(2_000);
  isFull = false;
  await floor.clock.advance(60_000);
  const unreadable = {
    log: { ...floor.store.log, head: () => Promise.reject(new StoreError('unavailable', 'the disk failed')) },
    subscribers,
  };
  const families = await read(floor, metrics, { store: unreadable });
  expect(value(families, 'wiredesk_store_refusals_total', { work: 'record' })).toBe(2);
  expect(value(families, 'wiredesk_store_refusals_total', { work: 'read' })).toBe(0);
  expect(value(families, 'wiredesk_store_readable')).toBe(0);
  expect(value(await read(floor, metrics, {}), 'wiredesk_store_readable')).toBe(1);
});

it('passes are counted with what they came to', async () => {
  const floor = await openFloor();
  const metrics = openMetrics();
  const pass = { new: ['a'], updated: ['b', 'c'], documentCount: 1, problems: [{ severity: 'error' }] };
  metrics.passEnded({ reason: 'save', tookMs: 120, pass });
  metrics.passEnded({ reason: 'schedule', tookMs: 3_000 });
  const families = await read(floor, metrics, {});
  expect(value(families, 'wiredesk_passes_total', { reason: 'save', result: 'ok' })).toBe(1);
  expect(value(families, 'wiredesk_passes_total', { reason: 'schedule', result: 'failed' })).toBe(1);
  expect(value(families, 'wiredesk_stories_published_total', { change: 'updated' })).toBe(2);
  expect(value(families, 'wiredesk_pass_duration_seconds_sum')).toBeCloseTo(3.12);
  expect(value(families, 'wiredesk_story_errors_total')).toBe(1);
});
