/** Who is served: whom the roll call has found, and whoever has left but is not done with yet. */
import type { WireEvent } from '../wire/event.ts';
import type { Lane, Subscriber } from '../wire/subscriber.ts';
import type { Fence } from './fence.ts';
import { placeOne, type Placing } from './placing.ts';
import { isAtRest, refresh, subscriptionOf, type Subscription } from './subscription.ts';
import { suspectsSince, type Suspects, type SuspectsOf } from './suspects.ts';

export type RollCall = {
  readonly subscribers: readonly Subscriber[];
  readonly lanes: readonly Lane[];
  /** The last event on the log. */
  readonly head: number;
};

export type Roster = {
  /** As the store has them now. False where that may be out of date for some: it is to be read again. */
  readonly update: (call: RollCall) => boolean;
  /** Gives a subscription the place that its progress calls for. */
  readonly place: (subscription: Subscription) => void;
  /** Nobody's cursor passes that kill before it is known who gets it. */
  readonly noteKill: (kill: WireEvent) => void;
  readonly head: () => number;
  readonly all: () => Iterable<Subscription>;
  /** Nobody gets another turn. */
  readonly close: () => void;
};

type RosterDeps = Omit<Placing, 'head'> & { readonly killsAfter: Fence['after'] };

export function roster({ killsAfter, ...placing }: RosterDeps): Roster {
  const subscriptions = new Map<number, Subscription>();
  // Since the last roll call: what was read of them for this one may be older than what they wrote.
  const forgotten = new Set<number>();
  let head = 0;
  let suspectsOf: SuspectsOf | undefined;
  let isClosed = false;

  function place(subscription: Subscription): void {
    subscription.callOff?.();
    if (isClosed) return;
    if (subscription.isOver) forget(subscription);
    else placeOne(subscription, { ...placing, head }, () => place(subscription));
  }

  function forget(subscription: Subscription): void {
    const { id } = subscription.subscriber;
    placing.queue.remove(subscription);
    // It may be back already, under a new start.
    if (subscriptions.get(id) !== subscription || !isAtRest(subscription)) return;
    subscriptions.delete(id);
    forgotten.add(id);
  }

  function join(stored: Subscriber, lanes: readonly Lane[], suspects: Suspects): void {
    let subscription = subscriptions.get(stored.id);
    if (subscription === undefined) {
      subscription = subscriptionOf({ stored, lanes, suspects, kills: killsAfter(stored.progress.cursor) });
      subscriptions.set(stored.id, subscription);
    } else refresh(subscription, stored);
    place(subscription);
  }

  /** Whoever is under way stays until that is over: back in the meantime, it is still the same. */
  function leave(subscription: Subscription, isRemoved: boolean): void {
    subscription.isOver = true;
    subscription.isRemoved = isRemoved;
    place(subscription);
  }

  function update(call: RollCall): boolean {
    if (isClosed) return true;
    head = call.head;
    suspectsOf ??= suspectsSince(call);
    const lanesOf = Map.groupBy(call.lanes, ({ subscriberId }) => subscriberId);
    const known = new Map(call.subscribers.map((one) => [one.id, one]));
    for (const [id, subscription] of subscriptions) {
      if (known.get(id)?.state !== 'active') leave(subscription, !known.has(id));
    }
    const stale = new Set(forgotten);
    forgotten.clear();
    const active = call.subscribers.filter(({ state }) => state === 'active');
    for (const stored of active) {
      const lanes = lanesOf.get(stored.id) ?? [];
      if (!stale.has(stored.id)) join(stored, lanes, suspectsOf(stored, lanes));
    }
    return !active.some(({ id }) => stale.has(id));
  }

  function noteKill(kill: WireEvent): void {
    for (const { undecided } of subscriptions.values()) undecided.set(kill.guid, kill);
  }

  function close(): void {
    isClosed = true;
    for (const { callOff } of subscriptions.values()) callOff?.();
  }

  return { update, place, noteKill, close, head: () => head, all: () => subscriptions.values() };
}
