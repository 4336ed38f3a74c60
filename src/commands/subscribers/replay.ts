/** `wiredesk subscribers replay NAME`: sends events again, under the same `webhook-id`, signed afresh. */
import type { Command } from 'commander';

import { lagOf } from '../../delivery/lag.ts';
import { standStill } from '../../desk/locks.ts';
import { openDesk, type OpenDesk } from '../../desk/open-desk.ts';
import { subscriberNamed } from '../../desk/subscriber-named.ts';
import { parseDuration } from '../../story/duration.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import { publicSeq } from '../../wire/event.ts';
import type { Subscriber } from '../../wire/subscriber.ts';
import { deskOption, jsonOption, print, printJson } from '../terminal.ts';

type ReplayOptions = { desk: string; since?: string; seq?: string; json?: true };

export function addReplay(subscribers: Command): void {
  subscribers
    .command('replay')
    .description('send events again, each under its old webhook-id')
    .argument('<name>')
    .option('--since <span>', 'what was committed in the last 90s, 15m, 2h, 3d ...')
    .option('--seq <number>', 'from this event on')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(replay);
}

async function replay(name: string, options: ReplayOptions): Promise<void> {
  await using desk = await openDesk(options.desk);
  const { id } = await subscriberNamed(desk.store, name);
  const cursor = await placeOf(desk, options);
  // Who delivers holds cursors of its own, and would write them over the one set back here.
  using _lock = await standStill(desk.folders, 'wiredesk subscribers replay');
  const subscriber = await desk.store.subscribers.setBack(id, cursor);
  const lag = (await lagOf([subscriber], desk.store)).get(id);
  const owed = { events: lag?.events ?? 0, isMore: lag?.isMore ?? false };
  if (options.json) printJson({ name, cursor: subscriber.progress.cursor, owed });
  else print(summary(subscriber, owed));
}

/** The cursor that owes them: the number before the first. */
async function placeOf({ store }: OpenDesk, { since, seq }: ReplayOptions): Promise<number> {
  if ((since === undefined) === (seq === undefined)) {
    throw new WiredeskError('say from where to send again: --since 2h, or --seq 1042');
  }
  if (since !== undefined) return store.log.before(new Date(Date.now() - parseDuration(since)).toISOString());
  const head = await store.log.publicHead();
  // As the subscriber has it from the headers of what it got.
  const first = /^\d+$/.test(seq ?? '') ? await store.log.withPublicSeq(Number(seq)) : undefined;
  if (first === undefined) {
    const has = head === undefined ? 'none yet' : `1 to ${publicSeq(head)}`;
    throw new WiredeskError(`"${seq}" is no event of this log: it has ${has}`);
  }
  return first.seq - 1;
}

function summary(
  { name, state, progress }: Subscriber,
  { events, isMore }: { events: number; isMore: boolean },
): string {
  if (events === 0 && !isMore) return `There is nothing to send again to ${name}: no event from there on matches.`;
  const when = {
    active: 'when the desk runs',
    paused: `when it is resumed: wiredesk subscribers resume ${name}`,
    suspended: `when it is resumed: wiredesk subscribers resume ${name}`,
    ended: `only if it is resumed, for its endpoint has ended it: wiredesk subscribers resume ${name}`,
  }[state];
  return `${name} is owed ${events}${isMore ? ' or more' : ''} events after ${progress.cursor}; they are sent ${when}.`;
}
