/** How a desk is: who runs it, how far its log is, and how each subscriber fares. Facts only; no address, no secret. */
import { lagOf, type Lag } from '../delivery/lag.ts';
import type { DeliverySummary } from '../wire/delivery-record.ts';
import type { Lane, Rate, Subscriber, Untold } from '../wire/subscriber.ts';
import { alertSecret, NO_ALERT_SECRET } from './alert-secret.ts';
import { lastBackup, type LastBackup } from './backup/last-backup.ts';
import { backupTakenAt } from './backup/restored.ts';
import { freeBytes } from './disk-watch.ts';
import { lastAlerts, type LastAlert } from './last-alerts.ts';
import { lastPass, type LastPass } from './last-pass.ts';
import { deliveryLockHolder } from './locks.ts';
import { storiesOfLostWire } from './lost-wire.ts';
import type { OpenDesk } from './open-desk.ts';
import { websubStatus, type WebSubStatus } from './websub-subscribers.ts';

export type DeskStatus = {
  readonly agency: string;
  /** The process that delivers, such as `wiredesk start, process 4711`; absent where none does. */
  readonly runBy?: string;
  /** Why nothing can be delivered, whoever runs it. */
  readonly notDelivering?: string;
  /** Newest event on the log. */
  readonly head?: { readonly seq: number; readonly committedAt: string };
  readonly lastPass?: LastPass;
  /** Absent where there is none yet. */
  readonly lastBackup?: LastBackup;
  /** When the backup was taken that this desk was made from, as long as it waits for its operator's word. */
  readonly waitsSinceBackupOf?: string;
  /** How many stories `feeds/` shows where the wire knows of none; absent where it is not so. */
  readonly storiesOfLostWire?: number;
  /** Of the disk that the wire lies on, in bytes. */
  readonly disk: { readonly free: number; readonly isLow: boolean };
  readonly alerts: AlertStatus;
  readonly subscribers: readonly SubscriberStatus[];
  readonly websub: WebSubStatus;
};

export type AlertStatus = {
  /** Why alerts.webhook is told nothing; absent where it is told. */
  readonly notSent?: string;
  /** Of the last seven days, the newest last. */
  readonly last: readonly Omit<LastAlert, 'about'>[];
};

export type SubscriberStatus = {
  readonly name: string;
  readonly state: Subscriber['state'];
  readonly format: string;
  /** Events in flight at most. */
  readonly window: number;
  /** Attempts at most; absent where there is no such limit. */
  readonly rate?: Rate;
  /** Up to here it has everything that matches. */
  readonly cursor: number;
  /** At least so many where `isMore`; `seconds` since the oldest was committed. */
  readonly lag: { readonly events: number; readonly isMore: boolean; readonly seconds: number };
  readonly lastDay: LastDay;
  /** Attempts that failed in a row at its next event, with the last one's trouble. */
  readonly failures: number;
  readonly lastError?: string;
  /** Nothing is tried before. */
  readonly nextTry?: string;
  /** What its cursor has passed and it does not have: refused stories, kills that have not arrived. */
  readonly waiting: readonly Lane[];
  /** Killed or held stories that it has, or may have: it is not told while it is not active. */
  readonly untold: readonly Pick<Untold, 'guid' | 'version' | 'committedAt'>[];
};

