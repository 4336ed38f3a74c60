/** `wiredesk kill|correct|hold|release|expire`: what an editor does to a story that is out. */
import type { Command } from 'commander';

import { bringOut, type BroughtOut } from '../desk/bring-out.ts';
import { fileNamed, type NamedFile } from '../desk/file-named.ts';
import { openLog } from '../desk/log.ts';
import { openDesk, type OpenDesk } from '../desk/open-desk.ts';
import { storyNamed } from '../desk/story-named.ts';
import { unreadFile } from '../desk/unread-file.ts';
import { readMoment } from '../copy/moment.ts';
import { correctStory, expireStory, holdStory, killStory, releaseStory, type ActContext } from '../publish/acts.ts';
import { toInstant } from '../story/instant.ts';
import type { Reading } from '../publish/commit-story.ts';
import { describeProblem } from '../story/problem.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { publicSeq, type WireEvent } from '../wire/event.ts';
import type { StoryEntry } from '../wire/store.ts';
import { deskOption, fail, jsonOption, print, printJson } from './terminal.ts';

type Options = { readonly desk: string; readonly json?: true };

export function addActs(program: Command): void {
  act(program, 'kill', 'withdraw a story, for good: its text leaves every feed and page, and who has it is told first')
    .option('--reason <text>', 'why: it stands in the notice, and in the note to editors')
    .option('--notice <text>', 'the whole notice for readers, instead of the usual words with the reason')
    .option('--from <file>', 'the kill notice in stories/ that says so: it is the note to editors, and then done with')
    .action((named: string, options: Options & Withdrawing) =>
      carryOut('kill', named, options, async ({ context, guid, desk }) => {
        if (options.reason === undefined && options.from === undefined) {
          throw new WiredeskError('say why: --reason "...", or --from the kill notice in stories/');
        }
        return killStory(context, guid, await withdrawal(desk, options));
      }),
    );
  act(program, 'correct', 'say what was wrong in a story, of its text as it is out or as its file stands now')
    .requiredOption('--note <text>', 'what was wrong and where; readers and subscribers are told')
    .action((named: string, options: Options & { note: string }) =>
      carryOut('correct', named, options, async ({ context, guid, desk, entry }) =>
        correctStory(context, guid, { note: options.note, unread: await unreadFile(desk, entry) }),
      ),
    );
  act(program, 'hold', 'take a story back until it is released: a notice stands in its place')
    .option('--reason <text>', 'why: it stands in the notice, and in the note to editors')
    .option('--notice <text>', 'the whole notice for readers, instead of the usual words with the reason')
    .option('--from <file>', 'the notice in stories/ that says so: it is the note to editors, and then done with')
    .action((named: string, options: Options & Withdrawing) =>
      carryOut('hold', named, options, async ({ context, guid, desk }) =>
        holdStory(context, guid, await withdrawal(desk, options)),
      ),
    );
  act(program, 'release', 'end the hold of a story: its text is out again, as its file stands now').action(
    (named: string, options: Options) =>
      carryOut('release', named, options, async ({ context, guid, desk, entry }) =>
        releaseStory(context, guid, await unreadFile(desk, entry)),
      ),
  );
  act(program, 'expire', 'take a story out of the feeds, now or at an instant; its page stays')
    .option('--at <instant>', 'date, time and zone, as in 2026-11-24T18:00:00+01:00')
    .action((named: string, options: Options & { at?: string }) =>
      carryOut('expire', named, options, ({ context, guid }) => expireStory(context, guid, instantOf(options.at))),
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

type Withdrawing = { readonly reason?: string; readonly notice?: string; readonly from?: string };

async function withdrawal(desk: OpenDesk, { reason, notice, from }: Withdrawing) {
  const filed = from === undefined ? undefined : await fileNamed(desk, from);
  if (from !== undefined && filed === undefined) throw new WiredeskError(`there is no ${from} in stories/`);
  const story = filed === undefined ? undefined : await desk.store.stories.atPath(filed.path);
  if (story !== undefined) throw new WiredeskError(`stories/${story.path} is no notice: it holds ${story.guid}`);
  return {
    ...(reason !== undefined && { reason }),
    ...(notice !== undefined && { text: notice }),
    ...(filed !== undefined && { notice: noticeIn(filed) }),
  };
}

function noticeIn({ path, file, stories }: NamedFile): Reading {
  const [copy] = stories;
  if (copy?.ok !== true) throw new WiredeskError((copy?.problems ?? []).map(describeProblem).join('\n'));
  return { path, file, copy };
}

function instantOf(written: string | undefined): string {
  if (written === undefined) return toInstant(new Date());
  const reading = readMoment(written);
  if (reading.ok) return reading.instant;
  throw new WiredeskError(`--at: ${reading.fault}`);
}

type Deed = {
  readonly desk: OpenDesk;
  readonly entry: StoryEntry;
  readonly context: ActContext;
  readonly guid: string;
};

async function carryOut(
  name: string,
  named: string,
  options: Options,
  deed: (given: Deed) => Promise<WireEvent>,
): Promise<void> {
  await using desk = await openDesk(options.desk);
  const entry = await storyNamed(desk, named);
  const { guid } = entry;
  const context: ActContext = { store: desk.store, agency: desk.desk.agency.name, now: () => new Date() };
  const event = await deed({ desk, entry, context, guid });
  const receivers = (await desk.store.subscribers.receivers(guid)).length;
  const brought = await bringOut(desk, `wiredesk ${name}`, openLog(process.stderr.isTTY ? 'text' : 'json'));
  const { type, version } = event;
  if (options.json) printJson({ guid, type, version, sequence: publicSeq(event), receivers, ...brought });
  else print([`${type} ${guid}, version ${version}`, receiversLine(receivers), broughtLine(brought)].join('\n'));
  if ('deliveries' in brought && brought.deliveries.failed + brought.deliveries.dead > 0) fail();
}

function receiversLine(receivers: number): string {
  const some = receivers === 1 ? '1 subscriber has it' : `${receivers} subscribers have it`;
  return `${receivers === 0 ? 'No subscriber has it' : some}, or may have: wiredesk stories show STORY --receivers`;
}

function broughtLine(brought: BroughtOut): string {
  if ('leftTo' in brought) return `Feeds and subscribers are left to the desk that runs (${brought.leftTo}).`;
  const { documents, deliveries } = brought;
  const { delivered, failed, waiting } = deliveries;
  const late = failed + waiting === 0 ? '' : `, ${failed + waiting} to be tried again when the desk runs`;
  return `${documents.length} documents written in feeds/; ${delivered} subscribers told${late}.`;
}
