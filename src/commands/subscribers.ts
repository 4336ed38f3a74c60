/** `wiredesk subscribers add|list|remove|pause|resume`: who gets stories pushed. */
import { randomBytes } from 'node:crypto';

import { Option, type Command } from 'commander';

import { laneTrouble } from '../desk/lane-trouble.ts';
import { openDesk, type OpenDesk } from '../desk/open-desk.ts';
import { subscriberNamed } from '../desk/subscriber-named.ts';
import { parseRequestHeaders, type WrittenHeaders } from '../delivery/request-headers.ts';
import { newSecret } from '../delivery/signature.ts';
import { checkTarget } from '../delivery/target.ts';
import { pushFormats } from '../formats/index.ts';
import { parseDuration } from '../story/duration.ts';
import { parseFilter } from '../story/filter-terms.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { Subscriber } from '../wire/subscriber.ts';
import { addHeaders, headerOptions } from './subscribers/headers.ts';
import { addMatch } from './subscribers/match.ts';
import { addReissue } from './subscribers/reissue.ts';
import { addReplay } from './subscribers/replay.ts';
import { addRotate } from './subscribers/rotate.ts';
import { addTest } from './subscribers/test.ts';
import { addTrust, checkEmbargoFormat } from './subscribers/trust.ts';
import { deskOption, dim, jsonOption, print, printJson, table } from './terminal.ts';

export function addSubscribers(program: Command): void {
  const subscribers = program.command('subscribers').description('who gets every story pushed to a webhook');
  const adding = subscribers
    .command('add')
    .description('add a subscriber and print its secret, this once')
    .argument('<name>', 'short and unique: lusa')
    .argument('<url>', 'where its webhook listens')
    .addOption(new Option('--format <format>', 'what it gets').choices([...pushFormats.keys()]).makeOptionMandatory())
    .option(
      '--filter <term>',
      'only matching stories, such as language=fr, section=Politics, subject=medtop:16000000, place=LY, keyword=oil, urgency=3; repeat to narrow, commas for alternatives',
      (term: string, terms: readonly string[]) => [...terms, term],
      [],
    )
    .option('--trusted', 'it gets stories under embargo too, marked as withheld')
    .option('--backfill <span>', 'first what is out already: of the last 90s, 15m, 24h, 3d ..., or all')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(add);
  for (const option of headerOptions()) adding.addOption(option);
  subscribers
    .command('list')
    .description('all subscribers and how far each has got')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(list);
  addMatch(subscribers);
  addReplay(subscribers);
  addRotate(subscribers);
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
        print(await act(desk, await subscriberNamed(desk.store, name)));
      });
  }
  subscribers
    .command('resume')
    .description('send again to a paused or suspended subscriber, from where it stopped')
    .argument('<name>')
    .addOption(
      new Option('--catch-up <how>', 'every event since, or of each story only the latest version')
        .choices(['every', 'latest'])
        .default('every'),
    )
    .addOption(deskOption())
    .action(resume);
}

async function resume(name: string, options: { desk: string; catchUp: 'every' | 'latest' }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const { id, progress } = await subscriberNamed(desk.store, name);
  const head = await desk.store.log.head();
  const isLatest = options.catchUp === 'latest';
  await desk.store.subscribers.resume(id, isLatest ? (head?.seq ?? 0) : 0);
  const what = isLatest ? 'the latest version of each story' : 'every event';
  print(`${name} is active again and gets ${what} after ${progress.cursor}.`);
}

type AddOptions = WrittenHeaders & {
  desk: string;
  format: string;
  filter: readonly string[];
  backfill?: string;
  trusted?: true;
  json?: true;
};

async function add(name: string, url: string, options: AddOptions): Promise<void> {
  await using desk = await openDesk(options.desk);
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name)) {
    throw new WiredeskError(`"${name}" is no name for a subscriber: use letters, digits, dots and hyphens, at most 64`);
  }
  const refusal = checkTarget(url, desk.settings.webhooks);
  if (refusal !== undefined) throw new WiredeskError(`${name} cannot be added: ${refusal}`);
  if (options.trusted === true) checkEmbargoFormat(options.format);
  const requestHeaders = parseRequestHeaders(options);
  const secret = newSecret(randomBytes);
  const subscriber = await desk.store.subscribers.add({
    name,
    url,
    format: options.format,
    filter: parseFilter(options.filter),
    secret,
    requestHeaders,
    isTrusted: options.trusted === true,
    createdAt: new Date().toISOString(),
    cursor: await firstPlace(desk, options.backfill),
  });
  if (options.json) printJson({ ...withoutSecret(subscriber), secret });
  else {
    const first = options.backfill === undefined ? '' : ` and what is out already (${options.backfill})`;
    const early = options.trusted === true ? ', stories under embargo too' : '';
    print(`${name} gets every event from now on${first} as ${options.format}${early}, at ${url}
Secret, shown only now: ${secret}`);
  }
}

/** The head, or further back by so much. */
async function firstPlace({ store }: OpenDesk, backfill: string | undefined): Promise<number> {
  if (backfill === undefined) return (await store.log.head())?.seq ?? 0;
  if (backfill === 'all') return 0;
  return store.log.before(new Date(Date.now() - parseDuration(backfill)).toISOString());
}

async function list(options: { desk: string; json?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const { store } = desk;
  const [subscribers, head, all] = [
    await store.subscribers.all(),
    await store.log.head(),
    await store.subscribers.lanes(),
  ];
  const lanesOf = Map.groupBy(all, ({ subscriberId }) => subscriberId);
  if (options.json) {
    printJson(subscribers.map((one) => ({ ...withoutSecret(one), lanes: lanesOf.get(one.id) ?? [] })));
    return;
  }
  if (subscribers.length === 0) {
    print('There are no subscribers. Add one with: wiredesk subscribers add NAME URL --format ninjs');
    return;
  }
  const seq = head?.seq ?? 0;
  print(
    table([
      ['Name', 'State', 'Format', 'Behind', 'Address', ''].map(dim),
      ...subscribers.map((one) => [
        one.name,
        one.state,
        one.format,
        String(seq - one.progress.cursor),
        one.url,
        [
          one.isTrusted === true ? 'trusted with embargoed copy' : '',
          endpointTrouble(one),
          ...(lanesOf.get(one.id) ?? []).map(laneTrouble),
        ]
          .filter((line) => line !== '')
          .join('; '),
      ]),
    ]),
  );
}

function endpointTrouble({ name, state, progress: { lastError, retryAt, failingSince } }: Subscriber): string {
  if (state === 'suspended') {
    return `nothing but failure since ${failingSince ?? 'long ago'}: wiredesk subscribers resume ${name}`;
  }
  if (lastError === undefined) return '';
  return state === 'ended' ? lastError : `${lastError}, tried again at ${retryAt ?? 'once'}`;
}

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

type Shown = Omit<Subscriber, 'secret' | 'formerSecrets' | 'requestHeaders'>;

/** All but what is secret. */
function withoutSecret(subscriber: Subscriber): Shown {
  const { id, name, url, format, filter, state, createdAt, isTrusted = false } = subscriber;
  const { generation, window, latestUntil, progress } = subscriber;
  return { id, name, url, format, filter, state, createdAt, isTrusted, generation, window, latestUntil, progress };
}
