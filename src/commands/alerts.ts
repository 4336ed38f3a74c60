/** `wiredesk alerts secret|test`: the webhook of the operator's own. */
import { randomBytes, randomUUID } from 'node:crypto';

import type { Command } from 'commander';

import { newSecret } from '../delivery/signature.ts';
import { checkTarget } from '../delivery/target.ts';
import { alertPost } from '../desk/alert-post.ts';
import { ALERT_SECRET_VARIABLE, givenAlertSecret, setAlertSecret } from '../desk/alert-secret.ts';
import { openDesk } from '../desk/open-desk.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { deskOption, fail, jsonOption, print, printJson } from './terminal.ts';

export function addAlerts(program: Command): void {
  const alerts = program.command('alerts').description('the webhook of your own that is told of trouble');
  alerts
    .command('secret')
    .description('make a new secret that alerts are signed with, and print it, this once')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(secret);
  alerts
    .command('test')
    .description('send one alert now; exit code 1 when alerts.webhook does not take it')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(test);
}

type AlertOptions = { desk: string; json?: true };

async function secret(options: AlertOptions): Promise<void> {
  if (givenAlertSecret() !== undefined) {
    throw new WiredeskError(`${ALERT_SECRET_VARIABLE} is set and goes before: change it there, or unset it`);
  }
  await using desk = await openDesk(options.desk);
  const made = newSecret(randomBytes);
  await setAlertSecret(desk.store, made);
  if (options.json) printJson({ secret: made });
  else print(`Secret of the alerts, shown only now: ${made}\nA running desk signs with it from its next alert on.`);
}

async function test(options: AlertOptions): Promise<void> {
  await using desk = await openDesk(options.desk);
  const { webhook } = desk.settings.alerts;
  if (webhook === undefined) throw new WiredeskError('there is no alerts.webhook in wiredesk.yaml to send one to');
  const refusal = checkTarget(webhook, desk.settings.webhooks);
  if (refusal !== undefined) throw new WiredeskError(`alerts.webhook in wiredesk.yaml cannot be used: ${refusal}`);
  const post = alertPost(desk, webhook);
  const alert = {
    type: 'test',
    about: '',
    message: 'This is a test: somebody wants to know whether alerts arrive',
    facts: {},
  } as const;
  const sending = { alert, id: `alert_${randomUUID()}`, at: new Date().toISOString(), omitted: 0 };
  const { kind, status, durationMs, reason } = await post.send(sending, new AbortController().signal);
  await post.close();
  const taken = kind === 'delivered';
  if (!taken) fail();
  if (options.json) printJson({ taken, durationMs, reason, ...(status !== undefined && { status }) });
  else if (taken) print(`The test alert was taken: ${reason} in ${Math.round(durationMs)} ms`);
  else print(`The test alert was not taken: ${reason}`);
}
