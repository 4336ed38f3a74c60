/** `wiredesk publish`: one pass, then the deliveries that are due. */
import type { Command } from 'commander';

import { keyAlert } from '../alerts/desk-alerts.ts';
import { openAlerts, type DeskAlerts } from '../desk/alerts.ts';
import { deliverWhatIsDue, type DeliverySummary } from '../desk/delivery.ts';
import { clockWatch } from '../desk/clock-watch.ts';
import { lookAtDisk } from '../desk/disk-watch.ts';
import { openLog, type Log } from '../desk/log.ts';
import { tellOfOtherDomain } from '../desk/first-domain.ts';
import { forgetOldReceipts } from '../desk/old-receipts.ts';
import { heldLine } from '../desk/held-notice.ts';
import { refuseLostWire } from '../desk/lost-wire.ts';
import { openDesk, type OpenDesk } from '../desk/open-desk.ts';
import { refuseBackup } from '../desk/backup/restored.ts';
import { runPass } from '../desk/run-pass.ts';
import { stopSignal } from '../desk/stop-signal.ts';
import { distributeWhatIsDue } from '../desk/websub.ts';
import type { Pass } from '../publish/publish-pass.ts';
import { describeProblem } from '../story/problem.ts';
import { deskOption, dim, fail, jsonOption, print, printJson, table } from './terminal.ts';

/** Long enough for a save that is just ending; whatever takes longer is found by the next pass. */
const PATIENCE_MS = 2_000;

/** Ten thousand receipts, in a second: a schedule of passes keeps up with what they deliver. */
const FORGETTING_STEPS_MAX = 20;

const INTERRUPTED = 'Stopped before its end: what was begun is finished and written down, the next pass does the rest.';

type PublishOptions = { desk: string; json?: true; rebuild?: true };

export function addPublish(program: Command): void {
  program
    .command('publish')
    .description('read stories/, write what changed into feeds/, deliver what is due')
    .option('--rebuild', 'write every document in feeds/ anew')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(publish);
}

async function publish(options: PublishOptions): Promise<void> {
  const stopping = stopSignal();
  const log = openLog(process.stderr.isTTY ? 'text' : 'json');
  await using desk = await openDesk(options.desk);
  await refuseBackup(desk.store);
  await refuseLostWire(desk);
  await tellOfOtherDomain(desk.desk, desk.store, log);
  await using alerts = await openAlerts(desk, log);
  await lookAtDisk(desk, alerts.raise, log);
  // What this pass commits bears its time.
  await clockWatch(desk, alerts.raise, log)();
  const { pass, deliveries } = await passAndDeliver(desk, { options, alerts, log, signal: stopping });
  if (deliveries.refused !== undefined) keyAlert(alerts.raise, deliveries.refused);
  // A running desk does it itself.
  if (deliveries.leftTo === undefined) {
    await forgetOldReceipts(desk, { now: Date.now(), stepsMax: FORGETTING_STEPS_MAX, pauseMs: 0, signal: stopping });
  }
  const interrupted = stopping.aborted;
  if (options.json) printJson({ ...pass, deliveries, ...(interrupted && { interrupted }) });
  else print([summary(pass, deliveries), ...(interrupted ? [INTERRUPTED] : [])].join('\n'));
  const failed = pass.problems.some(({ severity }) => severity === 'error') || deliveries.failed + deliveries.dead > 0;
  if (failed || interrupted || deliveries.refused !== undefined) fail();
}

type Passing = {
  readonly options: PublishOptions;
  readonly alerts: DeskAlerts;
  readonly log: Log;
  readonly signal: AbortSignal;
};

async function passAndDeliver(
  desk: OpenDesk,
  { options, alerts, log, signal }: Passing,
): Promise<{ readonly pass: Pass; readonly deliveries: DeliverySummary }> {
  const passing = onePass(desk, options, signal);
  // What is on the wire is owed, also where feeds/ could not be written.
  const [ended] = await Promise.allSettled([passing]);
  if (ended.status === 'fulfilled') alerts.passEnded({});
  else if (!signal.aborted) alerts.passEnded({ failure: reasonOf(ended.reason) });
  const deliveries = await deliverWhatIsDue(desk, log, { signal, observers: [alerts] });
  await distributeWhatIsDue(desk, log, signal);
  return { pass: await passing, deliveries };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function onePass(desk: OpenDesk, { rebuild }: PublishOptions, signal: AbortSignal): Promise<Pass> {
  return runPass(desk, 'all', {
    command: 'wiredesk publish',
    patienceMs: PATIENCE_MS,
    rebuild: rebuild === true,
    signal,
    onProgress: progressLine(),
  });
}

const PROGRESS_AFTER_MS = 1_000;
const PROGRESS_EVERY_MS = 100;

/** `1200 of 20000 stories`, on a terminal, once it has taken a second. */
function progressLine(): (done: number, total: number) => void {
  const begun = performance.now();
  let shownAt = begun + PROGRESS_AFTER_MS - PROGRESS_EVERY_MS;
  return (done, total) => {
    const now = performance.now();
    if (!process.stderr.isTTY || now - shownAt < PROGRESS_EVERY_MS) return;
    shownAt = now;
    process.stderr.write(done === total ? '\r\u001B[K' : `\r${done} of ${total} stories`);
  };
}

function summary(pass: Pass, deliveries: DeliverySummary): string {
  const rows = [
    ['Read', String(pass.read), ''],
    ['New', String(pass.new.length), list(pass.new)],
    ['Updated', String(pass.updated.length), list(pass.updated)],
    ['Killed', String(pass.killed.length), list(pass.killed)],
    ['Unchanged', String(pass.unchanged), ''],
    ['Held', String(pass.held.length), list(pass.held.map(heldLine))],
    ['Problems', String(pass.problems.length), ''],
    ['Feeds written', String(pass.documentCount), list(pass.documents, pass.documentCount)],
    ['Deliveries', String(deliveries.delivered), deliveryNote(deliveries)],
  ];
  const notes = [
    ...pass.problems.map(describeProblem),
    ...pass.unsettled.map((path) => `stories/${path}: is still being written; the next pass reads it`),
    ...pass.missing.map(
      (path) => `stories/${path}: is gone; its story stays published (a story is withdrawn by a kill)`,
    ),
  ];
  return [table(rows.filter(([name = '', count]) => !RARE.has(name) || count !== '0')), ...notes].join('\n');
}

/** Told of where there are any. */
const RARE: ReadonlySet<string> = new Set(['Killed', 'Held']);

const LISTED_MAX = 4;

function list(paths: readonly string[], count: number = paths.length): string {
  const shown = paths.slice(0, LISTED_MAX).join(', ');
  return dim(count > LISTED_MAX ? `${shown} and ${count - LISTED_MAX} more` : shown);
}

function deliveryNote({ failed, dead, waiting, leftTo, refused }: DeliverySummary): string {
  const notes = [
    ...(refused !== undefined ? [`not possible: ${refused}`] : []),
    ...(failed > 0 ? [`${failed} failed and will be tried again`] : []),
    ...(failed === 0 && waiting > 0 ? [`${waiting} subscribers wait to be tried again (wiredesk status)`] : []),
    ...(dead > 0 ? [`${dead} refused for good`] : []),
    ...(leftTo !== undefined ? [`left to the running desk (${leftTo})`] : []),
  ];
  return dim(notes.join(', '));
}
