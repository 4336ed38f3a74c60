/** Events that are owed to a subscriber again, each under its old `webhook-id`: its cursor set back. */
import { lagOf } from '../../delivery/lag.ts';
import { parseDuration } from '../../story/duration.ts';
import { wholeNumber } from '../../story/whole-number.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import { publicSeq } from '../../wire/event.ts';
import type { Store } from '../../wire/store.ts';
import type { Subscriber } from '../../wire/subscriber.ts';

/** Committed in the last `2h`; or from that event on, as the subscriber has it from the headers of what it got. */
export type From = { readonly since: string } | { readonly seq: string };

export type Replayed = {
  readonly subscriber: Subscriber;
  /** At least so many where `isMore`. */
  readonly owed: {
    readonly events: number;
    readonly isMore: boolean;
    /** Kills and holds of stories that it has, or may have: they go by that, and by no filter. */
    readonly withdrawals: number;
  };
};

/** Throws a `WiredeskError` where the log has no such place. */
export async function replayFrom(
  store: Pick<Store, 'log' | 'stories' | 'subscribers'>,
  { id }: Subscriber,
  from: From,
): Promise<Replayed> {
  const subscriber = await store.subscribers.setBack(id, await placeOf(store, from));
  const lag = (await lagOf([subscriber], store)).get(id);
  const withdrawals = await withdrawalsOwed(store, subscriber);
  return { subscriber, owed: { events: lag?.events ?? 0, isMore: lag?.isMore ?? false, withdrawals } };
}

/** What was released since is not taken back any more. */
async function withdrawalsOwed(
  { log, stories, subscribers }: Pick<Store, 'log' | 'stories' | 'subscribers'>,
  { id, progress }: Subscriber,
): Promise<number> {
  let owed = 0;
  for (const { guid, version } of await log.kills(progress.cursor)) {
    if ((await stories.withGuid(guid))?.version !== version) continue;
    if ((await subscribers.receivers(guid)).some(({ subscriberId }) => subscriberId === id)) owed += 1;
  }
  return owed;
}

/** The cursor that owes them: the number before the first. */
async function placeOf({ log }: Pick<Store, 'log'>, from: From): Promise<number> {
  if ('since' in from) return log.before(new Date(Date.now() - parseDuration(from.since)).toISOString());
  const head = await log.publicHead();
  const seq = wholeNumber(from.seq);
  const first = seq === undefined ? undefined : await log.withPublicSeq(seq);
  if (first === undefined) {
    const has = head === undefined ? 'none yet' : `1 to ${publicSeq(head)}`;
    throw new WiredeskError(`"${from.seq}" is no event of this log: it has ${has}`);
  }
  return first.seq - 1;
}
