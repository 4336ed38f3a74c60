/** `wiredesk verify`: is the log what was once written? */
import type { Command } from 'commander';

import { openDesk } from '../desk/open-desk.ts';
import { verifyLog } from '../wire/verify.ts';
import { deskOption, fail, jsonOption, print, printJson } from './terminal.ts';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('check the hash chain of the log: nothing changed, removed or slipped in')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(verify);
}

async function verify(options: { desk: string; json?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const verification = await verifyLog(desk.store);
  if (!verification.intact) fail();
  if (options.json) printJson(verification);
  else if (verification.intact)
    print(`The log is intact: ${verification.events} events, head ${verification.headHash}`);
  else print(`The log is broken at event ${verification.seq}: ${verification.reason}. Restore wire/ from a backup.`);
}
