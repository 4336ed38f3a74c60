/** `wiredesk subscribers add NAME URL`: somebody more who gets events pushed. */
import { Option, type Command } from 'commander';

import { issueSecret, SIGNATURES, type Issued, type Signature } from '../../delivery/issue-secret.ts';
import { parseRequestHeaders } from '../../delivery/request-headers.ts';
import { checkPlainSecret } from '../../delivery/superdesk-push.ts';
import { checkTarget } from '../../delivery/target.ts';
import { openDesk, type OpenDesk } from '../../desk/open-desk.ts';
import { chosenFormats, PROFILE_FORMAT } from '../../formats/index.ts';
import { parseDuration } from '../../story/duration.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import { WEBSUB_NAME } from '../../websub/hub-log.ts';
import { WINDOW_DEFAULT, type Profile, type Subscriber } from '../../wire/subscriber.ts';
import { checkEmbargoFormat } from '../options/embargo-format.ts';
import { filterOf, filterOptions, type FilterOptions } from '../options/filters.ts';
import { headerOptions, writtenHeaders } from '../options/headers.ts';
import { describePace, paceOptions, type PaceOptions } from '../options/pace.ts';
import { describeFilter, shown, shownUrl } from '../options/shown.ts';
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
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name)) {
    throw new WiredeskError(`"${name}" is no name for a subscriber: use letters, digits, dots and hyphens, at most 64`);
  }
  if (WEBSUB_NAME.test(name))
    throw new WiredeskError(`${name} is how WebSub subscribers are called: take another name`);
  const refusal = checkTarget(url, desk.settings.webhooks);
  if (refusal !== undefined) throw new WiredeskError(`${name} cannot be added: ${refusal}`);
  const { profile, window, rate } = options;
  const format = formatOf(options);
  const isTrusted = options.trusted === true;
  if (isTrusted) checkEmbargoFormat(format);
  const issued = issue(options, command);
  const subscriber = await desk.store.subscribers.add({
    name,
    url,
    format,
    filter: filterOf(options),
    ...issued,
    ...(profile !== undefined && { profile }),
    window,
    isTrusted,
    ...(rate !== undefined && { rate }),
    requestHeaders: parseRequestHeaders(writtenHeaders(command)),
    createdAt: new Date().toISOString(),
    cursor: await firstPlace(desk, options.backfill),
  });
  const isKnown = issued.secret === options.pushSecret || issued.publicKey !== undefined;
  if (options.json) printJson({ ...shown(subscriber), ...(!isKnown && { secret: issued.secret }) });
  else print([...summary(subscriber, options.backfill), ...keyLines(subscriber, isKnown)].join('\n'));
}

function formatOf({ format, profile, signature }: AddOptions): string {
  if (profile === undefined) {
    if (format !== undefined) return format;
    throw new WiredeskError(
      `say what it gets: --format with one of ${[...chosenFormats.keys()].join(', ')}, or --profile superdesk`,
    );
  }
  if (format !== undefined) throw new WiredeskError('choose one: --format or --profile, which has its own format');
  if (signature !== 'v1') {
    throw new WiredeskError(`a subscriber with the profile ${profile} shares a secret: leave --signature out`);
  }
  return PROFILE_FORMAT[profile];
}

/** The environment may have a push secret for others: it counts for who has a profile alone. */
function issue({ profile, signature, pushSecret }: AddOptions, command: Command): Issued {
  if (profile === undefined && command.getOptionValueSource('pushSecret') === 'cli') {
    throw new WiredeskError('--push-secret goes with --profile; without one Wiredesk makes the secret');
  }
  const isGiven = profile !== undefined && pushSecret !== undefined;
  return isGiven ? { secret: checkPlainSecret(pushSecret) } : issueSecret(signature);
}

/** The head, or further back by so much. */
async function firstPlace({ store }: OpenDesk, backfill: string | undefined): Promise<number> {
  if (backfill === undefined) return (await store.log.head())?.seq ?? 0;
  if (backfill === 'all') return 0;
  return store.log.before(new Date(Date.now() - parseDuration(backfill)).toISOString());
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

function keyLines({ name, secret, publicKey, profile }: Subscriber, isKnown: boolean): string[] {
  if (publicKey !== undefined) {
    return [
      `Public key, for whoever verifies: ${publicKey}`,
      `Shown again by: wiredesk subscribers public-key ${name}`,
    ];
  }
  if (isKnown) return ['Signed with the push secret that was given.'];
  const use =
    'It goes as it stands into PUSH_KEY of Newshub, or the secret token of the organization in Web Publisher.';
  return [`Secret, shown only now: ${secret}`, ...(profile === undefined ? [] : [use])];
}
