/** `wiredesk subscribers match STORY`: who would get it, and why not the others. */
import type { Command } from 'commander';

import { openDesk } from '../../desk/open-desk.ts';
import { matchStory, type Verdict } from '../../desk/subscribers/match-story.ts';
import type { Disagreement } from '../../story/disagreements.ts';
import type { EventType } from '../../story/story.ts';
import { WITHDRAWALS } from '../../wire/event.ts';
import { deskOption, dim, jsonOption, print, printJson, table, visible } from '../terminal.ts';

export function addMatch(subscribers: Command): void {
  subscribers
    .command('match')
    .description('who would get a story, and why not the others')
    .argument('<story>', 'its guid, its slug, or a file in stories/, published or not')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(match);
}

async function match(named: string, options: { desk: string; json?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const matched = await matchStory(desk, named);
  const { headline, event, subscribers } = matched;
  if (options.json) printJson(matched);
  else
    print(
      [visible(headline), ...killLines(event, named), ...verdictLines(subscribers, WITHDRAWALS.includes(event))].join(
        '\n',
      ),
    );
}

function killLines(event: EventType, named: string): string[] {
  const withdrawn = { 'story.killed': 'killed', 'story.held': 'held' } as const;
  if (event !== 'story.killed' && event !== 'story.held') return [];
  return [
    `It was ${withdrawn[event]}: that comes to whoever has its text, whatever the filters say.`,
    `They are: wiredesk stories show ${named} --receivers`,
  ];
}

function verdictLines(verdicts: readonly Verdict[], isWithdrawn: boolean): string[] {
  if (verdicts.length === 0) return ['There are no subscribers.'];
  const rows = verdicts.map((each) => [each.name, answer(each), isWithdrawn ? possession(each) : reason(each)]);
  return [table([['Name', 'Gets it', ''].map(dim), ...rows])];
}

function possession(verdict: Verdict): string {
  return verdict.matches ? reason(verdict) : 'never had the text';
}

function answer({ matches, getsItAt, state }: Verdict): string {
  if (!matches || state === 'ended') return 'no';
  if (getsItAt !== undefined) return 'later';
  return state === 'active' ? 'yes' : 'once resumed';
}

function reason({ name, state, matches, getsItAt, disagreements: found }: Verdict): string {
  const states = {
    active: [],
    paused: [`paused: it waits for wiredesk subscribers resume ${name}`],
    suspended: [`suspended after days of failure: it waits for wiredesk subscribers resume ${name}`],
    ended: ['ended: its endpoint has answered 410 Gone'],
  } as const;
  const waits = matches && getsItAt !== undefined ? [`not trusted with embargoes: it waits for ${getsItAt}`] : [];
  return [...found.map(describe), ...waits, ...states[state]].join('; ');
}

function describe({ field, wanted, found }: Disagreement): string {
  const wish = field === 'urgency' ? `${wanted.join()} or more urgent` : wanted.join(' or ');
  return `${field}: wants ${wish}, the story has ${found.length === 0 ? 'none' : found.join(', ')}`;
}
