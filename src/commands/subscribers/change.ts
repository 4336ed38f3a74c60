/**
 * `wiredesk subscribers change NAME`, `window NAME N`, `rate NAME 10/s`: what was said when it was added, said anew. The
 * desk takes it over while it runs; what is in flight at that moment goes out as it was.
 */
import { Option, type Command } from 'commander';

import { describeRate, parseRate } from '../../delivery/rate.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { changeSubscriber } from '../../desk/subscribers/change-subscriber.ts';
import { describeFilter, shown, shownUrl } from '../../desk/subscribers/shown.ts';
import { subscriberNamed } from '../../desk/subscribers/subscriber-named.ts';
import { chosenFormats } from '../../formats/index.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import type { SubscriberChange } from '../../wire/store.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import { filterOf, filterOptions, type FilterOptions } from '../options/filters.ts';
import { describePace, windowOf } from '../options/pace.ts';
import { deskOption, jsonOption, print, printJson } from '../terminal.ts';

export function addChange(subscribers: Command): void {
  const command = subscribers
    .command('change')
    .description('say anew where a subscriber gets its events, in which format, or which of them from now on')
    .argument('<name>')
    .option('--url <url>', 'where its webhook listens now')
    .addOption(new Option('--format <format>', 'what it gets').choices([...chosenFormats.keys()]))
    .option('--everything', 'drop what its filter says; options beside it narrow anew')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(change);
  for (const option of filterOptions()) command.addOption(option);
  addPace(subscribers, 'window', 'say how many events at most are in flight to it, 1 to 64', windowChange);
  addPace(subscribers, 'rate', 'say how many attempts at most it gets, such as 10/s or 30/min, or off', rateChange);
}

type ChangeOptions = FilterOptions & { desk: string; url?: string; format?: string; everything?: true; json?: true };

async function change(name: string, options: ChangeOptions): Promise<void> {
  const { url, format } = options;
  await using desk = await openDesk(options.desk);
  const before = await subscriberNamed(desk.store, name);
  const given = filterOf(options);
  const isNarrower = Object.keys(given).length > 0;
  const isFiltered = options.everything === true || isNarrower;
  if (url === undefined && format === undefined && !isFiltered) {
    throw new WiredeskError('say what to change: --url, --format, --language and the like, or --everything');
  }
  const after = await changeSubscriber(desk, before, {
    ...(url !== undefined && { url }),
    ...(format !== undefined && { format }),
    ...(options.everything === true ? { filter: given } : isNarrower && { narrower: given }),
  });
  if (options.json) printJson(shown(after));
  else print(summary(after, { isFiltered }).join('\n'));
}

function summary(subscriber: Subscriber, { isFiltered }: { isFiltered: boolean }): string[] {
  const { name, filter, format, url, state, formerSettings } = subscriber;
  const older = 'What was committed before goes by what was said before.';
  return [
    `${name} gets ${describeFilter(filter)} from now on as ${format}, at ${shownUrl(url)}`,
    ...(isFiltered && formerSettings !== undefined ? [older] : []),
    ...(state === 'active' ? [] : [`It is ${state}: it waits for wiredesk subscribers resume ${name}`]),
  ];
}

type Pace = (text: string) => SubscriberChange;

const windowChange: Pace = (text) => ({ window: windowOf(text) });
const rateChange: Pace = (text) => ({ rate: text === 'off' ? 'none' : parseRate(text) });

function addPace(subscribers: Command, command: string, description: string, read: Pace): void {
  subscribers
    .command(command)
    .description(description)
    .argument('<name>')
    .argument('<value>')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(async (name: string, value: string, options: { desk: string; json?: true }) => {
      const given = read(value);
      await using desk = await openDesk(options.desk);
      const after = await changeSubscriber(desk, await subscriberNamed(desk.store, name), given);
      const rate = after.rate === undefined ? 'none' : describeRate(after.rate);
      if (options.json) printJson({ name, window: after.window, rate });
      else print(`${name} gets ${describePace(after)} from now on${rate === 'none' ? ', with no rate' : ''}.`);
    });
}
