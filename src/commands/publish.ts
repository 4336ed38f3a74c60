/** `wiredesk publish`: one pass, then the deliveries that are due. */
import type { Command } from 'commander';

import { deliverWhatIsDue, type DeliverySummary } from '../desk/delivery.ts';
import { openLog } from '../desk/log.ts';
import { openDesk } from '../desk/open-desk.ts';
import { runPass } from '../desk/run-pass.ts';
import type { Pass } from '../publish/publish-pass.ts';
import { describeProblem } from '../story/problem.ts';
import { deskOption, dim, fail, jsonOption, print, printJson, table } from './terminal.ts';

/** Long enough for a save that is just ending; whatever takes longer is found by the next pass. */
const PATIENCE_MS = 2_000;

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
  await using desk = await openDesk(options.desk);
  const pass = await runPass(desk, 'all', {
    command: 'wiredesk publish',
    patienceMs: PATIENCE_MS,
    rebuild: options.rebuild === true,
    onProgress: progressLine(),
  });
  const deliveries = await deliverWhatIsDue(desk, openLog(process.stderr.isTTY ? 'text' : 'json'));
  if (options.json) printJson({ ...pass, deliveries });
  else print(summary(pass, deliveries));
  const failed = pass.problems.some(({ severity }) => severity === 'error') || deliveries.failed + deliveries.dead > 0;
  if (failed) fail();
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
    [
      'Held',
      String(pass.held.length),
      list(pass.held.map(({ path, until }) => `${path} until ${until ?? 'released'}`)),
    ],
    ['Problems', String(pass.problems.length), ''],
    ['Feeds written', String(pass.documents.length), list(pass.documents)],
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

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, LISTED_MAX).join(', ');
  return dim(paths.length > LISTED_MAX ? `${shown} and ${paths.length - LISTED_MAX} more` : shown);
}

function deliveryNote({ failed, dead, waiting, leftTo }: DeliverySummary): string {
  const notes = [
    ...(failed > 0 ? [`${failed} failed and will be tried again`] : []),
    ...(failed === 0 && waiting > 0 ? [`${waiting} subscribers wait to be tried again (wiredesk status)`] : []),
    ...(dead > 0 ? [`${dead} refused for good`] : []),
    ...(leftTo !== undefined ? [`left to the running desk (${leftTo})`] : []),
  ];
  return dim(notes.join(', '));
}
