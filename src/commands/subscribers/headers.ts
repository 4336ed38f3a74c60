/** `wiredesk subscribers headers NAME`: the header fields that one endpoint wants besides. */
import { Option, type Command } from 'commander';

import { parseRequestHeaders, type WrittenHeaders } from '../../delivery/request-headers.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { requireSecrets } from '../../desk/secrets.ts';
import { subscriberNamed } from '../../desk/subscriber-named.ts';
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

/** The environment keeps them out of the shell's history and the list of processes. */
export function headerOptions(): readonly Option[] {
  return [
    new Option('--header <field>', 'send this along, such as "X-Source: pana"; repeat for more')
      .argParser((field: string, fields: readonly string[]) => [...fields, field])
      .default([], 'none'),
    new Option('--basic <credentials>', 'authorize as user:password').env('WIREDESK_BASIC'),
    new Option('--bearer <token>', 'authorize by a token').env('WIREDESK_BEARER'),
  ];
}

type HeadersOptions = WrittenHeaders & { desk: string; none?: true };

async function headers(name: string, { desk: root, none, ...written }: HeadersOptions): Promise<void> {
  const parsed = none ? {} : parseRequestHeaders(written);
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
