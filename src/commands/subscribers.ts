/** `wiredesk subscribers`: who gets stories pushed. Its smaller acts are here. */
import { Option, type Command } from 'commander';

import { openDesk, type OpenDesk } from '../desk/open-desk.ts';
import { CATCH_UP, resumeSubscriber, type CatchUp } from '../desk/subscribers/resume-subscriber.ts';
import { subscriberNamed } from '../desk/subscribers/subscriber-named.ts';
import { endWebSub } from '../desk/websub-subscribers.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import { addAdd } from './subscribers/add.ts';
import { addChange } from './subscribers/change.ts';
import { addHeaders } from './subscribers/headers.ts';
import { addList } from './subscribers/list.ts';
import { addMatch } from './subscribers/match.ts';
import { addPublicKey } from './subscribers/public-key.ts';
import { addReissue } from './subscribers/reissue.ts';
import { addReplay } from './subscribers/replay.ts';
import { addRotate } from './subscribers/rotate.ts';
import { addTest } from './subscribers/test.ts';
import { addTrust } from './subscribers/trust.ts';
import { deskOption, print } from './terminal.ts';

export function addSubscribers(program: Command): void {
  const subscribers = program.command('subscribers').description('who gets every story pushed to a webhook');
  addAdd(subscribers);
  addList(subscribers);
  addChange(subscribers);
  addMatch(subscribers);
  addReplay(subscribers);
  addRotate(subscribers);
  addPublicKey(subscribers);
  addHeaders(subscribers);
  addReissue(subscribers);
  addTest(subscribers);
  addTrust(subscribers);
  for (const [command, description, act] of ACTS) {
    subscribers
      .command(command)
      .description(description)
      .argument('<name>')
      .addOption(deskOption())
      .action(async (name: string, options: { desk: string }) => {
        await using desk = await openDesk(options.desk);
        const told = command === 'remove' ? await endWebSub(desk, name, QUIET) : undefined;
        if (told !== undefined) return print(`${name} is removed and gets nothing more; ${told}.`);
        print(await act(desk, await subscriberNamed(desk.store, name)));
      });
  }
  subscribers
    .command('resume')
    .description('send again to a paused or suspended subscriber, from where it stopped')
    .argument('<name>')
    .addOption(
      new Option('--catch-up <how>', 'every event since, or of each story only the latest version')
        .choices(CATCH_UP)
        .default('every'),
    )
    .addOption(deskOption())
    .action(resume);
}

async function resume(name: string, options: { desk: string; catchUp: CatchUp }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const subscriber = await subscriberNamed(desk.store, name);
  await resumeSubscriber(desk, subscriber, options.catchUp);
  const what = options.catchUp === 'latest' ? 'the latest version of each story' : 'every event';
  print(`${name} is active again and gets ${what} from where it stopped.`);
}

/** The command itself says what has happened. */
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Act = (desk: OpenDesk, subscriber: Subscriber) => Promise<string>;

const ACTS: readonly (readonly [string, string, Act])[] = [
  [
    'remove',
    'forget a subscriber',
    async ({ store }, { id, name }) => {
      await store.subscribers.remove(id);
      return `${name} is removed and gets nothing more.`;
    },
  ],
  [
    'pause',
    'hold its events; nothing is lost',
    async ({ store }, { id, name }) => {
      await store.subscribers.setState(id, 'paused');
      return `${name} is paused: its events wait until wiredesk subscribers resume ${name}`;
    },
  ],
];
