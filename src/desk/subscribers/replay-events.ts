/** Events that are owed to a subscriber again, each under its old `webhook-id`: its cursor set back. */
import { lagOf } from '../../delivery/lag.ts';
import { parseDuration } from '../../story/duration.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import { publicSeq } from '../../wire/event.ts';
import type { Store } from '../../wire/store.ts';
import type { Subscriber } from '../../wire/subscriber.ts';

/** Committed in the last `2h`; or from that event on, as the subscriber has it from the headers of what it got. */
export type From = { readonly since: string } | { readonly seq: string };

export type Replayed = {
  readonly subscriber: Subscriber;
  /** At least so many where `isMore`. */
  readonly owed: { readonly events: number; readonly isMore: boolean };
};

/** Throws a `WiredeskError` where the log has no such place. */
export async function replayFrom(
  store: Pick<Store, 'log' | 'stories' | 'subscribers'>,
  { id }: Subscriber,
  from: From,
): Promise<Replayed> {
  const subscriber = await store.subscribers.setBack(id, await placeOf(store, from));
  const lag = (await lagOf([subscriber], store)).get(id);
  return { subscriber, owed: { events: lag?.events ?? 0, isMore: lag?.isMore ?? false } };
}

/** The cursor that owes them: the number before the first. */
async function placeOf({ log }: Pick<Store, 'log'>, from: From): Promise<number> {
  if ('since' in from) return log.before(new Date(Date.now() - parseDuration(from.since)).toISOString());
  const head = await log.publicHead();
  const first = /^\d+$/.test(from.seq) ? await log.withPublicSeq(Number(from.seq)) : undefined;
  if (first === undefined) {
    const has = head === undefined ? 'none yet' : `1 to ${publicSeq(head)}`;
    throw new WiredeskError(`"${from.seq}" is no event of this log: it has ${has}`);
  }
  return first.seq - 1;
}