export type LastDay = {
  readonly delivered: number;
  readonly dead: number;
  /** Of the attempts at the newest of them, those that are failing just now included, from 0 to 1; absent where there were none. */
  readonly successRate?: number;
  /** Milliseconds from commit to 2xx, of the newest `of` deliveries; absent where there were none. */
  readonly latency?: { readonly p50: number; readonly p99: number; readonly of: number };
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** `now`: milliseconds since 1970. */
export async function deskStatus(opened: OpenDesk, now: number): Promise<DeskStatus> {
  const { store, desk, folders, settings } = opened;
  const runBy = deliveryLockHolder(folders);
  const trouble = await store.subscribers.secretsTrouble();
  const free = await freeBytes(folders.wire);
  const [subscribers, head, pass] = [await store.subscribers.all(), await store.log.head(), await lastPass(store)];
  const [backup, backupOf] = [await lastBackup(store), await backupTakenAt(store)];
  const lost = await storiesOfLostWire(opened);
  const lags = await lagOf(subscribers, store);
  const lanes = Map.groupBy(await store.subscribers.lanes(), ({ subscriberId }) => subscriberId);
  const untold = Map.groupBy(await store.subscribers.untold(), ({ subscriber }) => subscriber);
  const since = new Date(now - DAY_MS).toISOString();
  const statuses: SubscriberStatus[] = [];
  for (const subscriber of subscribers) {
    const summary = await store.deliveries.summary(subscriber.id, since);
    const { id, name } = subscriber;
    statuses.push(
      statusOf(subscriber, {
        lag: lags.get(id),
        lanes: lanes.get(id) ?? [],
        untold: untold.get(name) ?? [],
        summary,
        now,
      }),
    );
  }
  return {
    agency: desk.agency.name,
    ...(runBy !== undefined && { runBy }),
    ...(trouble !== undefined && { notDelivering: trouble.message }),
    ...(head !== undefined && { head: { seq: head.seq, committedAt: head.committedAt } }),
    ...(pass !== undefined && { lastPass: pass }),
    ...(backup !== undefined && { lastBackup: backup }),
    ...(backupOf !== undefined && { waitsSinceBackupOf: backupOf }),
    ...(lost > 0 && { storiesOfLostWire: lost }),
    disk: { free, isLow: free < settings.alerts.diskFree },
    alerts: await alertStatus(opened, now),
    subscribers: statuses,
    websub: await websubStatus(opened),
  };
}

const ALERTS_SHOWN_MS = 7 * DAY_MS;

async function alertStatus({ store, settings }: OpenDesk, now: number): Promise<AlertStatus> {
  const since = new Date(now - ALERTS_SHOWN_MS).toISOString();
  const last = (await lastAlerts(store)).filter(({ at }) => at >= since).map(({ about: _about, ...alert }) => alert);
  if (settings.alerts.webhook === undefined) return { notSent: 'there is no alerts.webhook in wiredesk.yaml', last };
  return (await alertSecret(store)) === undefined ? { notSent: NO_ALERT_SECRET, last } : { last };
}

type Findings = {
  readonly lag: Lag | undefined;
  readonly lanes: readonly Lane[];
  readonly untold: readonly Untold[];
  readonly summary: DeliverySummary;
  readonly now: number;
};

function statusOf({ name, state, format, window, rate, progress }: Subscriber, findings: Findings): SubscriberStatus {
  const { lag, lanes, untold, summary, now } = findings;
  const { cursor, failures, lastError, retryAt } = progress;
  const age = lag?.oldestAt === undefined ? 0 : Math.max(0, now - Date.parse(lag.oldestAt));
  return {
    name,
    state,
    format,
    window,
    ...(rate !== undefined && { rate }),
    cursor,
    lag: { events: lag?.events ?? 0, isMore: lag?.isMore ?? false, seconds: Math.round(age / 1000) },
    lastDay: lastDayOf(summary, failures),
    failures,
    ...(lastError !== undefined && { lastError }),
    ...(retryAt !== undefined && state === 'active' && { nextTry: retryAt }),
    waiting: lanes,
    untold: untold.map(({ guid, version, committedAt }) => ({ guid, version, committedAt })),
  };
}

function lastDayOf({ delivered, dead, sample }: DeliverySummary, failures: number): LastDay {
  const tries = sample.attempts + failures;
  const sorted = sample.latencies.toSorted((a, b) => a - b);
  const [p50, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
  return {
    delivered,
    dead,
    ...(tries > 0 && { successRate: sample.delivered / tries }),
    ...(p50 !== undefined && p99 !== undefined && { latency: { p50, p99, of: sorted.length } }),
  };
}

/** The smallest value that at least that share of them does not exceed. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
