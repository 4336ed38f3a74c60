/** `wiredesk deliveries`: who got what, and what was refused. */
import type { Command } from 'commander';

import { openDesk } from '../desk/open-desk.ts';
import { storyNamed } from '../desk/story-named.ts';
import { subscriberNamed } from '../desk/subscribers/subscriber-named.ts';
import { parseDuration } from '../story/duration.ts';
import type { RecordedDelivery } from '../wire/delivery-record.ts';
import { count } from './options/count.ts';
import { deskOption, dim, jsonOption, print, printJson, table, visible } from './terminal.ts';

const LIMIT = 50;

type DeliveriesOptions = {
  desk: string;
  subscriber?: string;
  story?: string;
  since?: string;
  dead?: true;
  limit: number;
  json?: true;
};

export function addDeliveries(program: Command): void {
  program
    .command('deliveries')
    .description('who got what, newest first: each delivery that is finished')
    .option('--subscriber <name>', 'only to this one')
    .option('--story <story>', 'only of this one: its guid, slug, or file in stories/')
    .option('--since <span>', 'finished in the last 90s, 15m, 2h, 3d ...')
    .option('--dead', 'only dead letters: refused for good')
    .option('--limit <count>', 'at most so many', count, LIMIT)
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(deliveries);
}

async function deliveries({ subscriber, story, since, dead, limit, ...options }: DeliveriesOptions): Promise<void> {
  const ageMs = since === undefined ? undefined : parseDuration(since);
  await using desk = await openDesk(options.desk);
  const found = await desk.store.deliveries.find({
    limit,
    ...(subscriber !== undefined && { subscriberId: (await subscriberNamed(desk.store, subscriber)).id }),
    ...(story !== undefined && { guid: (await storyNamed(desk, story)).guid }),
    ...(ageMs !== undefined && { since: new Date(Date.now() - ageMs).toISOString() }),
    ...(dead === true && { outcome: 'dead' as const }),
  });
  if (options.json) printJson(found);
  else if (found.length === 0) print('No such delivery.');
  else print(deliveryTable(found));
}

function deliveryTable(found: readonly RecordedDelivery[]): string {
  return table([
    ['Finished', 'Subscriber', 'Event', '', 'Story', 'Result', 'Tries', 'ms', ''].map(dim),
    ...found.map((delivery) => [
      delivery.finishedAt.slice(0, 19).replace('T', ' '),
      delivery.subscriber ?? `(removed, ${delivery.subscriberId})`,
      String(delivery.sequence ?? '-'),
      `${delivery.event.replace('story.', '')} v${delivery.version}`,
      headlineOf(delivery),
      result(delivery),
      String(delivery.attempts),
      String(delivery.durationMs),
      whyOf(delivery),
    ]),
  ]);
}

const ANSWER_SHOWN_MAX = 160;

/** Why it was refused, and in the endpoint's own words: all that was kept of them is in the JSON. */
function whyOf({ reason = '', answer }: RecordedDelivery): string {
  const words = answer?.replace(/\s+/gu, ' ') ?? '';
  const shown = words.length > ANSWER_SHOWN_MAX ? `${words.slice(0, ANSWER_SHOWN_MAX - 1)}…` : words;
  return visible(shown === '' ? reason : `${reason}: ${shown}`);
}

const HEADLINE_MAX = 60;

function headlineOf({ headline }: RecordedDelivery): string {
  const shown = visible(headline);
  return shown.length > HEADLINE_MAX ? `${shown.slice(0, HEADLINE_MAX - 1).trimEnd()}…` : shown;
}

function result({ outcome, status }: RecordedDelivery): string {
  return `${outcome === 'dead' ? 'DEAD' : 'ok'}${status === undefined ? '' : ` ${status}`}`;
}
