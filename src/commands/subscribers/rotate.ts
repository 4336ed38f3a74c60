/** `wiredesk subscribers rotate NAME`: a new secret, beside which the old one signs for a time. */
import { randomBytes } from 'node:crypto';

import type { Command } from 'commander';

import { newSecret } from '../../delivery/signature.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { subscriberNamed } from '../../desk/subscriber-named.ts';
import { parseDuration } from '../../story/duration.ts';
import { deskOption, jsonOption, print, printJson } from '../terminal.ts';

export function addRotate(subscribers: Command): void {
  subscribers
    .command('rotate')
    .description('give a subscriber a new secret and print it, this once; the old one signs too for a while')
    .argument('<name>')
    .option('--grace <span>', 'so long both sign; 0s when the old one has leaked', '24h')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(rotate);
}

async function rotate(name: string, options: { desk: string; grace: string; json?: true }): Promise<void> {
  const graceMs = parseDuration(options.grace);
  await using desk = await openDesk(options.desk);
  const { id } = await subscriberNamed(desk.store, name);
  const secret = newSecret(randomBytes);
  const now = Date.now();
  const bothUntil = new Date(now + graceMs).toISOString();
  await desk.store.subscribers.rotateSecret(id, { secret, now: new Date(now).toISOString(), bothUntil });
  if (options.json) printJson({ name, secret, ...(graceMs > 0 && { bothUntil }) });
  else {
    const grace =
      graceMs > 0
        ? `Events are signed with the old one too until ${bothUntil}: ${name} must know the new one by then.`
        : `The old one signs nothing from now on: ${name} refuses events until it knows the new one.`;
    print(`New secret of ${name}, shown only now: ${secret}\n${grace}`);
  }
}
