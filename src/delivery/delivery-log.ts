/** One structured line for each outcome. Names and numbers only: no URL, no secret, no word of a story. */
import type { Logger } from 'pino';

import type { WireEvent } from '../wire/event.ts';
import type { Outcome } from './outcome.ts';
import type { Step } from './progress.ts';

export type DeliveryLog = Pick<Logger, 'info' | 'warn' | 'error'>;

export type AttemptReport = {
  /** Its name. */
  readonly subscriber: string;
  readonly event: WireEvent;
  /** In a row, this one included. */
  readonly attempts: number;
  readonly outcome: Outcome;
  readonly step: Step;
};

export function logAttempt(log: DeliveryLog, { subscriber, event, attempts, outcome, step }: AttemptReport): void {
  const { seq, guid, version, type } = event;
  const { status, durationMs, reason } = outcome;
  const line = { subscriber, seq, guid, version, event: type, status, attempts, durationMs };
  if (step.receipt?.outcome === 'delivered') log.info(line, 'delivered');
  else if (step.receipt?.outcome === 'dead')
    log.error({ ...line, reason }, 'dead letter: given up, the next event is up');
  else if (step.ended === true) log.warn({ ...line, reason }, 'subscription ended by its endpoint');
  else log.warn({ ...line, reason, retryAt: step.progress.retryAt }, 'not delivered: will be tried again');
}
