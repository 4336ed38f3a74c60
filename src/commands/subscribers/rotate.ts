/** `wiredesk subscribers rotate NAME`: a new secret, beside which the old one signs for a time. */
import { Option, type Command } from 'commander';

import { SIGNATURES, type Signature } from '../../delivery/issue-secret.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { rotateSecret } from '../../desk/subscribers/rotate-secret.ts';
import { subscriberNamed } from '../../desk/subscribers/subscriber-named.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import { deskOption, jsonOption, print, printJson } from '../terminal.ts';

export function addRotate(subscribers: Command): void {
  subscribers
    .command('rotate')
    .description('give a subscriber a new secret and print it, this once; the old one signs too for a while')
    .argument('<name>')
    .option('--grace <span>', 'so long both sign; 0s when the old one has leaked', '24h')
    .addOption(new Option('--signature <scheme>', 'sign by this from now on; else as before').choices(SIGNATURES))
    .addOption(
      new Option('--push-secret <text>', 'of a subscriber with a profile: the secret that its operator has set').env(
        'WIREDESK_PUSH_SECRET',
      ),
    )
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(rotate);
}

type RotateOptions = { desk: string; grace: string; signature?: Signature; pushSecret?: string; json?: true };

async function rotate(name: string, options: RotateOptions, command: Command): Promise<void> {
  await using desk = await openDesk(options.desk);
  const subscriber = await subscriberNamed(desk.store, name);
  const { grace, signature } = options;
  const pushSecret = pushSecretOf(subscriber, options, command);
  const { newSecret, publicKey, bothUntil } = await rotateSecret(desk, subscriber, {
    grace,
    ...(signature !== undefined && { signature }),
    ...(pushSecret !== undefined && { pushSecret }),
  });
  if (options.json) {
    printJson({
      name,
      ...(newSecret !== undefined && { secret: newSecret }),
      ...(publicKey !== undefined && { publicKey }),
      ...(bothUntil !== undefined && { bothUntil }),
    });
    return;
  }
  print([keyLine(name, { newSecret, publicKey }), graceLine(subscriber, bothUntil)].join('\n'));
}

/** The environment may have a push secret for others: it counts for who has a profile alone. */
function pushSecretOf({ profile }: Subscriber, { pushSecret }: RotateOptions, command: Command): string | undefined {
  return profile !== undefined || command.getOptionValueSource('pushSecret') === 'cli' ? pushSecret : undefined;
}

type Told = { readonly newSecret: string | undefined; readonly publicKey: string | undefined };

function keyLine(name: string, { newSecret, publicKey }: Told): string {
  if (publicKey !== undefined) return `New public key of ${name}: ${publicKey}`;
  if (newSecret !== undefined) return `New secret of ${name}, shown only now: ${newSecret}`;
  return `${name} has the push secret that was given.`;
}

function graceLine({ name, profile }: Subscriber, bothUntil: string | undefined): string {
  if (profile !== undefined) {
    return `x-superdesk-signature has room for one: from now on ${name} refuses events until it has the new one; they are tried again.`;
  }
  return bothUntil !== undefined
    ? `Events are signed with the old one too until ${bothUntil}: ${name} must know the new one by then.`
    : `The old one signs nothing from now on: ${name} refuses events until it knows the new one.`;
}
