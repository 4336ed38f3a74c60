/** What somebody has asked to be sent again goes into its story's lane: beside the cursor, after what waits there, and once. */
import { isForDelivery } from '../story/audience.ts';
import { filterAt } from '../wire/former-settings.ts';
import type { Resend, Store } from '../wire/store.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { isoAt } from './due.ts';
import type { Fence } from './fence.ts';
import { joinLane } from './lane.ts';
import type { Change } from './pending-batch.ts';
import type { Roster } from './roster.ts';
import { hold, reachedBy, type Subscription } from './subscription.ts';

/** Takes over what has been asked for, of these subscribers. */
export type Resending = (ids: readonly number[]) => Promise<void>;

type ResendingDeps = {
  readonly store: Pick<Store, 'subscribers'>;
  readonly roster: Roster;
  readonly record: Bookkeeping['record'];
  readonly killOf: Fence['killOf'];
  /** The last event that has been handed out. */
  readonly head: () => number;
  readonly now: () => number;
};

export function resending({ store, roster, record, killOf, head, now }: ResendingDeps): Resending {
  return async (ids) => {
    for (const asked of await store.subscribers.toResend(ids)) {
      const subscription = roster.withId(asked.subscriberId);
      // Who is paused is asked again when it is resumed.
      if (subscription === undefined || subscription.isOver) continue;
      const isForIt = isForDelivery(asked, subscription.subscriber);
      const kill = isForIt ? undefined : killOf(asked.guid);
      if (kill !== undefined) roster.leaveUndecided(subscription, kill);
      const { subscriberId, guid } = asked;
      // Ahead of a kill that is owed, it would hide it: it is taken over when that is known.
      if (kill === undefined && subscription.undecided.has(guid)) {
        subscription.askedMeanwhile.add(guid);
        continue;
      }
      reachedBy(subscription, head());
      const lanes = isForIt ? grant(subscription, asked, now()) : [];
      record(subscription, { lanes, resent: [{ subscriberId, guid }] });
      roster.place(subscription);
    }
  };
}

/** By its cursor, whether it was asked for or not. */
function isComing({ window, subscriber, sentAhead }: Subscription, seq: number): boolean {
  // By a filter that has been replaced since it may be passed over.
  if (seq > window.scanned) return !sentAhead.has(seq) && filterAt(subscriber, seq) === subscriber.filter;
  return window.entries.some(
    (entry) => entry.seq === seq && (entry.state === 'waiting' || entry.state === 'in-flight'),
  );
}

function grant(subscription: Subscription, asked: Resend, now: number): NonNullable<Change['lanes']> {
  const { subscriberId, guid, seq, version } = asked;
  if (isComing(subscription, seq)) return [];
  const held = subscription.lanes.get(guid);
  // A newer version waits already.
  if ((held?.lane?.event?.version ?? 0) > version) return [];
  const none = { subscriberId, guid, openedAt: isoAt(now), failures: 0 };
  const lane = joinLane(held?.lane ?? none, { seq, version }, now);
  if (held === undefined) subscription.lanes.set(guid, hold(lane, false, subscription.successes));
  else held.lane = lane;
  return [lane];
}
