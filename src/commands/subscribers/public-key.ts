/** `wiredesk subscribers public-key NAME`: what a receiver of `v1a` signatures verifies with. It is no secret. */
import type { Command } from 'commander';

import { isSecretKey, publicTextOf } from '../../delivery/asymmetric.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { subscriberNamed } from '../../desk/subscriber-named.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
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
  const now = new Date().toISOString();
  const former = (subscriber.formerSecrets ?? [])
    .filter(({ secret, until }) => isSecretKey(secret) && until > now)
    .map(({ secret, until }) => ({ publicKey: publicTextOf(secret), until }));
  if (subscriber.publicKey === undefined) {
    throw new WiredeskError(
      `${name} is signed for with a shared secret (v1). A pair of keys in its place: wiredesk subscribers rotate ${name} --signature v1a`,
    );
  }
  if (options.json) printJson({ name, publicKey: subscriber.publicKey, former });
  else print([subscriber.publicKey, ...former.map((one) => `${one.publicKey} until ${one.until}`)].join('\n'));
}
