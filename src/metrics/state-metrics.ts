/** How deliveries stand, measured when it is asked for. Few subscribers are named: those in trouble, and no more than a page of them. */
import { Gauge, type Registry } from '@prometheus-io/client';

import type { DeliveryState, StateQuestion } from '../delivery/state.ts';
import type { Store } from '../wire/store.ts';
import type { Subscriber } from '../wire/subscriber.ts';

export type StateSources = {
  readonly store: {
    readonly log: Pick<Store['log'], 'after' | 'before' | 'head'>;
    readonly subscribers: Pick<Store['subscribers'], 'countByState'>;
    readonly websub: Pick<Store['websub'], 'count'>;
  };
  /** Of the last backup, in milliseconds since 1970. */
  readonly backupAt: () => Promise<number | undefined>;
  /** Absent where this desk does not deliver. */
  readonly state?: (question: StateQuestion) => DeliveryState;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** As many series as a dashboard shows; above that many subscribers only those in trouble have a series of their own. */
const NAMED_MAX = 100;

/** Who is still owed what was committed so long ago is in trouble, though its endpoint may work. */
const LATE_MS = 60_000;

const STATES: readonly Subscriber['state'][] = ['active', 'paused', 'suspended', 'ended'];

/** Rejects where the store cannot be read. */
export type Measure = (sources: StateSources) => Promise<void>;

export function stateMetrics(register: Registry): Measure {
  const gauges = gaugesIn(register);
  return async ({ store, backupAt, state, now }) => {
    const instant = now();
    const head = (await store.log.head())?.seq ?? 0;
    const counts = await store.subscribers.countByState();
    gauges.events.set(head);
    for (const one of STATES) gauges.subscribers.set({ state: one }, counts.get(one) ?? 0);
    gauges.websub.set((await store.websub.count()).all);
    gauges.backup.set(((await backupAt()) ?? 0) / 1_000);
    if (state === undefined) return;
    const lateUpTo = await store.log.before(new Date(instant - LATE_MS).toISOString());
    const found = state({ namesMax: NAMED_MAX, lateUpTo });
    const ages = await agesOf([found.lowest, ...found.named.map(({ cursor }) => cursor)], found.head, store, instant);
    showTotals(gauges, found, ages);
    showNamed(gauges, found, ages);
  };
}

type Ages = ReadonlyMap<number, number>;

/** By cursor: seconds since the commit of the first event after it; 0 where there is none. */
async function agesOf(
  cursors: readonly number[],
  head: number,
  { log }: StateSources['store'],
  now: number,
): Promise<Ages> {
  const ages = new Map<number, number>();
  for (const cursor of new Set(cursors)) {
    const [event] = cursor < head ? await log.after(cursor, 1) : [];
    ages.set(cursor, event === undefined ? 0 : Math.max(0, now - Date.parse(event.committedAt)) / 1_000);
  }
  return ages;
}

type Gauges = ReturnType<typeof gaugesIn>;

function gaugesIn(register: Registry) {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [register] });
  const labelled = <Label extends string>(name: string, help: string, label: Label) =>
    new Gauge({ name, help, labelNames: [label], registers: [register] });
  return {
    events: gauge('wiredesk_log_events', 'Events on the wire: the sequence number of the newest.'),
    subscribers: labelled('wiredesk_subscribers', 'Subscribers by their state.', 'state'),
    websub: gauge('wiredesk_websub_subscriptions', 'Subscriptions by WebSub, each of one feed.'),
    backup: gauge(
      'wiredesk_last_backup_timestamp_seconds',
      'When the last backup was taken, in seconds since 1970; 0 where there is none.',
    ),
    failing: gauge('wiredesk_subscribers_failing', 'Active subscribers whose endpoints fail just now.'),
    behind: gauge('wiredesk_subscribers_behind', 'Active subscribers that are owed something just now.'),
    inFlight: gauge('wiredesk_deliveries_in_flight', 'Attempts under way.'),
    lanes: labelled('wiredesk_waiting_stories', 'Stories that wait beside a cursor: refused, or killed.', 'kind'),
    lagEvents: gauge(
      'wiredesk_lag_events',
      'Events on the log that the subscriber furthest behind has not got beyond.',
    ),
    lagSeconds: gauge('wiredesk_lag_seconds', 'Age of the oldest event that an active subscriber is still owed.'),
    ofEvents: labelled(
      'wiredesk_subscriber_lag_events',
      'Events on the log that this subscriber has not got beyond, whether they match its filter or not.',
      'subscriber',
    ),
    ofSeconds: labelled(
      'wiredesk_subscriber_lag_seconds',
      'Age of the oldest event that this subscriber is still owed.',
      'subscriber',
    ),
    ofFailures: labelled(
      'wiredesk_subscriber_failures',
      'Failures of this subscriber’s endpoint in a row.',
      'subscriber',
    ),
  };
}

function showTotals(gauges: Gauges, state: DeliveryState, ages: Ages): void {
  const { failing, behind, inFlight, lanes, head, lowest } = state;
  gauges.failing.set(failing);
  gauges.behind.set(behind);
  gauges.inFlight.set(inFlight);
  gauges.lanes.set({ kind: 'refused' }, lanes.refused);
  gauges.lanes.set({ kind: 'kill' }, lanes.kills);
  gauges.lagEvents.set(head - lowest);
  gauges.lagSeconds.set(ages.get(lowest) ?? 0);
}

function showNamed({ ofEvents, ofSeconds, ofFailures }: Gauges, { named, head }: DeliveryState, ages: Ages): void {
  for (const gauge of [ofEvents, ofSeconds, ofFailures]) gauge.reset();
  for (const { name: subscriber, cursor, failures } of named) {
    ofEvents.set({ subscriber }, head - cursor);
    ofSeconds.set({ subscriber }, ages.get(cursor) ?? 0);
    ofFailures.set({ subscriber }, failures);
  }
}
