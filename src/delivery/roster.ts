/**
 * Who is served. Most subscribers most of the time are a line in the index of filters; a `Subscription` is there for
 * those who are owed something, and for some who were lately.
 */
import type { EventTerms } from '../story/filter-event-terms.ts';
import type { WireEvent } from '../wire/event.ts';
import type { CensusEntry } from '../wire/store.ts';
import { awake } from './awake.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { Stopped } from './chore.ts';
import { enlisting } from './enlisting.ts';
import type { Limits } from './limits.ts';
import { membership, type Membership, type MembershipDeps, type Stored } from './membership.ts';
import { handOut } from './place.ts';
import { placeOne, type Placing } from './placing.ts';
import { mayFollow, type Subscription } from './subscription.ts';
import type { SuspectsOf } from './suspects.ts';

export type Roster = {
  /** Whom the census has found; nobody is woken yet. */
  readonly begin: (active: readonly CensusEntry[], suspects: SuspectsOf) => void;
  /**
   * As the store has them now: those of `ids` that are not among them are gone. Throws `Stopped` once it is closed: for whom
   * nobody is awake no event may be taken for handed out, and no kill for decided.
   */
  readonly update: (ids: readonly number[], stored: readonly Stored[]) => void;
  /** Gives a subscription the place that its progress calls for. */
  readonly place: (subscription: Subscription, isNext?: boolean) => void;
  /** Whose filters let it through. */
  readonly wantedBy: (terms: EventTerms) => readonly number[];
  /** Those of them who are served, and have no `Subscription`. */
  readonly asleep: (ids: readonly number[]) => readonly number[];
  /** That event is for these. All of them are awake. */
  readonly handOut: (seq: number, ids: readonly number[]) => readonly Subscription[];
  /** The log has more for those who read it by themselves. */
  readonly readOn: () => void;
  /** Nobody's cursor passes that kill before it is known who gets it. */
  readonly noteKill: (kill: WireEvent) => void;
  /** Everybody who is awake. */
  readonly all: () => Iterable<Subscription>;
  /** How many are served, awake or not. */
  readonly count: () => number;
  readonly withId: (id: number) => Subscription | undefined;
  /** Whether they get a kill is not known yet. */
  readonly undecided: () => readonly Subscription[];
  /** Of that one neither. */
  readonly leaveUndecided: (subscription: Subscription, kill: WireEvent) => void;
  /** Nobody is forgotten while this runs: what it reads of them is not older than what they wrote. */
  readonly reading: <Result>(read: () => Promise<Result>) => Promise<Result>;
  /** It has been set back, or removed: it begins anew when all that is under way has ended. */
  readonly dismiss: (subscription: Subscription) => void;
  /** Nobody gets another turn. */
  readonly close: () => void;
};

type RosterDeps = Placing &
  Omit<MembershipDeps, 'list' | 'withId' | 'add' | 'place'> & {
    readonly log: DeliveryLog;
    /** They are to be read again, and updated. */
    readonly again: (id: number) => void;
    readonly limits: Limits;
  };

export function roster(deps: RosterDeps): Roster {
  const { head, queue, log, again, limits } = deps;
  const list = enlisting(log);
  /** They read the log by themselves, and have come to its end. */
  const apart = new Set<Subscription>();
  let isClosed = false;

  const present = awake({ onForget, limits });

  function onForget({ isOver, isVoid, window, suspects, subscriber: { id } }: Subscription): void {
    // Before that it may come by again, and what is suspected then is still what followed its first cursor.
    if (!isOver && window.scanned >= suspects.head) members.forget(id);
    // Set back, it begins anew.
    if (isVoid && list.index.has(id)) again(id);
  }

  function place(subscription: Subscription, isNext = false): void {
    subscription.callOff?.();
    if (isClosed) return;
    const { window, isOver, isReading, subscriber } = subscription;
    apart.delete(subscription);
    if (isOver) queue.remove(subscription);
    else {
      const isThere = !isReading && window.scanned >= head() && !list.isUnreadable(subscriber.id);
      if (isThere && mayFollow(subscription)) subscription.place.isFollowing = true;
      else if (window.scanned >= head()) apart.add(subscription);
      placeOne(subscription, deps, { again: () => place(subscription), isNext });
    }
    present.review(subscription);
  }

  function leaveUndecided(subscription: Subscription, kill: WireEvent): void {
    subscription.undecided.set(kill.guid, kill);
    present.review(subscription);
  }

  const members = membership({ ...deps, list, withId: present.withId, add: present.add, place });
  const { all, withId, undecided, reading } = present;
  const awakeOf = (ids: readonly number[]): readonly Subscription[] => ids.flatMap((id) => withId(id) ?? []);

  return {
    begin: members.begin,
    update(ids, stored) {
      if (isClosed) throw new Stopped('nobody is woken any more');
      updateAll(members, ids, stored);
    },
    place,
    wantedBy: (terms) => list.index.matching(terms),
    asleep: (ids) => ids.filter((id) => withId(id) === undefined && list.index.has(id)),
    handOut: (seq, ids) => handOutTo(awakeOf(ids), seq, deps),
    readOn() {
      // Each is placed anew, and may come to its end once more.
      for (const subscription of Array.from(apart)) place(subscription);
    },
    noteKill(kill) {
      for (const subscription of present.all()) leaveUndecided(subscription, kill);
    },
    all,
    withId,
    undecided,
    reading,
    leaveUndecided,
    dismiss: (subscription) => (isClosed ? undefined : members.dismiss(subscription)),
    count: list.index.size,
    close() {
      isClosed = true;
      for (const { callOff } of present.all()) callOff?.();
    },
  };
}

function updateAll(members: Membership, ids: readonly number[], stored: readonly Stored[]): void {
  const found = new Map(stored.map((one) => [one.subscriber.id, one]));
  for (const id of ids) members.update(id, found.get(id));
}

function handOutTo(
  those: readonly Subscription[],
  seq: number,
  { checkpoint, limits }: Pick<RosterDeps, 'checkpoint' | 'limits'>,
): readonly Subscription[] {
  // At the start a cursor may be further on than what is handed out.
  const wanting = those.filter(({ window }) => window.scanned < seq);
  for (const subscription of wanting) {
    checkpoint.hold(subscription, seq);
    handOut(subscription.place, seq, limits);
  }
  return wanting;
}
