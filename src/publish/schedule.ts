/**
 * When passes run: at every save, on the schedule, when another process has put something on the wire, at the instants
 * that stories name (the end of an embargo, an expiry); one after the other, never two at once.
 */
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
  readonly onWatchTrouble: (error: unknown, below: string) => void;
  /** Calls back whenever another process has put something on the wire that is not in `feeds/` yet. */
  readonly watchWire?: (onAct: () => void) => Disposable;
};

/** Runs until the signal is given; resolves when the last pass is done. */
export async function keepPublishing(context: ScheduleContext, signal: AbortSignal): Promise<void> {
  const pending = new PendingWork();
  using watch = watchStories(context.storiesFolder, (path) => pending.addSaved(path), context.onWatchTrouble);
  using _wireWatch = context.watchWire?.(() => pending.addAct());
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
export const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 30_000;

async function passAfterPass(
  pending: PendingWork,
  watch: StoryWatch,
  context: ScheduleContext,
  signal: AbortSignal,
): Promise<void> {
  let alarm: Alarm | undefined;
  let failures = 0;
  for (;;) {
    await workOrAlarm(pending, alarm, context.now, signal);
    if (signal.aborted) return;
    // One save is several events, and a file is read only once it has been quiet. What is saved meanwhile may belong to it.
    if (pending.isOfSaves) await sleep(QUIET_MS);
    const work = pending.take();
    const { scope, reason } = work;
    if (scope === 'all') await watch.refresh();
    const pass = await context.runPass(scope, reason);
    if (pass === undefined) {
      failures += 1;
      await pauseButForActs(Math.min(RETRY_MS_MIN * 2 ** (failures - 1), RETRY_MS_MAX), pending, context, signal);
      pending.putBack(work);
      continue;
    }
    failures = 0;
    for (const path of pass.unsettled) pending.addSaved(path);
    // A pass over some files knows of their embargoes alone.
    const earlier = scope !== 'all' && alarm?.reason === 'embargo' ? [alarm] : [];
    alarm = earliest([...earlier, ...alarmsOf(pass)]);
  }
}

/** An instant at which there is something to do though nobody has filed anything. */
type Alarm = { readonly at: Instant; readonly reason: 'embargo' | 'expiry' };

function alarmsOf({ held, changeAt }: Pass): readonly Alarm[] {
  return [
    ...held.flatMap(({ until }): Alarm[] => (until === undefined ? [] : [{ at: until, reason: 'embargo' }])),
    ...(changeAt === undefined ? [] : [{ at: changeAt, reason: 'expiry' } as const]),
  ];
}

function earliest(alarms: readonly Alarm[]): Alarm | undefined {
  return alarms.toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
}

const NO_FILES: Scope = new Set<string>();

/** What is put on the wire meanwhile goes out all the same, where it can: a kill waits for no folder that cannot be read. */
async function pauseButForActs(
  delayMs: number,
  pending: PendingWork,
  { runPass }: ScheduleContext,
  signal: AbortSignal,
): Promise<void> {
  const end = performance.now() + delayMs;
  const over = AbortSignal.any([signal, AbortSignal.timeout(delayMs)]);
  while (await pending.takeAct(over)) {
    // What failed does so without looking at files too, and is not to be hammered.
    if ((await runPass(NO_FILES, 'act')) === undefined) await pause(Math.max(0, end - performance.now()), signal);
  }
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** A wait for an instant is looked at afresh this often: clocks are set, and machines sleep. */
const ALARM_CHECK_MS = 1_000;

async function workOrAlarm(
  pending: PendingWork,
  alarm: Alarm | undefined,
  now: () => Date,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const waitMs = alarm === undefined ? undefined : Date.parse(alarm.at) - now().getTime();
    // Looked at before all else: where one save follows the other, an embargo ends on the instant all the same.
    if (alarm !== undefined && waitMs !== undefined && waitMs <= 0) pending.addWhole(alarm.reason);
    if (!pending.isEmpty || signal.aborted) return;
    if (waitMs === undefined) await pending.arrival(signal);
    else await pending.arrival(AbortSignal.any([signal, AbortSignal.timeout(Math.min(waitMs, ALARM_CHECK_MS))]));
  }
}
