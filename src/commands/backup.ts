/** `wiredesk backup TO`: the desk once more, in a safe place. `wiredesk restored`: such a copy may go out from now on. */
import type { Command } from 'commander';

import { backUp, type Backup } from '../desk/backup/back-up.ts';
import { noteBackup } from '../desk/backup/last-backup.ts';
import { backupTakenAt, releaseBackup } from '../desk/backup/restored.ts';
import { openDesk } from '../desk/open-desk.ts';
import { bytesInShort } from '../story/byte-size.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { verifyLog } from '../wire/verify.ts';
import { deskOption, fail, jsonOption, notBlank, print, printJson, table } from './terminal.ts';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description(
      'copy the desk into a new folder and check the copy, also while it runs; all but the key of its secrets',
    )
    .argument('<to>', 'a folder that is not there yet, on another disk', notBlank)
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(backup);
  program
    .command('restored')
    .description('say that a desk made from a backup may go out: what was killed since then has been killed anew')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(restored);
}

type Options = { readonly desk: string; readonly json?: true };

async function backup(to: string, options: Options): Promise<void> {
  await using desk = await openDesk(options.desk);
  const made = await backUp(desk, to, new Date());
  const unnoted = await noteBackup(desk.store, made).catch(reasonOf);
  if (options.json) printJson({ ...made, ...(unnoted !== undefined && { unnoted }) });
  else
    print(
      [told(made), ...(unnoted === undefined ? [] : [`wiredesk status does not know of it: ${unnoted}`])].join('\n'),
    );
  if (made.omitted.length > 0) fail();
}

/** The backup is whole and in its place all the same: a full disk is when it is wanted most. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function told({ folder, events, headHash, stories, pictures, bytes, omitted }: Backup): string {
  const rows = [
    ['Backup', `${folder}, ${bytesInShort(bytes)}`],
    ['Log', `${events} events, intact, head ${headHash}`],
    ['stories/', `${stories} files`],
    ['Pictures', String(pictures)],
    ...omitted.map((each, index) => [index === 0 ? 'LEFT OUT' : '', each]),
  ];
  return [
    table(rows),
    'The key of the secrets (wire/secret.key) is not in it: keep a copy of that in another place.',
  ].join('\n');
}

async function restored(options: Options): Promise<void> {
  await using desk = await openDesk(options.desk);
  const takenAt = await backupTakenAt(desk.store);
  if (takenAt === undefined) throw new WiredeskError('this desk was not made from a backup, or goes out already');
  const verification = await verifyLog(desk.store);
  if (!verification.intact) {
    throw new WiredeskError(
      `the log is broken at event ${verification.seq}: ${verification.reason}. Take another backup than this one`,
    );
  }
  await releaseBackup(desk.store);
  const { events } = verification;
  if (options.json) printJson({ takenAt, events });
  else {
    print(
      `The desk goes out again as it was at ${takenAt}, with ${events} events: wiredesk start. Its feeds are written anew.`,
    );
  }
}
