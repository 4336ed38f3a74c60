/** `wiredesk subscribers list`: who there is, what each wants, and how far it has got. */
import type { Command } from 'commander';

import { describeRate } from '../../delivery/rate.ts';
import { laneTrouble } from '../../desk/lane-trouble.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { listSubscribers, shownList } from '../../desk/subscribers/list-subscribers.ts';
import { describeFilter, shownUrl } from '../../desk/subscribers/shown.ts';
import { websubOutlook, type WebSubSubscriber } from '../../desk/websub-subscribers.ts';
import type { Lane, Subscriber } from '../../wire/subscriber.ts';
import { deskOption, dim, jsonOption, print, printJson, table, visible } from '../terminal.ts';

export function addList(subscribers: Command): void {
  subscribers
    .command('list')
    .description('all subscribers, what each wants and how far it has got')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(list);
}

async function list(options: { desk: string; json?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const listed = await listSubscribers(desk.store);
  const { webhooks, websub } = listed;
  if (options.json) {
    printJson(shownList(listed));
    return;
  }
  if (webhooks.length + websub.length === 0) {
    print('There are no subscribers. Add one with: wiredesk subscribers add NAME URL --format ninjs');
    return;
  }
  const seq = (await desk.store.log.head())?.seq ?? 0;
  print(
    table([
      ['Name', 'State', 'Format', 'Wants', 'Window', 'Rate', 'Behind', 'Address', ''].map(dim),
      ...webhooks.map(({ subscriber, lanes }) => row(subscriber, seq, lanes)),
      ...websub.map(websubRow),
    ]),
  );
}

function row(subscriber: Subscriber, head: number, lanes: readonly Lane[]): string[] {
  const { name, state, format, filter, window, rate, progress, url } = subscriber;
  return [
    name,
    state,
    format,
    visible(describeFilter(filter)),
    String(window),
    rate === undefined ? '-' : describeRate(rate),
    String(head - progress.cursor),
    shownUrl(url),
    [
      subscriber.isTrusted === true ? 'trusted with embargoed copy' : '',
      endpointTrouble(subscriber),
      ...lanes.map((lane) => laneTrouble(lane, state)),
    ]
      .filter((line) => line !== '')
      .join('; '),
  ];
}

function websubRow(subscriber: WebSubSubscriber): string[] {
  const { name, document, url, isBehind } = subscriber;
  return [name, 'active', 'websub', document, '1', '-', isBehind ? '1' : '0', shownUrl(url), websubOutlook(subscriber)];
}

function endpointTrouble({ name, state, progress: { lastError, retryAt, failingSince } }: Subscriber): string {
  if (state === 'suspended') {
    return `nothing but failure since ${failingSince ?? 'long ago'}: wiredesk subscribers resume ${name}`;
  }
  if (lastError === undefined) return '';
  return state === 'ended' ? lastError : `${lastError}, tried again at ${retryAt ?? 'once'}`;
}
