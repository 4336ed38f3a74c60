/** Takes an attempt's outcome into what is known of its subscriber, and says what of that is to be written. */
import type { Lane, Receipt, SentMark } from '../wire/subscriber.ts';
import { isoAt } from './due.ts';
import { afterFailure, afterSuccess, type Moment } from './health.ts';
import { firstInLane, openLane, setBack, withoutFirst } from './lane.ts';
import type { Outcome } from './outcome.ts';
import type { Change } from './pending-batch.ts';
import { hold, type HeldLane, type Subscription } from './subscription.ts';
import { takeBack, type Task } from './task.ts';
import { verdictInLane, verdictOnEvent, type Verdict } from './verdict.ts';
import type { Entry } from './window.ts';

export type Settled = {
  readonly verdict: Verdict;
  /** Of this event, this one included. */
  readonly attempts: number;
  readonly change: Change;
};

type Attempted = Moment & { readonly subscription: Subscription; readonly task: Task; readonly outcome: Outcome };

export function settleTask(attempted: Attempted): Settled {
  const { subscription, task, outcome } = attempted;
  const { source } = task;
  subscription.lastMs = outcome.durationMs;
  if (outcome.kind === 'delivered') noteSuccess(subscription, task);
  const settled = 'entry' in source ? settleEntry(attempted, source.entry) : settleLane(attempted, source.held);
  if (settled.verdict === 'ended') {
    takeBack(task);
    subscription.health = { ...subscription.health, lastError: outcome.reason };
  }
  return settled;
}

/** It speaks for the endpoint, and against the events that failed in the meantime. */
function noteSuccess(subscription: Subscription, { seq, round }: Task): void {
  const { health, subscriber, window } = subscription;
  subscription.successes += 1;
  if (round === health.round) subscription.health = afterSuccess(health, subscriber.window);
  for (const entry of window.entries) if (entry.failures > 0 && entry.seq !== seq) entry.othersSince += 1;
}

function settleEntry(attempted: Attempted, entry: Entry): Settled {
  const { subscription, outcome, task } = attempted;
  if (outcome.kind === 'endpoint-failed') entry.failures += 1;
  const verdict = verdictOnEvent(outcome, entry);
  const { attempts } = entry;
  const sent = marks(attempted, verdict, entry.isSuspect);
  if (verdict === 'again') {
    entry.state = 'waiting';
    const { health } = subscription;
    // Of those that were under way together only the first failure counts.
    if (task.round === health.round) subscription.health = afterFailure(health, outcome, attempted);
    return { verdict, attempts, change: { sent } };
  }
  if (verdict === 'lane') {
    entry.state = 'passed';
    entry.isInLane = true;
    const { id: subscriberId } = subscription.subscriber;
    const lane = openLane({ subscriberId, guid: entry.guid }, { seq: entry.seq, version: entry.version }, attempted);
    subscription.lanes.set(entry.guid, hold(lane, entry.isSuspect, subscription.successes));
    return { verdict, attempts, change: { sent, lanes: [lane] } };
  }
  entry.state = 'sent';
  return { verdict, attempts, change: { sent, receipts: receipts(attempted, verdict, attempts) } };
}

function settleLane(attempted: Attempted, held: HeldLane): Settled {
  const { subscription, task, outcome, now, patience } = attempted;
  const { lane } = held;
  // Replaced by a newer version while it was under way.
  const isCurrent = lane !== undefined && firstInLane(lane)?.seq === task.seq;
  const othersArrive = subscription.successes > held.successesSeen;
  const attempts = isCurrent ? lane.failures + 1 : 1;
  const verdict = lane === undefined ? 'lane' : verdictInLane(outcome, lane, { now, patience, othersArrive });
  const isOver = verdict === 'delivered' || (verdict === 'dead' && isCurrent);
  const sent = marks(attempted, verdict, held.isSuspect);
  held.isInFlight = false;
  if (isOver) {
    if (isCurrent) held.lane = withoutFirst(lane, now);
    const lanes = [laneChange(subscription, task.guid, held.lane)];
    return { verdict, attempts, change: { sent, lanes, receipts: receipts(attempted, verdict, attempts) } };
  }
  if (!isCurrent) return { verdict: verdict === 'ended' ? verdict : 'lane', attempts, change: { sent } };
  held.lane = setBack(lane, attempted);
  return { verdict, attempts, change: { sent, lanes: [held.lane] } };
}

function laneChange({ subscriber }: Subscription, guid: string, lane: Lane | undefined) {
  return lane ?? ({ subscriberId: subscriber.id, guid, gone: true } as const);
}

/** For the ledger: what has arrived, and what may have. */
function marks({ subscription, task, outcome }: Attempted, verdict: Verdict, isSuspect: boolean): readonly SentMark[] {
  const { guid, version } = task;
  const mark = { subscriberId: subscription.subscriber.id, guid, version };
  if (outcome.kind === 'delivered') return [{ ...mark, outcome: 'delivered' }];
  return outcome.isUnknown === true || (verdict === 'dead' && isSuspect) ? [{ ...mark, outcome: 'possible' }] : [];
}

function receipts(attempted: Attempted, verdict: Verdict, attempts: number): readonly Receipt[] {
  if (verdict !== 'delivered' && verdict !== 'dead') return [];
  const { subscription, task, outcome, now } = attempted;
  return [
    {
      subscriberId: subscription.subscriber.id,
      seq: task.seq,
      outcome: verdict,
      finishedAt: isoAt(now),
      ...(outcome.status !== undefined && { status: outcome.status }),
      attempts,
      durationMs: outcome.durationMs,
      ...(verdict === 'dead' && {
        reason: outcome.reason,
        ...(outcome.answer !== undefined && { answer: outcome.answer }),
      }),
    },
  ];
}
