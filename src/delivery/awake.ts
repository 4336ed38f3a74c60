/**
 * The subscriptions that are there: of those who are owed something, and of some who were lately. Who has nothing to do
 * is forgotten when there are too many of them, who has left when it is done with.
 */
import type { Limits } from './limits.ts';
import { isAtRest, isIdle, type Subscription } from './subscription.ts';

export type Awake = {
  readonly withId: (id: number) => Subscription | undefined;
  readonly all: () => Iterable<Subscription>;
  readonly add: (subscription: Subscription) => void;
  /** Whether they get a kill is not known yet. Who has been set back is asked when it begins anew. */
  readonly undecided: () => readonly Subscription[];
  /** Something of it has changed. */
  readonly review: (subscription: Subscription) => void;
  /** Nobody is forgotten while this runs: what it reads of them is not older than what they wrote. */
  readonly reading: <Result>(read: () => Promise<Result>) => Promise<Result>;
};

export type AwakeOptions = {
  /** Called for each that is there no longer. */
  readonly onForget: (subscription: Subscription) => void;
  readonly limits: Pick<Limits, 'idleMax'>;
};

export function awake({ onForget, limits: { idleMax } }: AwakeOptions): Awake {
  const subscriptions = new Map<number, Subscription>();
  /** In the order in which they have come to rest. */
  const idle = new Set<Subscription>();
  /** They have left, and are not done with. */
  const leaving = new Set<Subscription>();
  const undecided = new Set<Subscription>();
  let readings = 0;

  function forget(subscription: Subscription): void {
    const { id } = subscription.subscriber;
    idle.delete(subscription);
    leaving.delete(subscription);
    undecided.delete(subscription);
    if (subscriptions.get(id) !== subscription) return;
    subscriptions.delete(id);
    onForget(subscription);
  }

  function forgetWhoCanBe(): void {
    if (readings > 0) return;
    for (const subscription of leaving) if (isAtRest(subscription)) forget(subscription);
    for (const subscription of idle) {
      if (idle.size <= idleMax) return;
      forget(subscription);
    }
  }

  return {
    withId: (id) => subscriptions.get(id),
    all: () => subscriptions.values(),
    add: (subscription) => subscriptions.set(subscription.subscriber.id, subscription),
    undecided: () => [...undecided].filter(({ isVoid }) => !isVoid),
    review(subscription) {
      const { isOver } = subscription;
      if (subscription.undecided.size > 0) undecided.add(subscription);
      else undecided.delete(subscription);
      if (isOver) leaving.add(subscription);
      else leaving.delete(subscription);
      // To the end of the order.
      idle.delete(subscription);
      if (!isOver && isIdle(subscription)) idle.add(subscription);
      forgetWhoCanBe();
    },
    async reading(read) {
      readings += 1;
      try {
        return await read();
      } finally {
        readings -= 1;
        forgetWhoCanBe();
      }
    },
  };
}
