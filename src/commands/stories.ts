/** `wiredesk stories`: what is on the wire; of one story its versions, and who has it, for an editor who must correct or withdraw it. */
import type { Command } from 'commander';

import { openDesk } from '../desk/open-desk.ts';
import { receiversOf, versionsOf, type NamedReceiver } from '../desk/story-history.ts';
import { storyNamed } from '../desk/story-named.ts';
import type { StoryVersion } from '../story/story.ts';
import { addList } from './stories/list.ts';
import { deskOption, dim, jsonOption, print, printJson, table, visible } from './terminal.ts';

export function addStories(program: Command): void {
  const stories = program.command('stories').description('what is on the wire');
  stories
    .command('show')
    .description('the versions of a story, and with --receivers who has which of them')
    .argument('<story>', 'its guid, its slug, or its file in stories/')
    .option('--receivers', 'who was sent it, and may have it')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(show);
  addList(stories);
}

type ShowOptions = { desk: string; receivers?: true; json?: true };

async function show(named: string, options: ShowOptions): Promise<void> {
  await using desk = await openDesk(options.desk);
  const entry = await storyNamed(desk, named);
  const versions = await versionsOf(desk.store, entry);
  const receivers = options.receivers ? await receiversOf(desk.store, entry) : undefined;
  if (options.json) {
    const { guid, slug, path } = entry;
    printJson({ guid, slug, file: path, versions: versions.map(told), ...(receivers !== undefined && { receivers }) });
    return;
  }
  print(
    [
      `${entry.guid}  ${dim(entry.path === undefined ? 'no file' : `stories/${entry.path}`)}`,
      table([['Version', 'Status', 'Dated', 'Headline'].map(dim), ...versions.map(row)]),
      ...(receivers === undefined ? [] : ['', receiverLines(receivers)]),
    ].join('\n'),
  );
}

function told({ version, pubStatus, event, versionCreated, story }: StoryVersion): object {
  return { version, pubStatus, event, versionCreated, headline: story.headline };
}

function row({ version, pubStatus, versionCreated, story }: StoryVersion): string[] {
  return [String(version), pubStatus, versionCreated, visible(story.headline)];
}

function receiverLines(receivers: readonly NamedReceiver[]): string {
  if (receivers.length === 0) return 'Nobody has been sent it.';
  return table([
    ['Receiver', 'Has version', 'May have'].map(dim),
    ...receivers.map(({ name, subscriberId, delivered, possible }) => [
      name ?? `(removed, number ${subscriberId})`,
      delivered === 0 ? 'none' : String(delivered),
      possible > delivered ? String(possible) : '',
    ]),
  ]);
}
