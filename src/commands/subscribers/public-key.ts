/** `wiredesk subscribers public-key NAME`: what a receiver of `v1a` signatures verifies with. It is no secret. */
import type { Command } from 'commander';

import { openDesk } from '../../desk/open-desk.ts';
import { publicKeysOf } from '../../desk/subscribers/public-keys.ts';
import { subscriberNamed } from '../../desk/subscribers/subscriber-named.ts';
import { deskOption, jsonOption, print, printJson } from '../terminal.ts';

export function addPublicKey(subscribers: Command): void {
  subscribers
    .command('public-key')
    .description('show the public key that a subscriber verifies with, and the one before while it still signs')
    .argument('<name>')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(publicKey);
}

async function publicKey(name: string, options: { desk: string; json?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const subscriber = await subscriberNamed(desk.store, name);
  const { publicKey: current, former } = publicKeysOf(subscriber, new Date());
  if (options.json) printJson({ name, publicKey: current, former });
  else print([current, ...former.map((one) => `${one.publicKey} until ${one.until}`)].join('\n'));
}
