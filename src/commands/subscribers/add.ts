/** `wiredesk subscribers add NAME URL`: somebody more who gets events pushed. */
import { Option, type Command } from 'commander';

import { SIGNATURES, type Signature } from '../../delivery/issue-secret.ts';
import { parseRequestHeaders } from '../../delivery/request-headers.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { addSubscriber } from '../../desk/subscribers/add-subscriber.ts';
import { describeFilter, shown, shownUrl } from '../../desk/subscribers/shown.ts';
import { chosenFormats, PROFILE_FORMAT } from '../../formats/index.ts';
import { WINDOW_DEFAULT, type Profile, type Subscriber } from '../../wire/subscriber.ts';
import { filterOf, filterOptions, type FilterOptions } from '../options/filters.ts';
import { headerOptions, writtenHeaders } from '../options/headers.ts';
import { describePace, paceOptions, type PaceOptions } from '../options/pace.ts';
import { deskOption, jsonOption, print, printJson } from '../terminal.ts';

export function addAdd(subscribers: Command): void {
  const command = subscribers
    .command('add')
    .description('add a subscriber and print its secret, this once')
    .argument('<name>', 'short and unique: lusa')
    .argument('<url>', 'where its webhook listens')
    .addOption(new Option('--format <format>', 'what it gets').choices([...chosenFormats.keys()]))
    .addOption(
      new Option('--profile <profile>', 'in place of a format: for Newshub or Web Publisher of Superdesk').choices(
        Object.keys(PROFILE_FORMAT),
      ),
    )
    .addOption(
      new Option('--signature <scheme>', 'v1: by a shared secret; v1a: by a pair of keys, it gets the public one')
        .choices(SIGNATURES)
        .default('v1'),
    )
    .addOption(
      new Option('--push-secret <text>', 'with a profile: the secret that its operator has set already').env(
        'WIREDESK_PUSH_SECRET',
      ),
    )
    .option('--trusted', 'it gets stories under embargo too, marked as withheld')
    .option('--backfill <span>', 'first what is out already: of the last 90s, 15m, 24h, 3d ..., or all')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(add);
  for (const option of [...filterOptions(), ...paceOptions(), ...headerOptions()]) command.addOption(option);
}

type AddOptions = FilterOptions &
  PaceOptions & {
    desk: string;
    format?: string;
    profile?: Profile;
    signature: Signature;
    pushSecret?: string;
    backfill?: string;
    trusted?: true;
    json?: true;
  };

async function add(name: string, url: string, options: AddOptions, command: Command): Promise<void> {
  await using desk = await openDesk(options.desk);
  const { profile, window, rate, format, signature, backfill } = options;
  const pushSecret = pushSecretOf(options, command);
  const { subscriber, newSecret } = await addSubscriber(desk, {
    name,
    url,
    ...(format !== undefined && { format }),
    ...(profile !== undefined && { profile }),
    signature,
    ...(pushSecret !== undefined && { pushSecret }),
    filter: filterOf(options),
    window,
    ...(rate !== undefined && { rate }),
    isTrusted: options.trusted === true,
    ...(backfill !== undefined && { backfill }),
    headers: parseRequestHeaders(writtenHeaders(command)),
  });
  if (options.json) printJson({ ...shown(subscriber), ...(newSecret !== undefined && { secret: newSecret }) });
  else print([...summary(subscriber, backfill), ...keyLines(subscriber, newSecret)].join('\n'));
}

/** The environment may have a push secret for others: it counts for who has a profile alone. */
function pushSecretOf({ profile, pushSecret }: AddOptions, command: Command): string | undefined {
  return profile !== undefined || command.getOptionValueSource('pushSecret') === 'cli' ? pushSecret : undefined;
}

function summary(subscriber: Subscriber, backfill: string | undefined): string[] {
  const { name, filter, format, url, isTrusted = false } = subscriber;
  const early = isTrusted ? ', stories under embargo too' : '';
  const first = backfill === undefined ? '' : ` and what is out already (${backfill})`;
  const isWhole = Object.keys(filter).length === 0;
  const what = isWhole ? 'every event' : `events (${describeFilter(filter)})`;
  const isOfKills = filter.event?.every((type) => type === 'story.killed') ?? false;
  return [
    `${name} gets ${what} from now on${first} as ${format}${early}, at ${shownUrl(url)}${ownPace(subscriber)}`,
    ...(isOfKills ? ['A kill comes only to whoever has the text: by this filter it gets nothing.'] : []),
  ];
}

/** What everybody has goes without saying. */
function ownPace(subscriber: Subscriber): string {
  const isUsual = subscriber.window === WINDOW_DEFAULT && subscriber.rate === undefined;
  return isUsual ? '' : `, ${describePace(subscriber)}`;
}

function keyLines({ name, publicKey, profile }: Subscriber, newSecret: string | undefined): string[] {
  if (publicKey !== undefined) {
    return [
      `Public key, for whoever verifies: ${publicKey}`,
      `Shown again by: wiredesk subscribers public-key ${name}`,
    ];
  }
  if (newSecret === undefined) return ['Signed with the push secret that was given.'];
  const use =
    'It goes as it stands into PUSH_KEY of Newshub, or the secret token of the organization in Web Publisher.';
  return [`Secret, shown only now: ${newSecret}`, ...(profile === undefined ? [] : [use])];
}
