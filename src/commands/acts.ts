/** `wiredesk kill|correct|hold|release|expire`: what an editor does to a story that is out. */
import type { Command } from 'commander';

import { readMoment } from '../copy/moment.ts';
import { bringOut, type BroughtOut } from '../desk/bring-out.ts';
import type { DeliverySummary } from '../desk/delivery.ts';
import { openLog } from '../desk/log.ts';
import { openDesk, type OpenDesk } from '../desk/open-desk.ts';
import { correctNamed, expireNamed, holdNamed, killNamed, releaseNamed, type Withdrawing } from '../desk/story-acts.ts';
import { storyNamed } from '../desk/story-named.ts';
import { untoldReceivers, type UntoldReceivers } from '../desk/untold.ts';
import type { Instant } from '../story/instant.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { isWithdrawal, publicSeq, type WireEvent } from '../wire/event.ts';
import type { StoryEntry } from '../wire/store.ts';
import { words } from './options/words.ts';
import { deskOption, fail, jsonOption, print, printJson } from './terminal.ts';

type Options = { readonly desk: string; readonly json?: true };

export function addActs(program: Command): void {
  act(program, 'kill', 'withdraw a story, for good: its text leaves every feed and page, and who has it is told first')
    .option('--reason <text>', 'why: it stands in the notice, and in the note to editors', words)
    .option('--notice <text>', 'the whole notice for readers, instead of the usual words with the reason', words)
    .option('--from <file>', 'the kill notice in stories/ that says so: it is the note to editors, and then done with')
    .action((named: string, options: Options & Withdrawing) =>
      carryOut('kill', named, options, (desk, entry) => {
        if (options.reason === undefined && options.from === undefined) {
          throw new WiredeskError('say why: --reason "...", or --from the kill notice in stories/');
        }
        return killNamed(desk, entry, options);
      }),
    );
  act(program, 'correct', 'say what was wrong in a story, of its text as it is out or as its file stands now')
    .requiredOption(
      '--note <text>',
      'what was wrong and where; readers and subscribers are told (must be given)',
      words,
    )
    .action((named: string, options: Options & { note: string }) =>
      carryOut('correct', named, options, (desk, entry) => correctNamed(desk, entry, options.note)),
    );
  act(program, 'hold', 'take a story back until it is released: a notice stands in its place')
    .option('--reason <text>', 'why: it stands in the notice, and in the note to editors', words)
    .option('--notice <text>', 'the whole notice for readers, instead of the usual words with the reason', words)
    .option('--from <file>', 'the notice in stories/ that says so: it is the note to editors, and then done with')
    .action((named: string, options: Options & Withdrawing) =>
      carryOut('hold', named, options, (desk, entry) => holdNamed(desk, entry, options)),
    );
  act(program, 'release', 'end the hold of a story: its text is out again, as its file stands now').action(
    (named: string, options: Options) => carryOut('release', named, options, releaseNamed),
  );
  act(program, 'expire', 'take a story out of the feeds, now or at an instant; its page stays')
    .option('--at <instant>', 'date, time and zone, as in 2026-11-24T18:00:00+01:00')
    .action((named: string, options: Options & { at?: string }) =>
      carryOut('expire', named, options, (desk, entry) => expireNamed(desk, entry, instantOf(options.at))),
    );
}

function act(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<story>', 'its guid, its slug, or its file in stories/')
    .addOption(deskOption())
    .addOption(jsonOption());
}

function instantOf(written: string | undefined): Instant | undefined {
  if (written === undefined) return undefined;
  const reading = readMoment(written);
  if (reading.ok) return reading.instant;
  throw new WiredeskError(`--at: ${reading.fault}`);
}

async function carryOut(
  name: string,
  named: string,
  options: Options,
  deed: (desk: OpenDesk, entry: StoryEntry) => Promise<WireEvent>,
): Promise<void> {
  await using desk = await openDesk(options.desk);
  const entry = await storyNamed(desk, named);
  const { guid } = entry;
  const event = await deed(desk, entry);
  const receivers = (await desk.store.subscribers.receivers(guid)).length;
  const brought = await bringOut(desk, `wiredesk ${name}`, openLog(process.stderr.isTTY ? 'text' : 'json'));
  const { type, version } = event;
  const untold = isWithdrawal(event) ? await untoldReceivers(desk.store, guid) : undefined;
  if (options.json) {
    const told = { receivers, ...(untold !== undefined && { untold }) };
    printJson({ guid, type, version, sequence: publicSeq(event), ...told, ...brought });
  } else {
    const lines = [
      receiversLine(receivers),
      ...(untold === undefined ? [] : untoldLines(untold)),
      broughtLine(brought),
    ];
    print([`${type} ${guid}, version ${version}`, ...lines].join('\n'));
  }
  if ('deliveries' in brought && (brought.feedsFailure !== undefined || hasFailed(brought.deliveries))) fail();
}

function hasFailed({ failed, dead, refused }: DeliverySummary): boolean {
  return failed + dead > 0 || refused !== undefined;
}

function receiversLine(receivers: number): string {
  const some = receivers === 1 ? '1 subscriber has it' : `${receivers} subscribers have it`;
  return `${receivers === 0 ? 'No subscriber has it' : some}, or may have: wiredesk stories show STORY --receivers`;
}

/** Who goes on using what was withdrawn unless somebody calls them. */
function untoldLines({ waiting, removed }: UntoldReceivers): string[] {
  const names = waiting.map(({ subscriber, state }) => `${subscriber} (${state})`).join(', ');
  const gone = removed === 1 ? 'one that was removed here has it' : `${removed} that were removed here have it`;
  return [
    ...(waiting.length === 0 ? [] : [`NOT TOLD: ${names}, before wiredesk subscribers resume NAME. Call them.`]),
    ...(removed === 0 ? [] : [`NOT TOLD: ${gone} still. Call them.`]),
  ];
}

function broughtLine(brought: BroughtOut): string {
  if ('leftTo' in brought) return `Feeds and subscribers are left to the desk that runs (${brought.leftTo}).`;
  if ('waitsFor' in brought)
    return `Nothing goes out yet: this desk was made from a backup, and waits for ${brought.waitsFor}.`;
  const { documentCount, feedsFailure, deliveries } = brought;
  return [
    ...(feedsFailure === undefined ? [] : [`FEEDS ARE NOT WRITTEN: ${feedsFailure}. Then: wiredesk publish`]),
    `${documentCount} documents written in feeds/; ${deliveriesLine(deliveries)}.`,
    ...refusedLine(deliveries),
  ].join('\n');
}

function deliveriesLine({ delivered, failed, waiting, leftTo }: DeliverySummary): string {
  if (leftTo !== undefined) return `subscribers are left to ${leftTo}`;
  const told = `${delivered} subscribers told`;
  if (failed > 0) return `${told}, ${failed} attempts failed: tried again when the desk runs`;
  return waiting > 0 ? `${told}, ${waiting} wait to be tried again when the desk runs` : told;
}

function refusedLine({ refused }: DeliverySummary): string[] {
  return refused === undefined ? [] : [`NOBODY IS TOLD: ${refused}`];
}
