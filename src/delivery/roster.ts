/** Who is served, and when each has the next turn: now, after a back-off, or when something new is on the log. */
import type { Subscriber } from '../wire/subscriber.ts';
import type { Later } from './later.ts';
import type { RoundRobin } from './round-robin.ts';
import { refreshed, subscriptionOf, waitOf, type Subscription } from './subscription.ts';

export type Roster = {
  /** As the store has them now, with the last event on its log. */
  readonly update: (subscribers: readonly Subscriber[], head: number) => void;
  /** Gives a subscription the place that its progress calls for. */
  readonly place: (subscription: Subscription) => void;
  readonly head: () => number;
  readonly all: () => Iterable<Subscription>;
  /** Nobody gets another turn. */
  readonly close: () => void;
};

type RosterDeps = {
  readonly queue: RoundRobin<Subscription>;
  readonly now: () => number;
  readonly later: Later;
};

export function roster({ queue, now, later }: RosterDeps): Roster {
  const subscriptions = new Map<number, Subscription>();
  let head = 0;
  let isClosed = false;

  function place(subscription: Subscription): void {
    if (isClosed) return;
    const wait = waitOf(subscription, now());
    if (subscription.isOver) forget(subscription);
    else if (wait > 0) {
      subscription.state = 'waiting';
      subscription.callOff = later(wait, () => queueUp(subscription));
    } else if (subscription.progress.cursor < head) queueUp(subscription);
    else subscription.state = 'idle';
  }

  function queueUp(subscription: Subscription): void {
    subscription.state = 'ready';
    queue.add(subscription);
  }

  function join(stored: Subscriber): void {
    const known = subscriptions.get(stored.id);
    if (known === undefined) {
      const subscription = subscriptionOf(stored);
      subscriptions.set(stored.id, subscription);
      place(subscription);
      return;
    }
    known.isOver = false;
    const isElsewhere = refreshed(known, stored);
    if (known.state === 'waiting' && isElsewhere) {
      known.callOff?.();
      known.progress = { cursor: known.progress.cursor, failures: 0 };
      place(known);
    } else if (known.state === 'idle') place(known);
  }

  function leave(subscription: Subscription): void {
    subscription.isOver = true;
    // Whoever has a turn keeps the place on the roster until it is over: back in the meantime, it is still the same.
    if (subscription.state !== 'busy') forget(subscription);
  }

  function forget(subscription: Subscription): void {
    subscription.callOff?.();
    queue.remove(subscription);
    subscriptions.delete(subscription.subscriber.id);
  }

  return {
    place,
    head: () => head,
    all: () => subscriptions.values(),
    update(subscribers, newHead) {
      if (isClosed) return;
      head = newHead;
      const active = new Map(subscribers.filter(({ state }) => state === 'active').map((one) => [one.id, one]));
      for (const [id, subscription] of subscriptions) if (!active.has(id)) leave(subscription);
      for (const stored of active.values()) join(stored);
    },
    close() {
      isClosed = true;
      for (const { callOff } of subscriptions.values()) callOff?.();
    },
  };
}
