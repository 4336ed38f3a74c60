/** `wiredesk subscribers trust NAME`: who gets stories under embargo. */
import type { Command } from 'commander';

import { openDesk } from '../../desk/open-desk.ts';
import { trustSubscriber } from '../../desk/subscribers/change-subscriber.ts';
import { subscriberNamed } from '../../desk/subscribers/subscriber-named.ts';
import { deskOption, print } from '../terminal.ts';

export function addTrust(subscribers: Command): void {
  subscribers
    .command('trust')
    .description('send a subscriber stories under embargo too, marked as withheld; --off ends that')
    .argument('<name>')
    .option('--off', 'trust it no longer: what it has not got yet it gets when the embargo ends')
    .addOption(deskOption())
    .action(trust);
}

async function trust(name: string, options: { desk: string; off?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const isTrusted = options.off !== true;
  await trustSubscriber(desk, await subscriberNamed(desk.store, name), isTrusted);
  print(
    isTrusted
      ? `${name} gets stories under embargo from now on, marked stat:withheld. It answers for keeping them.`
      : `${name} gets stories under embargo no longer. It keeps what it has: wiredesk stories show STORY --receivers`,
  );
}
