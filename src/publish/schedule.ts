/** When passes run: at every save, on the schedule, at the end of an embargo; one after the other, never two at once. */
import { setTimeout as sleep } from 'node:timers/promises';

import { createTask } from 'node-cron';

import type { Instant } from '../story/instant.ts';
import { PendingWork, type PassReason } from './pending-work.ts';
import type { Pass, Scope } from './publish-pass.ts';
import { QUIET_MS } from './settled.ts';
import { watchStories, type StoryWatch } from './watch-stories.ts';

export type ScheduleContext = {
  readonly storiesFolder: string;
  /** Cron expression, and the time zone it is meant in. */
  readonly schedule: string;
  readonly timeZone: string;
  readonly now: () => Date;
  /** Runs a pass and reports its own failures; `undefined` where it could not run. */
  readonly runPass: (scope: Scope, reason: PassReason) => Promise<Pass | undefined>;
  readonly onWatchTrouble: (error: unknown) => void;
};

/** Runs until the signal is given; resolves when the last pass is done. */
export async function keepPublishing(context: ScheduleContext, signal: AbortSignal): Promise<void> {
  const pending = new PendingWork();
  using watch = watchStories(context.storiesFolder, (path) => pending.addSaved(path), context.onWatchTrouble);
  const task = createTask(context.schedule, () => pending.addWhole('schedule'), {
    name: 'publish',
    timezone: context.timeZone,
    noOverlap: true,
    suppressMissedWarning: true,
  });
  await task.start();
  pending.addWhole('start');
  try {
    await passAfterPass(pending, watch, context, signal);
  } finally {
    await task.destroy();
  }
}

/** What a pass that failed was to do is tried again after a while, however far off the schedule is. */
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 30_000;

async function passAfterPass(
  pending: PendingWork,
  watch: StoryWatch,
  context: ScheduleContext,
  signal: AbortSignal,
): Promise<void> {
  let embargoEnd: Instant | undefined;
  let failures = 0;
  for (;;) {
    await workOrEmbargoEnd(pending, embargoEnd, context.now, signal);
    if (signal.aborted) return;
    const work = pending.take();
    const { scope, reason } = work;
    // One save is several events, and a file is read only once it has been quiet.
    if (reason === 'save') await sleep(QUIET_MS);
    else await watch.refresh();
    const pass = await context.runPass(scope, reason);
    if (pass === undefined) {
      failures += 1;
      await pause(Math.min(RETRY_MS_MIN * 2 ** (failures - 1), RETRY_MS_MAX), signal);
      pending.putBack(work);
      continue;
    }
    failures = 0;
    for (const path of pass.unsettled) pending.addSaved(path);
    embargoEnd = earliest([...(scope === 'all' ? [] : [embargoEnd]), ...pass.held.map(({ until }) => until)]);
  }
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** A wait for an embargo is looked at afresh this often: clocks are set, and machines sleep. */
const EMBARGO_CHECK_MS = 1_000;

async function workOrEmbargoEnd(
  pending: PendingWork,
  embargoEnd: Instant | undefined,
  now: () => Date,
  signal: AbortSignal,
): Promise<void> {
  while (pending.isEmpty && !signal.aborted) {
    if (embargoEnd === undefined) {
      await pending.arrival(signal);
      continue;
    }
    const waitMs = Date.parse(embargoEnd) - now().getTime();
    if (waitMs <= 0) pending.addWhole('embargo');
    else await pending.arrival(AbortSignal.any([signal, AbortSignal.timeout(Math.min(waitMs, EMBARGO_CHECK_MS))]));
  }
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants.filter((instant) => instant !== undefined).sort()[0];
}
