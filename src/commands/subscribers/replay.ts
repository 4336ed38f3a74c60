/** `wiredesk subscribers replay NAME`: sends events again, under the same `webhook-id`, also while the desk runs. */
import type { Command } from 'commander';

import { openDesk, type OpenDesk } from '../../desk/open-desk.ts';
import { storyNamed } from '../../desk/story-named.ts';
import { askAgain, askForDeadLetters } from '../../desk/subscribers/ask-again.ts';
import { replayFrom, type From, type Replayed } from '../../desk/subscribers/replay-events.ts';
import { subscriberNamed } from '../../desk/subscribers/subscriber-named.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import { deskOption, jsonOption, print, printJson } from '../terminal.ts';

type ReplayOptions = { desk: string; since?: string; seq?: string; story?: string; dead?: true; json?: true };

export function addReplay(subscribers: Command): void {
  subscribers
    .command('replay')
    .description('send events again, each under its old webhook-id')
    .argument('<name>')
    .option('--since <span>', 'what was committed in the last 90s, 15m, 2h, 3d ...')
    .option('--seq <number>', 'from this event on')
    .option('--story <story>', 'the newest version of this story: its guid, slug, or file in stories/')
    .option('--dead', 'the newest version of each story that was refused for good')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(replay);
}

async function replay(name: string, options: ReplayOptions): Promise<void> {
  const { since, seq, story, dead } = options;
  if ([since, seq, story, dead].filter((given) => given !== undefined).length !== 1) {
    throw new WiredeskError('say one thing to send again: --since 2h, --seq 1042, --story ID or --dead');
  }
  await using desk = await openDesk(options.desk);
  const subscriber = await subscriberNamed(desk.store, name);
  if (since !== undefined) await replayEvents(desk, subscriber, { since }, options);
  else if (seq !== undefined) await replayEvents(desk, subscriber, { seq }, options);
  else await replayStories(desk, subscriber, options);
}

async function replayEvents(desk: OpenDesk, before: Subscriber, from: From, { json }: ReplayOptions): Promise<void> {
  const { subscriber, owed } = await replayFrom(desk.store, before, from);
  if (json) printJson({ name: subscriber.name, cursor: subscriber.progress.cursor, owed });
  else print(summary(subscriber, owed));
}

async function replayStories(desk: OpenDesk, subscriber: Subscriber, { story, json }: ReplayOptions): Promise<void> {
  const asked =
    story === undefined
      ? await askForDeadLetters(desk.store, subscriber)
      : await askAgain(desk.store, subscriber, await storyNamed(desk, story));
  const { name } = subscriber;
  if (json) printJson({ name, asked });
  else if (asked.length === 0) print(`${name} has no dead letter that is not made good by a later version.`);
  else
    print(
      [...asked.map(({ slug, version }) => `${slug} v${version}`), `goes to ${name} ${whenSent(subscriber)}.`].join(
        '\n',
      ),
    );
}

function summary(subscriber: Subscriber, { events, isMore, withdrawals }: Replayed['owed']): string {
  const { name } = subscriber;
  const owed = [
    ...(events === 0 && !isMore ? [] : [`${events}${isMore ? ' or more' : ''} event${events === 1 ? '' : 's'}`]),
    ...(withdrawals === 0
      ? []
      : [`${withdrawals} ${withdrawals === 1 ? 'kill or hold' : 'kills or holds'} of what it has`]),
  ];
  if (owed.length === 0) return `There is nothing to send again to ${name}: no event from there on matches.`;
  return `${name} is owed ${owed.join(', and ')} from there on; they are sent ${whenSent(subscriber)}.`;
}

function whenSent({ name, state }: Subscriber): string {
  return {
    active: 'at once where the desk runs, else when it does',
    paused: `when it is resumed: wiredesk subscribers resume ${name}`,
    suspended: `when it is resumed: wiredesk subscribers resume ${name}`,
    ended: `only if it is resumed, for its endpoint has ended it: wiredesk subscribers resume ${name}`,
  }[state];
}
