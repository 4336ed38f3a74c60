/**
 * What deliveries tell: one structured line for each outcome and each trouble, and whoever else listens. Names and
 * numbers only: no URL, no secret, no word of a story.
 */
import type { Logger } from 'pino';

import type { WireEvent } from '../wire/event.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import { webhookId } from './event-headers.ts';
import type { Health } from './health.ts';
import type { Outcome } from './outcome.ts';
import type { Verdict } from './verdict.ts';

/** Told what the log is told: metrics, alerts. Must neither throw nor wait, for it stands in the way of a delivery. */
export type DeliveryObserver = {
  readonly attempted?: (report: AttemptReport) => void;
  readonly suspended?: (suspension: Suspension) => void;
  readonly storeRefused?: (refusal: StoreRefusal) => void;
  /** After refusals. */
  readonly storeAnswered?: (work: StoreWork) => void;
};

export type DeliveryLog = Pick<Logger, 'info' | 'warn' | 'error'> & {
  readonly observers?: readonly DeliveryObserver[];
};

export type AttemptReport = {
  readonly subscriber: Pick<Subscriber, 'name' | 'createdAt'>;
  readonly event: WireEvent;
  /** Of this event, this one included. */
  readonly attempts: number;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** Of the endpoint, or of the story where that waits by itself. */
  readonly retryAt: string | undefined;
};

export function logAttempt(log: DeliveryLog, report: AttemptReport): void {
  for (const { attempted } of log.observers ?? []) attempted?.(report);
  const { subscriber, event, attempts, outcome, verdict, retryAt } = report;
  const { seq, guid, version, type } = event;
  const { status, durationMs, reason } = outcome;
  // As its receiver has it, who may ask about it by that.
  const id = webhookId(event);
  const line = { subscriber: subscriber.name, seq, id, guid, version, event: type, status, attempts, durationMs };
  switch (verdict) {
    case 'delivered':
      return log.info(line, 'delivered');
    case 'dead':
      return log.error({ ...line, reason }, 'dead letter: given up, the rest goes on');
    case 'ended':
      return log.warn({ ...line, reason }, 'subscription ended by its endpoint');
    case 'lane':
      return log.warn({ ...line, reason, retryAt }, 'refused: will be tried again, the rest goes on');
    case 'kill-again':
      return log.error(
        { ...line, reason, retryAt },
        `${withdrawal(event)} NOT DELIVERED: will be tried again until it is`,
      );
    case 'again':
      return log.warn({ ...line, reason, retryAt }, 'not delivered: will be tried again');
  }
}

/** Which subscriber, and the trouble that it has met for so long. */
export type Suspension = Pick<Health, 'failures' | 'failingSince' | 'lastError'> & { readonly subscriber: string };

export function logSuspension(log: DeliveryLog, suspension: Suspension): void {
  for (const { suspended } of log.observers ?? []) suspended?.(suspension);
  const { subscriber, failingSince, failures, lastError } = suspension;
  log.error(
    { subscriber, failingSince, failures, lastError },
    'subscriber suspended: nothing but failure for days; its events wait until it is resumed',
  );
}

/** What the store is asked for: the log and the subscribers, or a place for what has become of deliveries. */
export type StoreWork = 'read' | 'record';

export type StoreRefusal = {
  readonly work: StoreWork;
  readonly error: unknown;
  /** In a row. */
  readonly troubles: number;
};

const REFUSED: Readonly<Record<StoreWork, string>> = {
  read: 'the wire cannot be read: deliveries wait, and it is tried again',
  record: 'deliveries cannot be recorded: they wait, and the store is tried again',
};

const ANSWERED: Readonly<Record<StoreWork, string>> = {
  read: 'the wire can be read again',
  record: 'deliveries are recorded again',
};

export function logStoreRefusal(log: DeliveryLog, refusal: StoreRefusal): void {
  for (const { storeRefused } of log.observers ?? []) storeRefused?.(refusal);
  const { work, error, troubles } = refusal;
  log.error({ err: error, troubles }, REFUSED[work]);
}

export function logStoreAnswer(log: DeliveryLog, work: StoreWork, troubles: number): void {
  for (const { storeAnswered } of log.observers ?? []) storeAnswered?.(work);
  log.info({ troubles }, ANSWERED[work]);
}

function withdrawal({ type }: WireEvent): 'KILL' | 'HOLD' {
  return type === 'story.held' ? 'HOLD' : 'KILL';
}
