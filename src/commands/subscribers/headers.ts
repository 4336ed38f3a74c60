/** `wiredesk subscribers headers NAME`: the header fields that one endpoint wants besides. */
import type { Command } from 'commander';

import { parseRequestHeaders } from '../../delivery/request-headers.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { requireSecrets } from '../../desk/secrets.ts';
import { subscriberNamed } from '../../desk/subscribers/subscriber-named.ts';
import { headerOptions, writtenHeaders } from '../options/headers.ts';
import { deskOption, print } from '../terminal.ts';

export function addHeaders(subscribers: Command): void {
  const command = subscribers
    .command('headers')
    .description('say which header fields are sent along, or replace them all by those given')
    .argument('<name>')
    .option('--none', 'send none along any more')
    .addOption(deskOption());
  for (const option of headerOptions()) command.addOption(option);
  command.action(headers);
}

type HeadersOptions = { desk: string; none?: true };

async function headers(name: string, { desk: root, none }: HeadersOptions, command: Command): Promise<void> {
  const parsed = none ? {} : parseRequestHeaders(writtenHeaders(command));
  await using desk = await openDesk(root);
  await requireSecrets(desk.store);
  const { id, requestHeaders = {} } = await subscriberNamed(desk.store, name);
  // Asked without options it only tells: what is sealed cannot be written down again from here.
  const isAsked = !none && Object.keys(parsed).length === 0;
  if (!isAsked) await desk.store.subscribers.setRequestHeaders(id, parsed);
  const names = Object.keys(isAsked ? requestHeaders : parsed);
  print(
    names.length === 0 ? `${name} gets no headers of its own.` : `${name} gets, with each event: ${names.join(', ')}`,
  );
}
