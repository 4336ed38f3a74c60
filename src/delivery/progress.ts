/** What an attempt's outcome does to a subscriber's progress: the whole policy of retries and dead letters, pure. */
import type { Progress, Receipt } from '../wire/subscriber.ts';
import { retryDelay } from './back-off.ts';
import type { Outcome } from './outcome.ts';

/** An event refused this often is a dead letter: with the schedule's delays some three minutes after the first try. */
export const REFUSALS_MAX = 5;

export type Step = {
  readonly progress: Progress;
  /** Where the delivery is finished, one way or the other. */
  readonly receipt?: Omit<Receipt, 'subscriberId'>;
  /** The subscription is over. */
  readonly ended?: true;
};

export type Circumstances = {
  readonly progress: Progress;
  /** Of the event that was attempted: the cursor's next. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
};

export function stepAfter(outcome: Outcome, circumstances: Circumstances): Step {
  const { progress } = circumstances;
  const refusals = progress.refusals ?? 0;
  if (outcome.kind === 'delivered') return passedOn('delivered', outcome, circumstances);
  if (outcome.kind === 'gone') {
    const { cursor, failures } = progress;
    return { progress: { cursor, failures: failures + 1, lastError: outcome.reason }, ended: true };
  }
  if (outcome.kind === 'endpoint-failed') {
    return { progress: setBack(outcome, circumstances, progress.failures + 1, refusals) };
  }
  return outcome.isFinal === true || refusals + 1 >= REFUSALS_MAX
    ? passedOn('dead', outcome, circumstances)
    : { progress: setBack(outcome, circumstances, refusals + 1, refusals + 1) };
}

function passedOn(result: Receipt['outcome'], outcome: Outcome, { progress, seq, now }: Circumstances): Step {
  return {
    progress: { cursor: seq, failures: 0 },
    receipt: {
      seq,
      outcome: result,
      finishedAt: new Date(now).toISOString(),
      ...(outcome.status !== undefined && { status: outcome.status }),
      attempts: progress.failures + 1,
      durationMs: outcome.durationMs,
      ...(result === 'dead' && { reason: outcome.reason }),
    },
  };
}

/** The cursor stays, and nobody tries before `retryAt`. `inARow` counts the failures of this kind. */
function setBack(outcome: Outcome, circumstances: Circumstances, inARow: number, refusals: number): Progress {
  const { progress, now, random } = circumstances;
  const { retryAfterMs } = outcome;
  const delay = retryDelay({ failures: inARow, random, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  return {
    cursor: progress.cursor,
    failures: progress.failures + 1,
    ...(refusals > 0 && { refusals }),
    retryAt: new Date(now + delay).toISOString(),
    lastError: outcome.reason,
  };
}
