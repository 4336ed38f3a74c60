/** `wiredesk stories list`: what is on the wire, those first that changed last. */
import { Option, type Command } from 'commander';

import { latestStories } from '../../desk/latest-stories.ts';
import { openDesk } from '../../desk/open-desk.ts';
import type { PubStatus } from '../../story/story.ts';
import type { TouchedStory } from '../../wire/store.ts';
import { count } from '../options/count.ts';
import { filterOf, filterOptions, type FilterOptions } from '../options/filters.ts';
import { whenOf } from '../options/when.ts';
import { deskOption, dim, jsonOption, print, printJson, table, visible } from '../terminal.ts';

const LIMIT = 50;

type ListOptions = FilterOptions & {
  readonly desk: string;
  readonly status?: PubStatus;
  readonly since?: string;
  readonly limit: number;
  readonly json?: true;
};

export function addList(stories: Command): void {
  const list = stories
    .command('list')
    .description('the stories on the wire, those first that changed last')
    .addOption(
      new Option('--status <status>', 'only those that are so now: withheld is embargoed or held, canceled is killed').choices([
        'usable',
        'withheld',
        'canceled',
      ]),
    )
    .option('--since <when>', 'changed in the last 15m, 2h, 3d ..., or since a date, time and zone')
    .option('--limit <count>', 'at most so many', count, LIMIT)
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(show);
  for (const option of filterOptions()) list.addOption(option);
}

async function show({ status, since, limit, ...options }: ListOptions): Promise<void> {
  const from = since === undefined ? undefined : whenOf('--since', since, (ms) => Date.now() - ms).toISOString();
  await using desk = await openDesk(options.desk);
  const found = await latestStories(desk.store, {
    filter: filterOf(options),
    limit,
    ...(status !== undefined && { status }),
    ...(from !== undefined && { since: from }),
  });
  if (options.json) printJson(found.map(told));
  else if (found.length === 0) print('No such story.');
  else print(table([['Changed', '', 'Status', 'Slug', 'Headline'].map(dim), ...found.map(row)]));
}

function told({ event: { guid, type, version: number, committedAt }, version }: TouchedStory): object {
  const { slug, pubStatus, story } = version;
  return { guid, slug, version: number, pubStatus, event: type, changedAt: committedAt, headline: story.headline };
}

function row({ event, version }: TouchedStory): string[] {
  return [
    event.committedAt.slice(0, 19).replace('T', ' '),
    `${event.type.replace('story.', '')} v${event.version}`,
    version.pubStatus,
    visible(version.slug),
    visible(version.story.headline),
  ];
}
