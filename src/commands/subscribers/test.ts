/** `wiredesk subscribers test NAME`: a signed ping, now, and what came back. */
import type { Command } from 'commander';

import { openDesk } from '../../desk/open-desk.ts';
import { subscriberNamed } from '../../desk/subscribers/subscriber-named.ts';
import { testSubscriber } from '../../desk/subscribers/test-subscriber.ts';
import { deskOption, fail, jsonOption, print, printJson, visible } from '../terminal.ts';

export function addTest(subscribers: Command): void {
  subscribers
    .command('test')
    .description('send one signed ping now, and show what the endpoint answers; exit code 1 when it does not take it')
    .argument('<name>')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(test);
}

async function test(name: string, options: { desk: string; json?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const subscriber = await subscriberNamed(desk.store, name);
  const { isTaken, durationMs, reason, status, answer, meaning } = await testSubscriber(desk, subscriber);
  if (!isTaken) fail();
  if (options.json) {
    const answered = { ...(status !== undefined && { status }), ...(answer !== undefined && { answer }) };
    printJson({ name, taken: isTaken, durationMs, reason, ...answered });
    return;
  }
  const ms = `${Math.round(durationMs)} ms`;
  const verdict = status === undefined ? `could not be reached: ${reason} (${ms})` : `answered ${reason} in ${ms}`;
  print(`${name} ${verdict}${isTaken ? '' : ', and has not taken it'}`);
  if (answer !== undefined) print(`  "${visible(answer)}"`);
  if (meaning !== undefined) print(`  ${meaning}`);
}
