/**
 * Hands each new event to whoever wants it: one look into the index of filters for each event, nothing written for
 * anybody, and no subscriber is met whom it does not concern.
 */
import { isForDelivery } from '../story/audience.ts';
import type { Store } from '../wire/store.ts';
import type { Limits } from './limits.ts';
import type { RecentEvents } from './recent-events.ts';
import type { Roster } from './roster.ts';

export type FanOut = {
  /** Events up to this one have been handed out before. */
  readonly begin: (seq: number) => void;
  /** Hands out all events up to that one. Rejects where the store cannot be read: then it goes on from there. */
  readonly handOutTo: (seq: number) => Promise<void>;
  /** The last event that has been handed out. */
  readonly head: () => number;
};

type FanOutDeps = {
  readonly recent: RecentEvents;
  readonly roster: () => Roster;
  readonly wake: Wake;
};

export function fanOut({ recent, roster, wake }: FanOutDeps): FanOut {
  let head = 0;

  async function handOut(seq: number): Promise<void> {
    const { version, terms } = await recent.at(seq);
    const wanting = () => (isForDelivery(version, { isTrusted: true }) ? roster().wantedBy(terms) : []);
    let ids = wanting();
    const asleep = roster().asleep(ids);
    if (asleep.length > 0) {
      await wake(asleep);
      // Who has been set back since, and goes by another filter, is known by that one as soon as it wakes.
      ids = wanting();
    }
    // The index knows filters alone. Nobody else may have what is for those who are trusted.
    const isFor = (id: number): boolean => isForDelivery(version, roster().withId(id)?.subscriber ?? {});
    const present = roster().handOut(seq, ids.filter(isFor));
    head = seq;
    for (const subscription of present) roster().place(subscription);
    roster().readOn();
  }

  return {
    begin(seq) {
      head = seq;
    },
    async handOutTo(last) {
      // Who is woken for an event is not forgotten before it has that event, however many they are.
      for (let seq = head + 1; seq <= last; seq += 1) await roster().reading(() => handOut(seq));
    },
    head: () => head,
  };
}

/** Reads them from the store and has them updated. */
export type Wake = (ids: readonly number[]) => Promise<void>;

type WakeDeps = {
  readonly store: Pick<Store, 'subscribers'>;
  readonly limits: Pick<Limits, 'wokenAtOnce'>;
  readonly roster: () => Roster;
};

export function waking({ store: { subscribers }, limits: { wokenAtOnce }, roster }: WakeDeps): Wake {
  return (ids) =>
    roster().reading(async () => {
      for (let at = 0; at < ids.length; at += wokenAtOnce) {
        const some = ids.slice(at, at + wokenAtOnce);
        const stored = await subscribers.withIds(some);
        const lanes = Map.groupBy(await subscribers.lanes(some), ({ subscriberId }) => subscriberId);
        roster().update(
          some,
          stored.map((subscriber) => ({ subscriber, lanes: lanes.get(subscriber.id) ?? [] })),
        );
      }
    });
}
