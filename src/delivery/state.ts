/** How deliveries stand just now, in numbers and a few names, for whoever watches: from memory, without a look at the store. */
import { reachedBy, type Subscription } from './subscription.ts';

export type DeliveryState = {
  /** Attempts under way, and turns that read on. */
  readonly inFlight: number;
  /** The last event on the log. */
  readonly head: number;
  /** How many are served. */
  readonly subscribers: number;
  /** Of them, whose endpoints fail. */
  readonly failing: number;
  /** Of them, who is owed something, or not known to be owed nothing. */
  readonly behind: number;
  /** Beside cursors: stories that were refused, and kills. */
  readonly lanes: { readonly refused: number; readonly kills: number };
  /** The lowest cursor; `head` where nobody is behind. */
  readonly lowest: number;
  /** All of them where they are few enough; else those in trouble, the furthest behind first, and no more than asked for. */
  readonly named: readonly NamedState[];
};

export type NamedState = {
  readonly name: string;
  /** Everything up to this sequence number is done with. */
  readonly cursor: number;
  /** Of its endpoint, in a row. */
  readonly failures: number;
};

export type StateQuestion = {
  readonly namesMax: number;
  /** Who has not got beyond this sequence number is in trouble. */
  readonly lateUpTo: number;
};

type StateDeps = Pick<DeliveryState, 'inFlight' | 'head'> & {
  readonly served: number;
  /** Who is not awake is owed nothing, and works. */
  readonly awake: Iterable<Subscription>;
};

export function stateOf(
  { inFlight, head, served, awake }: StateDeps,
  { namesMax, lateUpTo }: StateQuestion,
): DeliveryState {
  let [failing, behind, lowest] = [0, 0, head];
  const lanes = { refused: 0, kills: 0 };
  const troubled = furthestBehind(namesMax);
  const first: NamedState[] = [];
  for (const subscription of awake) {
    if (subscription.isOver) continue;
    const { failures } = subscription.health;
    const cursor = reachedBy(subscription, head);
    if (failures > 0) failing += 1;
    if (cursor < head) behind += 1;
    lowest = Math.min(lowest, cursor);
    if (subscription.lanes.size > 0) countLanes(subscription, lanes);
    const isTroubled = failures > 0 || (cursor < head && cursor < lateUpTo);
    if (!isTroubled && first.length >= namesMax) continue;
    const named = { name: subscription.subscriber.name, cursor, failures };
    if (first.length < namesMax) first.push(named);
    if (isTroubled) troubled.add(named);
  }
  const names = served <= namesMax ? first : troubled.list();
  return { inFlight, head, subscribers: served, failing, behind, lanes, lowest, named: names };
}

function countLanes({ lanes }: Subscription, counts: { refused: number; kills: number }): void {
  for (const { lane } of lanes.values()) {
    if (lane?.kill !== undefined) counts.kills += 1;
    else if (lane !== undefined) counts.refused += 1;
  }
}

/** Keeps so many of any number, without ordering them all. */
function furthestBehind(max: number) {
  let kept: NamedState[] = [];
  const cut = (): void => {
    kept = kept.sort((a, b) => a.cursor - b.cursor).slice(0, max);
  };
  return {
    add(one: NamedState): void {
      kept.push(one);
      if (kept.length >= 2 * max) cut();
    },
    list(): readonly NamedState[] {
      cut();
      return kept;
    },
  };
}
