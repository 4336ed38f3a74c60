/** Receipts are kept for as long as wiredesk.yaml says, and forgotten in small steps, between which deliveries go on. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Log } from './log.ts';
import type { OpenDesk } from './open-desk.ts';

/** A step is one transaction of less than ten milliseconds: nothing else is written meanwhile. */
const STEP_RECEIPTS = 500;
const PAUSE_MS = 100;

/** A desk that has just started has better things to do. */
const FIRST_AFTER_MS = 60_000;
const AGAIN_AFTER_MS = 60 * 60_000;

export type Forgetting = {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** No more steps than that. */
  readonly stepsMax: number;
  readonly pauseMs: number;
  readonly signal: AbortSignal;
};

/** How many were forgotten. */
export async function forgetOldReceipts({ store, settings }: OpenDesk, forgetting: Forgetting): Promise<number> {
  const { now, stepsMax, pauseMs, signal } = forgetting;
  const { keep, keepDead } = settings.receipts;
  const [deliveredBefore, deadBefore] = [new Date(now - keep).toISOString(), new Date(now - keepDead).toISOString()];
  let forgotten = 0;
  let from: number | undefined = 1;
  for (let step = 0; from !== undefined && step < stepsMax && !signal.aborted; step += 1) {
    const pruned = await store.deliveries.prune({ from, limit: STEP_RECEIPTS, deliveredBefore, deadBefore });
    forgotten += pruned.removed;
    from = pruned.next;
    if (from !== undefined) await sleep(pauseMs);
  }
  return forgotten;
}

/** Forgets every hour until disposed of, which waits for a step under way. */
export function keepForgetting(desk: OpenDesk, log: Log): AsyncDisposable {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = forgetHourly(desk, log, signal);
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function forgetHourly(desk: OpenDesk, log: Log, signal: AbortSignal): Promise<void> {
  for (let wait = FIRST_AFTER_MS; await hasPassed(wait, signal); wait = AGAIN_AFTER_MS) {
    try {
      const given = { now: Date.now(), stepsMax: Infinity, pauseMs: PAUSE_MS, signal };
      const forgotten = await forgetOldReceipts(desk, given);
      if (forgotten > 0) log.info({ forgotten }, 'old receipts forgotten, as receipts.keep says');
    } catch (error) {
      log.warn({ err: error }, 'old receipts cannot be forgotten just now: tried again in an hour');
    }
  }
}

/** False where it was called off. */
async function hasPassed(waitMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(waitMs, undefined, { signal, ref: false });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
