/** `wiredesk subscribers rotate NAME`: a new secret, beside which the old one signs for a time. */
import { Option, type Command } from 'commander';

import { issueSecret, SIGNATURES, signatureOf, type Issued, type Signature } from '../../delivery/issue-secret.ts';
import { checkPlainSecret } from '../../delivery/superdesk-push.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { subscriberNamed } from '../../desk/subscriber-named.ts';
import { parseDuration } from '../../story/duration.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
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
  const graceMs = parseDuration(options.grace);
  await using desk = await openDesk(options.desk);
  const subscriber = await subscriberNamed(desk.store, name);
  const issued = issue(subscriber, options, command);
  const now = Date.now();
  const bothUntil = new Date(now + graceMs).toISOString();
  await desk.store.subscribers.rotateSecret(subscriber.id, { ...issued, now: new Date(now).toISOString(), bothUntil });
  const { publicKey } = issued;
  const isGiven = issued.secret === options.pushSecret;
  if (options.json) {
    const told = publicKey === undefined ? { ...(!isGiven && { secret: issued.secret }) } : { publicKey };
    printJson({ name, ...told, ...(graceMs > 0 && { bothUntil }) });
    return;
  }
  const what =
    publicKey === undefined
      ? `New secret of ${name}, shown only now: ${issued.secret}`
      : `New public key of ${name}: ${publicKey}`;
  print(
    `${isGiven ? `${name} has the push secret that was given.` : what}\n${grace(subscriber, graceMs > 0, bothUntil)}`,
  );
}

function issue({ name, profile, ...before }: Subscriber, options: RotateOptions, command: Command): Issued {
  const { signature = signatureOf(before), pushSecret } = options;
  if (profile === undefined) {
    if (command.getOptionValueSource('pushSecret') !== 'cli') return issueSecret(signature);
    throw new WiredeskError(`${name} has no profile: Wiredesk makes its secret, leave --push-secret out`);
  }
  if (signature !== 'v1') throw new WiredeskError(`${name} has the profile ${profile}: it shares a secret, v1`);
  return pushSecret === undefined ? issueSecret(signature) : { secret: checkPlainSecret(pushSecret) };
}

function grace({ name, profile }: Subscriber, hasGrace: boolean, bothUntil: string): string {
  if (profile !== undefined) {
    return `x-superdesk-signature has room for one: from now on ${name} refuses events until it has the new one; they are tried again.`;
  }
  return hasGrace
    ? `Events are signed with the old one too until ${bothUntil}: ${name} must know the new one by then.`
    : `The old one signs nothing from now on: ${name} refuses events until it knows the new one.`;
}
