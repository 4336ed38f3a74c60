/** How a subscriber comes, changes and leaves, as the store says. */
import type { CensusEntry } from '../wire/store.ts';
import type { Lane, Subscriber } from '../wire/subscriber.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Enlisting } from './enlisting.ts';
import type { Fence } from './fence.ts';
import type { Limits } from './limits.ts';
import { readByItself } from './place.ts';
import { progressOf, refresh, subscriptionOf, type Subscription } from './subscription.ts';
import type { SuspectsOf } from './suspects.ts';

/** As it is in the store now. */
export type Stored = { readonly subscriber: Subscriber; readonly lanes: readonly Lane[] };

export type Membership = {
  /** Whom the census has found. */
  readonly begin: (active: readonly CensusEntry[], suspects: SuspectsOf) => void;
  /** `undefined`: it has been removed. */
  readonly update: (id: number, stored: Stored | undefined) => void;
  /** What is known of its progress is of no use. */
  readonly dismiss: (subscription: Subscription) => void;
  /** It has caught up with all that it may have been sent by a process that died. */
  readonly forget: (id: number) => void;
};

export type MembershipDeps = {
  readonly list: Enlisting;
  readonly withId: (id: number) => Subscription | undefined;
  readonly add: (subscription: Subscription) => void;
  readonly place: (subscription: Subscription) => void;
  readonly killsAfter: Fence['after'];
  readonly checkpoint: Checkpoint;
  readonly record: Bookkeeping['record'];
  /** The last event that has been handed out. */
  readonly head: () => number;
  readonly limits: Limits;
};

export function membership(deps: MembershipDeps): Membership {
  const { list, withId, add, place, killsAfter, checkpoint, record, head, limits } = deps;
  let suspectsOf: SuspectsOf | undefined;

  function join({ subscriber, lanes }: Stored, suspects: SuspectsOf): void {
    const kills = killsAfter(subscriber.progress.cursor);
    const joining = {
      stored: subscriber,
      lanes,
      suspects: suspects.of(subscriber, lanes),
      kills,
      head: head(),
      limits,
    };
    const subscription = subscriptionOf(joining);
    add(subscription);
    if (!subscription.place.isFollowing) checkpoint.hold(subscription, subscriber.progress.cursor + 1);
    place(subscription);
  }

  function rejoin(known: Subscription, stored: Subscriber): void {
    if (known.subscriber.generation !== stored.generation) return leave(known, true);
    // It is read again when what is under way has ended.
    if (known.isVoid) return;
    refresh(known, stored);
    // Behind on disk as well: paused and resumed in the meantime, or not written down as anything else yet.
    if (!known.place.isFollowing || stored.isBehind) checkpoint.hold(known, progressOf(known, head()).cursor + 1);
    place(known);
  }

  /** Whoever is under way stays until that is over: back in the meantime, it is still the same. */
  function leave(subscription: Subscription, isVoid: boolean): void {
    const isNews = !subscription.isOver || subscription.place.isFollowing;
    subscription.isOver = true;
    subscription.isVoid ||= isVoid;
    if (isNews) {
      // That it keeps up may be on its way to the disk, and is no longer true.
      record(subscription);
      readByItself(subscription.place);
    }
    place(subscription);
  }

  function update(id: number, stored: Stored | undefined): void {
    const known = withId(id);
    if (stored?.subscriber.state === 'active') {
      list.enlist(stored.subscriber);
      if (known !== undefined) rejoin(known, stored.subscriber);
      else if (suspectsOf !== undefined) join(stored, suspectsOf);
      return;
    }
    list.strike(id);
    if (stored === undefined) suspectsOf?.forget(id);
    if (known !== undefined) leave(known, stored === undefined);
  }

  return {
    begin(active, suspects) {
      suspectsOf = suspects;
      for (const entry of active) list.enlist(entry);
    },
    update,
    dismiss: (subscription) => leave(subscription, true),
    forget: (id) => suspectsOf?.forget(id),
  };
}
