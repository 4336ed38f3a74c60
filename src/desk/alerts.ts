/** A desk's alerts: raised by deliveries, passes and the disk, remembered on the wire, sent to the operator's webhook. */
import { randomUUID } from 'node:crypto';

import type { Alert, AlertType, Raise } from '../alerts/alert.ts';
import type { AlertToSend } from '../alerts/alert-message.ts';
import { deliveryAlerts } from '../alerts/delivery-alerts.ts';
import { passAlerts } from '../alerts/desk-alerts.ts';
import { alertGate } from '../alerts/gate.ts';
import { outbox, type Outbox } from '../alerts/outbox.ts';
import type { DeliveryObserver } from '../delivery/delivery-log.ts';
import { later } from '../delivery/later.ts';
import { checkTarget } from '../delivery/target.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { alertSecret, NO_ALERT_SECRET } from './alert-secret.ts';
import { alertPost } from './alert-post.ts';
import { LAST_ALERTS_MAX, lastAlerts, noteAlerts, type LastAlert } from './last-alerts.ts';
import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

export type DeskAlerts = AsyncDisposable & {
  readonly raise: Raise;
  readonly delivery: DeliveryObserver;
  readonly passEnded: (end: { readonly failure?: string }) => void;
};

/** What is on its way when the desk stops has so long. */
const CLOSE_GRACE_MS = 5_000;

/** Throws a `WiredeskError` where alerts.webhook is an address that webhooks may not go to. */
export async function openAlerts(desk: OpenDesk, log: Log): Promise<DeskAlerts> {
  const { webhook, killAfter } = desk.settings.alerts;
  const record = await alertRecord(desk, log);
  const sender = webhook === undefined ? undefined : await openSender(desk, webhook, { log, onTold: record.noteTold });
  const gate = alertGate(record.all());
  const raise: Raise = (alert) => {
    const now = Date.now();
    const admission = gate.admit(alert, now);
    if (admission === undefined) return;
    const [id, at] = [`alert_${randomUUID()}`, new Date(now).toISOString()];
    record.add({ id, type: alert.type, about: alert.about, at, message: alert.message });
    tellLog(log, alert);
    sender?.waiting.add({ alert, id, at, ...admission });
  };
  return {
    raise,
    delivery: deliveryAlerts({ raise, killAfterMs: killAfter, now: Date.now }),
    passEnded: passAlerts(raise),
    async [Symbol.asyncDispose]() {
      await sender?.close();
      await record.written();
    },
  };
}

const ERRORS: ReadonlySet<AlertType> = new Set(['kill.undelivered', 'disk.low', 'clock.behind', 'wire.gone']);
const GOOD_NEWS: ReadonlySet<AlertType> = new Set(['disk.enough', 'clock.right', 'pass.working']);

/** The others are lines of the log already, where they happen. */
function tellLog(log: Log, { type, message, facts }: Alert): void {
  if (ERRORS.has(type)) log.error({ alert: type, ...facts }, message);
  else if (GOOD_NEWS.has(type)) log.info({ alert: type, ...facts }, message);
}

type Sender = { readonly waiting: Outbox<AlertToSend>; readonly close: () => Promise<void> };

type SenderDeps = { readonly log: Log; readonly onTold: (id: string) => void };

async function openSender(desk: OpenDesk, url: string, { log, onTold }: SenderDeps): Promise<Sender> {
  const refusal = checkTarget(url, desk.settings.webhooks);
  if (refusal !== undefined) throw new WiredeskError(`alerts.webhook in wiredesk.yaml cannot be used: ${refusal}`);
  if ((await alertSecret(desk.store)) === undefined) log.warn(NO_ALERT_SECRET);
  const post = alertPost(desk, url);
  const waiting = outbox<AlertToSend>({ send: post.send, onTold: ({ id }) => onTold(id), later, log });
  return {
    waiting,
    async close() {
      await waiting.close(CLOSE_GRACE_MS);
      await post.close();
    },
  };
}

type AlertRecord = {
  readonly all: () => readonly LastAlert[];
  readonly add: (alert: LastAlert) => void;
  readonly noteTold: (id: string) => void;
  /** Resolves when all of it is on the wire, or the wire has refused it. */
  readonly written: () => Promise<void>;
};

async function alertRecord({ store }: OpenDesk, log: Log): Promise<AlertRecord> {
  let alerts = await lastAlerts(store);
  let writing: Promise<void> = Promise.resolve();
  const write = (): void => {
    writing = writing
      .then(() => noteAlerts(store, alerts))
      // Often the store is what the alert is about: it is told all the same.
      .catch((error: unknown) => log.warn({ err: error }, 'an alert cannot be remembered'));
  };
  return {
    all: () => alerts,
    add(alert) {
      alerts = [...alerts, alert].slice(-LAST_ALERTS_MAX);
      write();
    },
    noteTold(id) {
      const toldAt = new Date().toISOString();
      alerts = alerts.map((alert) => (alert.id === id ? { ...alert, toldAt } : alert));
      write();
    },
    written: () => writing,
  };
}
