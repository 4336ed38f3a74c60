/** `wiredesk subscribers test NAME`: a signed ping, now, and what came back. */
import type { Command } from 'commander';

import { openDesk } from '../../desk/open-desk.ts';
import { pingSubscriber } from '../../desk/ping.ts';
import { subscriberNamed } from '../../desk/subscriber-named.ts';
import { deskOption, fail, jsonOption, print, printJson, visible } from '../terminal.ts';

/** So much of an answer shows what is wrong without filling the screen. */
const ANSWER_MAX = 200;

/** What an answer to a ping says of the secret, where the endpoint is one of Superdesk's, which know no ping. */
function superdeskHint(
  status: number | undefined,
  answer: string,
): { isGenuine: boolean; meaning: string } | undefined {
  if (status === 400 && answer.includes('Unknown type')) {
    return { isGenuine: true, meaning: 'So Newshub answers a ping whose signature is right: it has the same secret.' };
  }
  if (status !== 401 && status !== 403) return undefined;
  return { isGenuine: false, meaning: 'So Newshub or Web Publisher answers a wrong signature: it has another secret.' };
}

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
  const pong = await pingSubscriber(desk, subscriber);
  const { status, durationMs, reason } = pong;
  const hint = subscriber.profile === undefined ? undefined : superdeskHint(status, pong.answer ?? '');
  const taken = pong.kind === 'delivered' || hint?.isGenuine === true;
  const answer = pong.answer?.slice(0, ANSWER_MAX).toWellFormed();
  if (!taken) fail();
  if (options.json) {
    printJson({ name, taken, durationMs, reason, ...(status !== undefined && { status }), ...(answer && { answer }) });
    return;
  }
  const ms = `${Math.round(durationMs)} ms`;
  const verdict = status === undefined ? `could not be reached: ${reason} (${ms})` : `answered ${reason} in ${ms}`;
  print(`${name} ${verdict}${taken ? '' : ', and has not taken it'}`);
  if (answer) print(`  "${visible(answer)}"`);
  if (hint !== undefined) print(`  ${hint.meaning}`);
}
