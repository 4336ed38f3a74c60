/** One structured line for each outcome. Names and numbers only: no URL, no secret, no word of a story. */
import type { Logger } from 'pino';

import type { WireEvent } from '../wire/event.ts';
import type { Outcome } from './outcome.ts';
import type { Verdict } from './verdict.ts';

export type DeliveryLog = Pick<Logger, 'info' | 'warn' | 'error'>;

export type AttemptReport = {
  /** Its name. */
  readonly subscriber: string;
  readonly event: WireEvent;
  /** Of this event, this one included. */
  readonly attempts: number;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** Of the endpoint, or of the story where that waits by itself. */
  readonly retryAt: string | undefined;
};

export function logAttempt(log: DeliveryLog, report: AttemptReport): void {
  const { subscriber, event, attempts, outcome, verdict, retryAt } = report;
  const { seq, guid, version, type } = event;
  const { status, durationMs, reason } = outcome;
  const line = { subscriber, seq, guid, version, event: type, status, attempts, durationMs };
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

function withdrawal({ type }: WireEvent): 'KILL' | 'HOLD' {
  return type === 'story.held' ? 'HOLD' : 'KILL';
}
